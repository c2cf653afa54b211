"""Readers of the NHS Choices location tables: surgeries, pharmacies, hospitals."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import as_numbers, read_official_table


def read_surgeries(path: Path) -> pd.DataFrame:
    """Every surgery site, main or branch, under its practice's code.

    Returns:
        practice_code, name, postcode, lat, lon (degrees, rounded by the publisher to
        about 100 m).
    """
    columns = {
        "organisation_code": "practice_code",
        "name": "name",
        "postcode": "postcode",
        "latitude": "lat",
        "longitude": "lon",
    }
    return _with_points(read_official_table(path, columns), path)


def read_hospitals(path: Path) -> pd.DataFrame:
    """Hospital records: organisation_code, name, postcode, lat, lon. A building may repeat."""
    columns = {
        "organisation_code": "organisation_code",
        "organisation_name": "name",
        "postcode": "postcode",
        "latitude": "lat",
        "longitude": "lon",
    }
    table = read_official_table(path, columns).drop_duplicates(["organisation_code", "postcode"])
    return _with_points(table.reset_index(drop=True), path)


def read_pharmacies(path: Path) -> pd.DataFrame:
    """Pharmacies: ods_code (the plain code inside the published one), name, postcode, lat, lon."""
    columns = {
        "organisation_code": "ods_code",
        "organisation_name": "name",
        "postcode": "postcode",
        "latitude": "lat",
        "longitude": "lon",
    }
    table = read_official_table(path, columns)
    # "PH_FA296__000001_TA190AJ" carries the code FA296 that later lists use.
    inner = table["ods_code"].str.extract(r"^PH_([A-Z0-9]+?)__", expand=False)
    table["ods_code"] = inner.fillna(table["ods_code"])
    return _with_points(table, path)


def _with_points(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    for column in ("lat", "lon"):
        table[column] = as_numbers(table[column], path)
    return table
