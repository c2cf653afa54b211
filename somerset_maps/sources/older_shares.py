"""Reader of published shares of patients aged 65 and over by practice (Fingertips 2023)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import (
    as_numbers,
    indexed_by_practice,
    read_official_table,
)

_COLUMNS = {"Practice.Code": "practice_code", "prop65": "percent_65_plus"}


def read_shares_65_plus(path: Path) -> pd.Series:
    """Share of each practice's patients aged 65 and over, 0 to 1; index practice_code.

    The table holds practices with a General Medical Services contract only.

    Raises:
        DataError: the file lacks a column, repeats a practice, or holds text for a number.
    """
    table = indexed_by_practice(read_official_table(path, _COLUMNS), path).sort_index()
    return as_numbers(table["percent_65_plus"], path).div(100).rename("share_65_plus")
