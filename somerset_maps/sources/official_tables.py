"""Reading a published table: the columns asked for, as text, with errors that name the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from somerset_maps.errors import DataError


def read_official_table(path: Path, columns: Mapping[str, str]) -> pd.DataFrame:
    """Read the columns of a published CSV file as text, under the project's own names.

    Args:
        path: the file.
        columns: published heading to the project's name; other columns are dropped.

    Returns:
        One row a row of the file, every value text without outer or doubled spaces,
        missing where the cell is empty.

    Raises:
        DataError: the file is missing, is no CSV table, or lacks one of the headings.
    """
    if not path.is_file():
        raise DataError(f"{path.name} is missing from {path.parent}. Put it there and repeat.")
    try:
        table = pd.read_csv(
            path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig"
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(
            f"{path.name} is not a comma-separated table in UTF-8 ({error})."
        ) from error
    absent = [heading for heading in columns if heading not in table.columns]
    if absent:
        raise DataError(
            f"{path.name} has no column {', '.join(repr(a) for a in absent)}. "
            f"It has: {', '.join(repr(c) for c in table.columns[:12])} ..."
        )
    chosen = table[list(columns)].rename(columns=dict(columns))
    return chosen.apply(_single_spaced)


def _single_spaced(column: pd.Series) -> pd.Series:
    # A column without one value comes as floats, which have no text methods.
    return column.astype("str").str.replace(r"\s+", " ", regex=True).str.strip()


def as_numbers(column: pd.Series, path: Path) -> pd.Series:
    """Turn a text column into numbers; "NA", "-" and empty cells become missing.

    Raises:
        DataError: any other text that is no number, with the file, the row and the column.
    """
    blank = column.isna() | column.isin(["NA", "-"])
    numbers = pd.to_numeric(column.mask(blank), errors="coerce").astype("float64")
    wrong = numbers.isna() & ~blank
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise DataError(
            f"{path.name}, row {row + 2}, column {column.name}: expected a number, "
            f"found {column.iloc[row]!r}."
        )
    return numbers


def indexed_by_practice(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Index a table by its practice_code, which must be there once each.

    Raises:
        DataError: a code occurs twice or is missing.
    """
    codes = table["practice_code"]
    if codes.isna().any():
        row = int(codes.isna().to_numpy().argmax())
        raise DataError(f"{path.name}, row {row + 2}: the practice code is missing.")
    if codes.duplicated().any():
        twice = ", ".join(sorted(set(codes[codes.duplicated()])))
        raise DataError(f"{path.name}: more than one row for {twice}.")
    return table.set_index("practice_code")
