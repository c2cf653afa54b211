"""What a practice code and a group's name may look like."""

from __future__ import annotations

import re
import unicodedata

from somerset_maps.errors import PlanError

LONGEST_NAME = 60
_CODE = re.compile(r"[A-Z][0-9]{5}")
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_LETTER = re.compile(r"[A-Z]{1,3}")
#: Signs a spreadsheet takes for the start of a formula (wide forms too), and # for a note.
_NOT_FIRST = "=+-@#＝＋－＠"
_BREAKS = ("Cc", "Zl", "Zp")
_UNSEEN = ("Cf", "Cs")


def clean_code(text: str) -> str:
    """Return a practice code in its official form: ``" l85001 "`` becomes ``"L85001"``.

    Raises:
        PlanError: if it does not have the form of a practice code.
    """
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise PlanError(
            f"“{text.strip()[:40]}” is not a practice code: expected a letter and five digits, "
            "such as L85001"
        )
    return code


def clean_name(text: str) -> str:
    """Return a group's name with its white space tidied and signs that nobody sees left out.

    Accented letters are put in their composed form, so that two names that look the same are.

    Raises:
        PlanError: if nothing is left, if it is too long, or if a spreadsheet would run it.
    """
    shown = "".join(
        " " if unicodedata.category(sign) in _BREAKS else sign
        for sign in text
        if unicodedata.category(sign) not in _UNSEEN
    )
    name = " ".join(unicodedata.normalize("NFC", shown).split())
    if not name:
        raise PlanError("A group needs a name")
    if len(name) > LONGEST_NAME:
        raise PlanError(
            f"A group's name can have {LONGEST_NAME} characters; “{name[:30]}…” has {len(name)}"
        )
    if name[0] in _NOT_FIRST:
        raise PlanError(
            f"A group's name cannot begin with “{name[0]}”, because spreadsheets would read it "
            "as a formula or a note"
        )
    return name


def name_key(text: str) -> str:
    """Return what two names share when people would call them the same: "Café", " CAFÉ "."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def clean_colour(text: str) -> str:
    """Return a colour as ``#RRGGBB`` in capitals.

    Raises:
        PlanError: if it is not six hexadecimal digits after ``#``.
    """
    colour = text.strip().upper()
    if not _COLOUR.fullmatch(colour):
        raise PlanError(f"“{text[:40]}” is not a colour: expected # and six digits or letters A-F")
    return colour


def clean_letter(text: str) -> str:
    """Return a group's letter in capitals.

    Raises:
        PlanError: if it is not one to three letters A-Z.
    """
    letter = text.strip().upper()
    if not (text.isascii() and _LETTER.fullmatch(letter)):
        raise PlanError(
            f"“{text.strip()[:10]}” is not a letter: expected A to Z, then AA and so on"
        )
    return letter
