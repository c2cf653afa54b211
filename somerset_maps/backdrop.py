"""What lies behind the practices on the map: outlines, settlements and postcode points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from somerset_maps.sources.build import ensure_database, open_database


@dataclass(frozen=True, eq=False)
class Backdrop:
    """Tables of the base map, the same for every snapshot.

    Attributes:
        outlines: GeoDataFrame kind, name, geometry (EPSG:4326).
        settlements: name, lat, lon, population, rank, in_county.
        postcodes: easting and northing in metres (British National Grid), lsoa_code.
    """

    outlines: gpd.GeoDataFrame
    settlements: pd.DataFrame
    postcodes: pd.DataFrame


def load_backdrop(database: Path | None = None) -> Backdrop:
    """Read the base map's tables from the project's database, or from ``database``."""
    with open_database(database or ensure_database()) as connection:
        outlines, settlements, postcodes = (
            connection.execute(f"from {table}").df()
            for table in ("outlines", "settlements", "postcodes")
        )
    shapes = gpd.GeoSeries.from_wkb(outlines.pop("geometry").map(bytes), crs=4326)
    return Backdrop(gpd.GeoDataFrame(outlines, geometry=shapes), settlements, postcodes)
