"""Shapes as the browser reads them: whole steps of 0.00001 degrees, each from the point before.

A whole base map is then some 150 kB of JSON and needs no library to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import Point, STRtree, get_coordinates, get_parts, line_merge
from shapely.geometry.base import BaseGeometry

BRITISH_GRID = "EPSG:27700"
_DEGREE_STEPS = 100_000


def differences(points: np.ndarray[Any, np.dtype[np.float64]]) -> list[int]:
    """Return lon, lat pairs (shape (n, 2), degrees) as whole steps, each relative to the last."""
    steps = np.rint(points * _DEGREE_STEPS).astype(int)
    steps[1:] = np.diff(steps, axis=0)
    return [int(step) for step in steps.ravel()]


def rings(shapes: Iterable[BaseGeometry]) -> list[list[int]]:
    """Return every ring, outer and inner, of areas given in British National Grid metres."""
    polygons = [
        part
        for shape in _degrees(shapes)
        for part in get_parts(shape)
        if part.geom_type == "Polygon"
    ]
    return [
        differences(get_coordinates(ring))
        for polygon in polygons
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def lines(shapes: Iterable[BaseGeometry]) -> list[list[int]]:
    """Return every line of shapes given in British National Grid metres."""
    return [
        differences(get_coordinates(part))
        for shape in _degrees(shapes)
        for part in get_parts(shape)
    ]


def shared_borders(areas: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return the lines along which two of the areas meet."""
    shapes = list(areas)
    tree = STRtree(shapes)
    found: list[BaseGeometry] = []
    for first, shape in enumerate(shapes):
        for second in tree.query(shape, predicate="intersects"):
            if second > first:
                found.append(line_merge(_only_lines(shape.intersection(shapes[second]))))
    return [line for line in found if not line.is_empty]


def anchors(area: BaseGeometry, spacing_m: float = 5_000) -> list[list[float]]:
    """Return points inside an area, the roomiest first, at which its name could stand."""
    west, south, east, north = area.bounds
    grid = [
        Point(x, y)
        for x in np.arange(west, east, spacing_m)
        for y in np.arange(south, north, spacing_m)
    ]
    inside = [point for point in grid if area.contains(point)]
    inside.sort(key=lambda point: -area.boundary.distance(point))
    return [[round(point.y, 4), round(point.x, 4)] for point in _degrees(inside[:16])]


def _only_lines(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in get_parts(shape) if part.geom_type == "LineString"]
    return gpd.GeoSeries(parts).union_all()


def _degrees(shapes: Iterable[BaseGeometry]) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), crs=BRITISH_GRID).to_crs("EPSG:4326")
