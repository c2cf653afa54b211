"""Reader of the General Practice Workforce returns by practice and year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.errors import DataError
from somerset_maps.sources.official_tables import (
    as_numbers,
    indexed_by_practice,
    read_official_table,
)

_COLUMNS = {
    "Practice.Code": "practice_code",
    "Year": "year",
    "TOTAL_PATIENTS": "list_at_count",
    "TOTAL_GP_EXTGL_FTE": "gp_fte",
    "TOTAL_GP_EXTGL_HC": "gp_headcount",
    "TOTAL_ADMIN_FTE": "admin_fte",
}


def read_workforce(path: Path, year: int) -> pd.DataFrame:
    """Staff of each practice in one financial year.

    Args:
        path: the returns of all years.
        year: the financial year by its end, 2016 for 2015-16 (counted on 30 September 2015).

    Returns:
        Index practice_code; gp_fte and gp_headcount (GPs without trainees and locums),
        admin_fte, list_at_count (the list the return itself goes with). A zero is a return
        that was not made, so it is missing.

    Raises:
        DataError: the year is not in the file.
    """
    table = read_official_table(path, _COLUMNS)
    known = sorted(set(table["year"]))
    table = table[table["year"] == str(year)]
    if table.empty:
        raise DataError(f"{path.name} holds no returns for {year}; it has {', '.join(known)}.")
    table = indexed_by_practice(table.drop(columns="year"), path).sort_index()
    numbers = table.apply(lambda column: as_numbers(column, path))
    return numbers.where(numbers > 0)
