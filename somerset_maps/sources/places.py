"""Readers of places (postcodes, settlements) and the two coordinate systems in use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from somerset_maps.sources.official_tables import as_numbers, read_official_table

Degrees = npt.NDArray[np.float64]
Metres = npt.NDArray[np.float64]


def read_postcodes(path: Path) -> pd.DataFrame:
    """OS Code-Point Open: index postcode; easting, northing (metres), district (of its day)."""
    columns = {
        "postcode": "postcode",
        "easting": "easting",
        "northing": "northing",
        "district_name": "district",
    }
    table = read_official_table(path, columns).set_index("postcode")
    for column in ("easting", "northing"):
        table[column] = as_numbers(table[column], path)
    return table


def read_settlements(path: Path) -> pd.DataFrame:
    """GeoNames places: name, lat, lon, population (0 where unknown), in_county."""
    columns = {
        "name": "name",
        "lat": "lat",
        "lon": "lon",
        "population": "population",
        "in_somerset": "in_county",
    }
    table = read_official_table(path, columns)
    for column in ("lat", "lon", "population"):
        table[column] = as_numbers(table[column], path)
    table["population"] = table["population"].fillna(0)
    table["in_county"] = table["in_county"] == "1"
    return table


@cache
def _transformer(from_epsg: int, to_epsg: int) -> Transformer:
    return Transformer.from_crs(from_epsg, to_epsg, always_xy=True)


def to_british_grid(lat: npt.ArrayLike, lon: npt.ArrayLike) -> tuple[Metres, Metres]:
    """Latitude and longitude (WGS84, degrees) to easting and northing (metres)."""
    easting, northing = _transformer(4326, 27700).transform(np.asarray(lon), np.asarray(lat))
    return np.asarray(easting), np.asarray(northing)


def to_degrees(easting: npt.ArrayLike, northing: npt.ArrayLike) -> tuple[Degrees, Degrees]:
    """Easting and northing (British National Grid, metres) to latitude and longitude."""
    lon, lat = _transformer(27700, 4326).transform(np.asarray(easting), np.asarray(northing))
    return np.asarray(lat), np.asarray(lon)
