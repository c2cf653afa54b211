"""Tables of the project's own and kinds of their columns, each able to say what it expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandera.pandas as pa

PRACTICE_CODE = r"^[A-Z]\d{5}$"
LSOA_CODE = r"^E01\d{6}$"
SITE_ID = r"^[A-Z]\d{5}-\d+$"
YES_NO = "yes-no"
"""Marks, in a column's metadata, the ones to turn into BOOLEAN."""

LOCALITIES = ("Mendip", "Sedgemoor", "South Somerset", "Taunton & West Somerset")
DISTRICTS = ("Mendip", "Sedgemoor", "South Somerset", "Taunton Deane", "West Somerset")

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


def in_district() -> dict[str, pa.Column]:
    """The district of before 2019 and the locality that a place belongs to."""
    return {
        "district": text("one of the five districts", choices=DISTRICTS),
        "locality": text("one of the four localities", choices=LOCALITIES),
    }


@dataclass(frozen=True)
class Table:
    """One file of data/.

    Attributes:
        columns: the columns that must be there; others are kept as text.
        key: columns that together occur once.
    """

    columns: MappingProxyType[str, pa.Column]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.DataFrameSchema:
        """The same as a pandera schema."""
        return pa.DataFrameSchema(dict(self.columns))

    @property
    def yes_no_columns(self) -> list[str]:
        """Columns of "true" and "false"."""
        return [name for name, column in self.columns.items() if YES_NO in (column.metadata or {})]


def table(columns: Mapping[str, pa.Column], *key: str) -> Table:
    """A table of these columns, of which `key` together occur once."""
    return Table(MappingProxyType(dict(columns)), key)
