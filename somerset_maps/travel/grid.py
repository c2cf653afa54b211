"""The grid of square cells that journeys cross, on the British National Grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

CELL_M = 250
"""Side of a cell in metres. The speeds were calibrated on this size: another needs new ones."""

WEST, SOUTH, EAST, NORTH = 266_000, 88_000, 392_000, 181_000
"""Frame in metres: Somerset and the roads around it that journeys inside it may use."""


@dataclass(frozen=True)
class Grid:
    """A frame of square cells; arrays over it have the shape ``(rows, columns)``, south first."""

    west: int = WEST
    south: int = SOUTH
    east: int = EAST
    north: int = NORTH
    cell: int = CELL_M

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (south to north) and columns (west to east)."""
        return (self.north - self.south) // self.cell, (self.east - self.west) // self.cell

    def centres(self) -> tuple[FloatArray, FloatArray]:
        """Easting and northing of every cell centre, each of the grid's shape."""
        rows, columns = self.shape
        easting = self.west + (np.arange(columns) + 0.5) * self.cell
        northing = self.south + (np.arange(rows) + 0.5) * self.cell
        across, up = np.meshgrid(easting, northing)
        return across, up

    def count(self, points: FloatArray) -> FloatArray:
        """How many of the points (n x 2, metres) each cell holds; points outside are left out."""
        rows, columns = self.shape
        column = ((points[:, 0] - self.west) // self.cell).astype(int)
        row = ((points[:, 1] - self.south) // self.cell).astype(int)
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        counts = np.zeros(self.shape)
        np.add.at(counts, (row[inside], column[inside]), 1.0)
        return counts

    def covered(self, shape: Any) -> BoolArray:
        """Which cell centres lie in a polygon (metres)."""
        across, up = self.centres()
        shapely.prepare(shape)
        return np.asarray(shapely.contains_xy(shape, across, up), dtype=bool)

    def near_line(self, line: Any, metres: float) -> BoolArray:
        """Which cell centres lie nearer to a line than the given metres."""
        across, up = self.centres()
        west, south, east, north = line.bounds
        box = (
            (across > west - metres)
            & (across < east + metres)
            & (up > south - metres)
            & (up < north + metres)
        )
        near = np.zeros(self.shape, dtype=bool)
        near[box] = shapely.distance(shapely.points(across[box], up[box]), line) < metres
        return near
