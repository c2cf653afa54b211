"""Services beside general practice: how many lie in each small area."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from somerset_maps.metrics.context import CountyArrays, Floats, Ints

OUTSIDE = -1


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
        frame = county.county.sites if kind == "branch" else county.county.services
        rows = area_of(frame[frame["kind"] == kind], county.county.small_areas)
        county.kept[key] = np.bincount(
            rows[rows != OUTSIDE], minlength=len(county.area_codes)
        ).astype(float)
    counts: Floats = county.kept[key]
    return counts
