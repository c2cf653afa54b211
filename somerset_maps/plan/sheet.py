"""A plan's file as a sheet: its encoding, the lines above the table, its columns and its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from somerset_maps.errors import PlanError

COLUMNS = ("practice_code", "group", "letter", "colour", "locked")
LARGEST_FILE = 2_000_000
_NEEDED = ("practice_code", "group")
#: Headings that people use instead, the surest first: "Practice" may be a column of names.
_OTHER_HEADINGS = {
    "practice_code": ("practice code", "code", "practice"),
    "group": ("group name", "group_name"),
    "letter": (),
    "colour": ("color",),
    "locked": (),
}
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Sheet:
    """A file taken apart.

    Attributes:
        details: the ``# key: value`` lines above the table.
        rows: (row number as a spreadsheet counts, column to trimmed cell) for each row that is not
            blank; a column that the file does not have is not there.
        problems: rows that cannot be taken apart, in words.
    """

    details: dict[str, str]
    rows: list[tuple[int, dict[str, str]]]
    problems: list[str]


def open_sheet(text: str | bytes) -> Sheet:
    """Take a file apart.

    Raises:
        PlanError: if it is too large, is not text, or has no table with the columns needed.
    """
    # Line ends only: a vertical tab or the like inside a cell is no end of a row.
    lines = list(io.StringIO(_decoded(text), newline=None))
    details, start = _details(lines)
    if start == len(lines):
        raise PlanError("The file holds no table: expected a heading row with practice_code, group")
    delimiter, columns = _heading(lines[start])
    sheet = Sheet(details, [], [])
    # Strict, because a quotation mark left open would otherwise swallow the rows below it.
    reader = csv.reader(lines[start + 1 :], delimiter=delimiter, skipinitialspace=True, strict=True)
    for number, row in _rows(reader, start + 1, sheet.problems):
        sheet.rows.append((number, _cells(row, columns)))
    return sheet


def _decoded(text: str | bytes) -> str:
    if len(text) > LARGEST_FILE:
        raise PlanError(
            f"The file has {len(text) / 1e6:.0f} MB; a plan has a few kilobytes. "
            "Is it the right file?"
        )
    if isinstance(text, str):
        return text.lstrip("\ufeff")
    if text.startswith(b"PK\x03\x04"):
        raise PlanError("The file is a workbook: save the sheet as “CSV UTF-8” and try again")
    utf_16 = text.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp1252"):
        try:
            return text.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
    raise PlanError("The file is not text: save the sheet as “CSV UTF-8” and try again")


def _details(lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the ``# key: value`` lines, and the number of lines above the heading row."""
    details: dict[str, str] = {}
    for start, line in enumerate(lines):
        bare = line.strip().rstrip(_DELIMITERS + " ")
        if len(bare) > 1 and bare[0] == bare[-1] == '"':  # a spreadsheet quoted the whole line
            bare = bare[1:-1].replace('""', '"').strip()
        if bare.startswith("#"):
            key, colon, value = bare.lstrip("# ").partition(":")
            if colon:
                details[key.strip()] = value.strip()
        elif bare.strip('"') and not bare.lower().startswith("sep="):
            return details, start
    return details, len(lines)


def _heading(line: str) -> tuple[str, dict[str, int]]:
    """Return the delimiter of the table and the position of each column it has."""
    readings = {}
    for delimiter in _DELIMITERS:
        try:
            readings[delimiter] = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error as error:
            raise PlanError(f"The heading row cannot be read as CSV ({error})") from error
    found = {delimiter: _columns(cells) for delimiter, cells in readings.items()}
    best = max(found, key=lambda delimiter: (len(found[delimiter]), len(readings[delimiter])))
    missing = [name for name in _NEEDED if name not in found[best]]
    if missing:
        raise PlanError(
            f"The heading row has no column {' and no column '.join(missing)}; it reads: "
            f"{', '.join(readings[best]).strip()[:120]}"
        )
    return best, found[best]


def _columns(heading: list[str]) -> dict[str, int]:
    """Return the position of each column that the heading names, by its own name first.

    Raises:
        PlanError: if the heading names one of them twice.
    """
    cells = [" ".join(cell.lower().split()) for cell in heading]
    found: dict[str, int] = {}
    for column, others in _OTHER_HEADINGS.items():
        named = next((name for name in (column, *others) if name in cells), None)
        if named is None:
            continue
        if cells.count(named) > 1:
            raise PlanError(f"The heading row has the column {named} twice: remove one of them")
        found[column] = cells.index(named)
    return found


def _rows(
    reader: Iterator[list[str]], above: int, problems: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number in the file, cells); a row the CSV reader cannot read is a problem."""
    number = above
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(
                f"row {number}: cannot be read as CSV; look for a stray quotation mark ({error})"
            )
            continue
        if any(cell.strip() for cell in row):
            yield number, row


def _cells(row: list[str], columns: dict[str, int]) -> dict[str, str]:
    return {
        name: row[position].strip() if position < len(row) else ""
        for name, position in columns.items()
    }
