"""The county, its services and the tables of the base map, from the project's data."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

import somerset_maps
from somerset_maps.county import County, load_county

DATA = Path(somerset_maps.__file__).resolve().parents[1] / "data"


def mapped_county(snapshot: str = "2016") -> County:
    return load_county(snapshot)


def services() -> pd.DataFrame:
    return pd.read_csv(DATA / "services.csv")


def outlines() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "outlines.geojson")


def settlements() -> pd.DataFrame:
    return pd.read_csv(DATA / "settlements.csv")


def postcodes() -> pd.DataFrame:
    return pd.read_csv(DATA / "postcodes.csv")
