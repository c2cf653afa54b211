"""Reader of the published deprivation score of practices (OHID Fingertips indicator 93553)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import as_numbers, read_official_table

_COLUMNS = {"AreaCode": "practice_code", "Year": "imd_year", "Value": "score"}


def read_practice_deprivation(path: Path) -> pd.DataFrame:
    """Scores of each practice on each edition of the index; higher is more deprived.

    Returns:
        practice_code, imd_year (edition: 2010, 2015, 2019), score, sorted.
    """
    table = read_official_table(path, _COLUMNS)
    table["imd_year"] = as_numbers(table["imd_year"], path).astype(int)
    table["score"] = as_numbers(table["score"], path)
    return table.sort_values(["imd_year", "practice_code"], ignore_index=True)
