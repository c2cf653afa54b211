"""Plans as CSV files: read kindly, written exactly."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from somerset_maps.errors import PlanError
from somerset_maps.plan.model import Group, Plan
from somerset_maps.plan.names import clean_code, clean_colour, clean_letter, clean_name, name_key
from somerset_maps.plan.palette import choose_colour, next_letter
from somerset_maps.plan.sheet import COLUMNS, open_sheet

MOST_GROUPS = 500
_MOST_TOLD = 50
_LOCKED = {"true": True, "yes": True, "1": True, "y": True, "locked": True}
_OPEN = {"false": False, "no": False, "0": False, "n": False, "unlocked": False}


@dataclass(frozen=True)
class PlanFile:
    """A plan as it was read from a file, with the ``# key: value`` lines above its table."""

    plan: Plan
    details: dict[str, str]


@dataclass
class _GroupRead:
    """What the rows of one group have said of it so far."""

    name: str
    look: dict[str, str | bool] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)


@dataclass
class _Reading:
    """What has been read so far: groups in order of appearance, and every problem."""

    problems: list[str]
    groups: dict[str, _GroupRead] = field(default_factory=dict)
    group_with_letter: dict[str, str] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)


def write_plan(plan: Plan, details: Mapping[str, str] | None = None) -> str:
    """Return ``plan`` as CSV text with ``details`` as ``# key: value`` lines above the table.

    An empty group is a row with an empty practice code.
    """
    out = io.StringIO()
    for key, value in (details or {}).items():
        out.write(f"# {' '.join(key.split())}: {' '.join(value.split())}\n")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for group in plan.groups:
        look = (group.name, group.letter, group.colour, "yes" if group.locked else "no")
        for code in group.members or ("",):
            rows.writerow((code, *look))
    return out.getvalue()


def read_plan(
    text: str | bytes,
    known_codes: Collection[str] | Callable[[Mapping[str, str]], Collection[str]] | None = None,
) -> PlanFile:
    """Read a plan from CSV text, as programs and people write it.

    A byte-order mark, semicolons or tabs instead of commas, stray spaces, lower-case codes, extra
    columns and columns in another order are all taken. Only the first two columns are needed, and
    a group's letter, colour and lock may stand in one of its rows or in all.

    Args:
        text: the file, as text or as bytes (UTF-8, UTF-16 with its mark, or the Windows alphabet
            of older Excels).
        known_codes: the practices of the snapshot; any other code is a problem. A function gets
            the file's details, which may name its snapshot, and returns them.

    Raises:
        PlanError: if anything is wrong, with every bad row in ``problems``; nothing is half read.
    """
    sheet = open_sheet(text)
    codes = known_codes(sheet.details) if callable(known_codes) else known_codes
    known = set(codes) if codes is not None else None
    reading = _Reading(list(sheet.problems))
    for number, cells in sheet.rows:
        _read_row(reading, number, cells, known)
    if len(reading.groups) > MOST_GROUPS:
        raise PlanError(
            f"The file has {len(reading.groups):,} groups; a plan can have {MOST_GROUPS}"
        )
    if reading.problems:
        raise PlanError(_told(reading.problems), tuple(reading.problems))
    return PlanFile(_plan_of(reading), sheet.details)


def _told(problems: list[str]) -> str:
    count = len(problems)
    first = "1 thing needs" if count == 1 else f"{count:,} things need"
    more = [f"… and {count - _MOST_TOLD:,} more"] if count > _MOST_TOLD else []
    return "\n".join(
        [f"{first} attention in the file; nothing was changed:", *problems[:_MOST_TOLD], *more]
    )


def _read_row(
    reading: _Reading, number: int, cells: dict[str, str], known: set[str] | None
) -> None:
    """Take one row in, adding what is wrong with it to the problems."""

    def complain(column: str, why: str) -> None:
        reading.problems.append(f"row {number}, column {column}: {why}")

    def attempt(clean: Callable[[str], str], column: str) -> str:
        try:
            return clean(cells[column]) if cells.get(column) else ""
        except PlanError as error:
            complain(column, str(error))
            return ""

    code = attempt(clean_code, "practice_code")
    name = attempt(clean_name, "group")
    if code and known is not None and code not in known:
        complain("practice_code", f"{code} is not a practice of this snapshot")
    if code and code in reading.row_of:
        complain("practice_code", f"{code} stands in row {reading.row_of[code]} too")
    elif code:
        reading.row_of[code] = number
    look: dict[str, str | bool] = {
        "letter": attempt(clean_letter, "letter"),
        "colour": attempt(clean_colour, "colour"),
    }
    word = cells.get("locked", "").lower()
    if word in _LOCKED or word in _OPEN:
        look["locked"] = word in _LOCKED
    elif word:
        complain("locked", f"“{cells['locked'][:20]}” is neither yes nor no")
    if name:
        group = reading.groups.setdefault(name_key(name), _GroupRead(name))
        _take_look(reading, group, {k: v for k, v in look.items() if v != ""}, complain)
        if code:
            group.members.append(code)


def _take_look(
    reading: _Reading,
    group: _GroupRead,
    look: dict[str, str | bool],
    complain: Callable[[str, str], None],
) -> None:
    """Take in what a row says of its group's looks, unless another row said otherwise."""
    for key, value in look.items():
        if group.look.setdefault(key, value) != value:
            complain(key, f"“{group.name}” had another {key} in an earlier row")
    letter = str(look.get("letter", ""))
    if letter:
        owner = reading.group_with_letter.setdefault(letter, group.name)
        if owner != group.name:
            complain("letter", f"{letter} is the letter of “{owner}” already")


def _plan_of(reading: _Reading) -> Plan:
    used = [
        str(group.look["letter"]) for group in reading.groups.values() if "letter" in group.look
    ]
    groups: list[Group] = []
    for group in reading.groups.values():
        letter = str(group.look.get("letter") or next_letter(used))
        used.append(letter)
        colour = str(group.look.get("colour") or choose_colour(g.colour for g in groups))
        locked = bool(group.look.get("locked", False))
        groups.append(Group(group.name, letter, colour, locked, tuple(group.members)))
    return Plan(tuple(groups))
