"""Links between land cells: sixteen directions, water cut except at bridges, the motorway."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from somerset_maps.travel.grid import BoolArray, FloatArray, Grid, IntArray
from somerset_maps.travel.sketch import Shape, Sketch

STEPS = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))
"""Columns and rows to the neighbours of a cell: with their opposites, sixteen directions."""

MOTORWAY_MINUTES_PER_KM = 0.582
"""Calibrated with the speeds of `pace`; on and off at junctions only."""

MOTORWAY_BENDS = 1.05
"""Motorway length between neighbouring junctions over the straight line."""


@dataclass(frozen=True)
class Network:
    """Shortest-path network of the land cells that can be reached from each other.

    Attributes
    ----------
    points : ndarray of float, (n, 2)
        Cell centres in metres.
    links : csr_matrix, (n, n)
        Minutes along each link, upper or lower half only: links go both ways.
    """

    points: FloatArray
    links: sparse.csr_matrix


def build_network(grid: Grid, land: BoolArray, pace: FloatArray, sketch: Sketch) -> Network:
    """Join the land cells at the pace of each, and keep the largest connected part.

    Parameters
    ----------
    grid : Grid
    land : ndarray of bool, grid's shape
    pace : ndarray of float, grid's shape
        Minutes per straight kilometre; a link takes the mean of its two ends.
    sketch : Sketch
        For the tidal rivers, the crossings and the motorway junctions.
    """
    across, up = grid.centres()
    points = np.column_stack([across[land], up[land]])
    start, end, km = _steps(grid, land)
    minutes = km * (pace[land][start] + pace[land][end]) / 2

    dry = ~_under_water(points, start, end, sketch)
    start, end, minutes = start[dry], end[dry], minutes[dry]

    first, second, motorway = _motorway(points, sketch.junctions)
    start, end = np.r_[start, first], np.r_[end, second]
    minutes = np.r_[minutes, motorway]
    links = sparse.csr_matrix((minutes, (start, end)), shape=(len(points), len(points)))

    _, part = connected_components(links, directed=False)
    main = part == np.bincount(part).argmax()
    return Network(points=points[main], links=links[main][:, main])


def _steps(grid: Grid, land: BoolArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Node numbers of both ends and length in km of every step between two land cells."""
    rows, columns = grid.shape
    node = np.full(grid.shape, -1)
    node[land] = np.arange(int(land.sum()))
    starts, ends, lengths = [], [], []
    for right, above in STEPS:
        here = node[max(0, -above) : rows - max(0, above), : columns - right].ravel()
        there = node[max(0, above) : rows + min(0, above), right:].ravel()
        both = (here >= 0) & (there >= 0)
        starts.append(here[both])
        ends.append(there[both])
        lengths.append(np.full(int(both.sum()), np.hypot(right, above) * grid.cell / 1000))
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(lengths)


def _under_water(points: FloatArray, start: IntArray, end: IntArray, sketch: Sketch) -> BoolArray:
    """Which links cross a tidal river where there is no bridge."""
    water: Shape = shapely.union_all(list(sketch.tidal_rivers))
    west, south, east, north = water.bounds
    middle = (points[start] + points[end]) / 2
    margin = 900.0  # longer than any link: 250 m cells, a knight's move
    close = np.flatnonzero(
        (middle[:, 0] > west - margin)
        & (middle[:, 0] < east + margin)
        & (middle[:, 1] > south - margin)
        & (middle[:, 1] < north + margin)
    )
    lines = shapely.linestrings(np.stack([points[start[close]], points[end[close]]], axis=1))
    shapely.prepare(water)
    wet = np.asarray(shapely.intersects(water, lines), dtype=bool)
    for crossing in sketch.crossings:
        shapely.prepare(crossing)
        wet &= ~shapely.contains_xy(crossing, middle[close])
    under = np.zeros(len(start), dtype=bool)
    under[close[wet]] = True
    return under


def _motorway(points: FloatArray, junctions: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Links between neighbouring motorway junctions, each at the land cell nearest to it."""
    nodes = np.asarray(cKDTree(points).query(junctions)[1], dtype=np.int64)
    km = np.hypot(*np.diff(junctions, axis=0).T) / 1000 * MOTORWAY_BENDS
    return nodes[:-1], nodes[1:], km * MOTORWAY_MINUTES_PER_KM
