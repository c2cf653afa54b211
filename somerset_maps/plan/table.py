"""Plans as CSV files: read kindly, written exactly."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from somerset_maps.errors import PlanError
from somerset_maps.plan.model import Group, Plan
from somerset_maps.plan.names import clean_code, clean_colour, clean_name
from somerset_maps.plan.palette import choose_colour, next_letter

COLUMNS = ("practice_code", "group", "letter", "colour", "locked")
LARGEST_FILE = 2_000_000
_OTHER_HEADINGS = {
    "practice code": "practice_code", "code": "practice_code", "practice": "practice_code",
    "group name": "group", "group_name": "group", "color": "colour",
}  # fmt: skip
_LOCKED = {"true": True, "yes": True, "1": True, "y": True, "locked": True}
_OPEN = {"false": False, "no": False, "0": False, "n": False, "": False}


@dataclass(frozen=True)
class PlanFile:
    """A plan as it was read from a file, with the ``# key: value`` lines above its table."""

    plan: Plan
    details: dict[str, str]


@dataclass
class _Reading:
    """What has been read so far: groups in order of appearance, and every problem."""

    members: dict[str, list[str]] = field(default_factory=dict)
    looks: dict[str, dict[str, str | bool]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


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


def read_plan(text: str | bytes, known_codes: Collection[str] | None = None) -> PlanFile:
    """Read a plan from CSV text, as programs and people write it.

    A byte-order mark, semicolons or tabs instead of commas, stray spaces, lower-case codes, extra
    columns and columns in another order are all taken. Only the first two columns are needed.

    Args:
        text: the file, as text or as bytes (UTF-8, or the Windows alphabet of older Excels).
        known_codes: the practices of the snapshot; any other code is a problem.

    Raises:
        PlanError: if anything is wrong, with every bad row in ``problems``; nothing is half read.
    """
    lines = _decoded(text).splitlines()
    details: dict[str, str] = {}
    start = 0
    for line in lines:
        bare = line.strip().strip(",;\t ").strip('"')
        if bare and not bare.startswith("#"):
            break
        key, colon, value = bare.lstrip("# ").partition(":")
        if colon:
            details[key.strip()] = value.strip()
        start += 1
    if start == len(lines):
        raise PlanError("The file holds no table: expected a heading row with practice_code, group")
    heading = lines[start]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(lines[start:], delimiter=delimiter)
    columns = _columns(next(reader))
    known = set(known_codes) if known_codes is not None else None
    reading = _Reading()
    for number, row in _rows(reader, start, reading.problems):
        _read_row(reading, number, _cells(row, columns), known)
    if reading.problems:
        count = len(reading.problems)
        total = f"{count} row needs" if count == 1 else f"{count} rows need"
        raise PlanError(
            f"{total} attention; nothing was changed:\n" + "\n".join(reading.problems[:50]),
            tuple(reading.problems),
        )
    return PlanFile(_plan_of(reading), details)


def _decoded(text: str | bytes) -> str:
    if len(text) > LARGEST_FILE:
        raise PlanError(
            f"The file has {len(text) / 1e6:.0f} MB; a plan has a few kilobytes. "
            "Is it the right file?"
        )
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return text.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PlanError("The file is not text: save the sheet as “CSV UTF-8” and try again")


def _columns(heading: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(heading):
        name = " ".join(cell.strip().lower().split())
        name = _OTHER_HEADINGS.get(name, name)
        if name in COLUMNS and name not in found:
            found[name] = position
    missing = [name for name in ("practice_code", "group") if name not in found]
    if missing:
        raise PlanError(
            f"The heading row has no column {' and no column '.join(missing)}; it reads: "
            f"{', '.join(heading)[:120]}"
        )
    return found


def _rows(
    reader: Iterator[list[str]], start: int, problems: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number in the file, cells); a row the CSV reader cannot read is a problem."""
    number = start + 1
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(f"row {number}: cannot be read as CSV ({error})")
            continue
        if any(cell.strip() for cell in row):
            yield number, row


def _cells(row: list[str], columns: dict[str, int]) -> dict[str, str]:
    return {
        name: row[position].strip() if position < len(row) else ""
        for name, position in columns.items()
    }


def _read_row(
    reading: _Reading, number: int, cells: dict[str, str], known: set[str] | None
) -> None:
    """Take one row in, or add what is wrong with it to the problems."""
    before = len(reading.problems)

    def attempt(clean: Callable[[str], str], column: str) -> str:
        try:
            return clean(cells[column])
        except PlanError as error:
            reading.problems.append(f"row {number}, column {column}: {error}")
            return ""

    code = attempt(clean_code, "practice_code") if cells["practice_code"] else ""
    name = attempt(clean_name, "group") if cells["group"] else ""
    if code and known is not None and code not in known:
        reading.problems.append(
            f"row {number}, column practice_code: {code} is not a practice of this snapshot"
        )
    if code and code in reading.row_of:
        reading.problems.append(
            f"row {number}, column practice_code: {code} stands in row {reading.row_of[code]} too"
        )
    look: dict[str, str | bool] = {}
    if cells.get("letter"):
        look["letter"] = cells["letter"].upper()
        if not (cells["letter"].isascii() and cells["letter"].isalpha()):
            reading.problems.append(
                f"row {number}, column letter: “{cells['letter'][:10]}” is not a letter"
            )
    if cells.get("colour"):
        look["colour"] = attempt(clean_colour, "colour")
    if "locked" in cells:
        word = cells["locked"].lower()
        if word in _LOCKED or word in _OPEN:
            look["locked"] = word in _LOCKED
        else:
            reading.problems.append(
                f"row {number}, column locked: “{cells['locked'][:20]}” is neither yes nor no"
            )
    if name:
        _compare_look(reading, number, name, look)
    if len(reading.problems) > before:
        return
    if code:
        reading.row_of[code] = number
    if name:
        shown = reading.names.setdefault(name.casefold(), name)
        reading.members.setdefault(shown, [])
        reading.looks.setdefault(shown, look)
        if code:
            reading.members[shown].append(code)


def _compare_look(reading: _Reading, number: int, name: str, look: dict[str, str | bool]) -> None:
    earlier = reading.looks.get(reading.names.get(name.casefold(), name), {})
    for key, value in look.items():
        if key in earlier and earlier[key] != value:
            reading.problems.append(
                f"row {number}, column {key}: “{name}” had another {key} in an earlier row"
            )
    letter = look.get("letter")
    for other, other_look in reading.looks.items():
        if letter and other_look.get("letter") == letter and other.casefold() != name.casefold():
            reading.problems.append(
                f"row {number}, column letter: {letter} is the letter of “{other}” already"
            )


def _plan_of(reading: _Reading) -> Plan:
    used = [str(look["letter"]) for look in reading.looks.values() if "letter" in look]
    groups: list[Group] = []
    for name, members in reading.members.items():
        look = reading.looks[name]
        letter = str(look.get("letter") or next_letter(used))
        used.append(letter)
        colour = str(look.get("colour") or choose_colour(g.colour for g in groups))
        groups.append(Group(name, letter, colour, bool(look.get("locked", False)), tuple(members)))
    return Plan(tuple(groups))
