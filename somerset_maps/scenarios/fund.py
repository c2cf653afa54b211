"""The transformation fund of a plan: lines against the five supports, and what is left.

£3 a patient is one total for April 2017 to March 2019, not a yearly sum. Money is counted in whole
pence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.scenarios.entries import Entry

#: Kinds of entries: a line, and the taking back of one; whether the fund is pooled is a field.
LINE, TAKEN_BACK = "fund-line", "fund-line-back"
POOLED = ""
MOST_PENCE = 10**11
_AMOUNT = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,12})(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True)
class Line:
    """One use of the fund.

    Attributes:
        number: of its entry.
        support: key of one of the five supports.
        letter: the group whose money it is; empty when it is pooled.
        pence: how much.
        words: what for.
    """

    number: int
    support: str
    letter: str
    pence: int
    words: str


def pence_of(text: str) -> int:
    """Read an amount as people write it: ``£1,200``, ``1200.50``.

    Raises:
        PlanError: if it is no amount, negative, or has parts of a penny.

    >>> pence_of("£1,200.50")
    120050
    """
    plain = text.strip().removeprefix("£").strip()
    pence = int(Fraction(plain.replace(",", "")) * 100) if _AMOUNT.fullmatch(plain) else 0
    if not 0 < pence <= MOST_PENCE:
        raise PlanError(f"“{text}” is no amount: write pounds, such as 1,200 or 950.50")
    return pence


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Return the lines that stand, oldest first."""
    back = {int(entry.value["number"]) for entry in entries if entry.kind == TAKEN_BACK}
    return [
        Line(
            entry.number, str(entry.value["support"]), str(entry.value["letter"]),
            int(entry.value["pence"]), str(entry.value["words"]),
        )
        for entry in entries
        if entry.kind == LINE and entry.number not in back
    ]  # fmt: skip


def shares(plan: Plan, lists: Mapping[str, float], rate: float) -> dict[str, int]:
    """Return pence by letter of each group with practices, and the whole county's under "".

    The county's counts practices in no group too, so groups add up to it only when all are in one.
    """
    pence = Fraction(str(rate)) * 100
    found = {
        group.letter: round(sum(int(lists[code]) for code in group.members) * pence)
        for group in plan.groups
        if group.members
    }
    found[POOLED] = round(sum(int(size) for size in lists.values()) * pence)
    return found


def left(total: int, spent: Sequence[Line]) -> int:
    """Return the pence left; below 0 when more is planned than there is."""
    return total - sum(line.pence for line in spent)


def pounds(pence: int) -> str:
    """Return an amount as people read it.

    >>> pounds(168_731_400), pounds(-950), pounds(120050)
    ('£1,687,314', '-£9.50', '£1,200.50')
    """
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")
