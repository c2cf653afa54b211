"""Kinds of columns in the project's own tables, each able to say what it expects."""

from __future__ import annotations

import pandera.pandas as pa

PRACTICE_CODE = r"^[A-Z]\d{5}$"
LSOA_CODE = r"^E01\d{6}$"
SITE_ID = r"^[A-Z]\d{5}-\d+$"
YES_NO = "yes-no"
"""Marks, in a column's metadata, the ones to turn into BOOLEAN."""

POSTCODE = r"^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$"


def text(
    expected: str,
    *,
    pattern: str | None = None,
    choices: tuple[str, ...] = (),
    may_be_empty: bool = False,
) -> pa.Column:
    """A text column; `expected` completes the sentence "expected ..."."""
    checks = []
    if pattern:
        checks.append(pa.Check.str_matches(pattern))
    if choices:
        checks.append(pa.Check.isin(choices))
    return pa.Column("str", checks, nullable=may_be_empty, coerce=True, description=expected)


def number(
    expected: str, low: float, high: float, *, whole: bool = False, may_be_empty: bool = False
) -> pa.Column:
    """A numeric column with its bounds, ends included."""
    return pa.Column(
        "Int64" if whole else "float64",
        pa.Check.in_range(low, high),
        nullable=may_be_empty,
        coerce=True,
        description=f"{expected}, from {low:,g} to {high:,g}",
    )


def count(of_what: str, *, high: int = 5_000_000, may_be_empty: bool = False) -> pa.Column:
    """A whole number of something, zero or more."""
    return number(f"a whole number of {of_what}", 0, high, whole=True, may_be_empty=may_be_empty)


def yes_no(*, may_be_empty: bool = False) -> pa.Column:
    """A column of "true" and "false", which becomes a BOOLEAN once checked."""
    column = text("true or false", choices=("true", "false"), may_be_empty=may_be_empty)
    column.metadata = {YES_NO: True}
    return column


def practice_code() -> pa.Column:
    """A practice's ODS code."""
    return text("a practice code such as L85001", pattern=PRACTICE_CODE)


def lsoa_code() -> pa.Column:
    """A small area's code (LSOA 2011)."""
    return text("a small area's code such as E01029018", pattern=LSOA_CODE)


def snapshot() -> pa.Column:
    """The key of a snapshot."""
    return text("a snapshot such as 2016", pattern=r"^\d{4}$")


def point() -> dict[str, pa.Column]:
    """Four columns of one place: British National Grid metres and WGS84 degrees."""
    return {
        "easting": number("metres on the British National Grid", 150_000, 500_000),
        "northing": number("metres on the British National Grid", 0, 300_000),
        "lat": number("degrees north", 50, 52.5),
        "lon": number("degrees east (negative in Somerset)", -5, -1),
    }
