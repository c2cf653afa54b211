"""The travel model: estimated drive minutes between points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from somerset_maps.errors import DataError
from somerset_maps.travel import pace
from somerset_maps.travel.grid import FloatArray, Grid, IntArray
from somerset_maps.travel.network import Network, build_network
from somerset_maps.travel.sketch import Sketch, read_sketch

STARTING_MINUTES = 1.287
"""Setting off and parking, before the scale; calibrated with the speeds."""

SCALE = 1.074
"""Published car minutes lie on a ladder of 1.074 per minute: the estimates are put on it."""

SAME_SITE_MINUTES = 1.4
"""Between two practices in one building or postcode: about what setting off and parking take."""

FURTHEST_FROM_LAND_M = 3_000.0
"""A point further than this from any cell of the network is refused: it has no journey."""

EDGE_M = 0.001
"""Published positions are whole metres, so some lie exactly between two cells."""

ORIGINS_AT_ONCE = 48
"""Shortest-path trees held in memory together: 48 take about 60 MB."""


@dataclass(frozen=True)
class TravelModel:
    """Estimated drive minutes, free-flowing, without a road map.

    Measured against published car minutes to three hospitals the mean error is 1.5 to 2
    minutes; the tables that carry its results name the error beside them.

    Examples
    --------
    >>> from somerset_maps.sources.build import default_data_dir
    >>> model = TravelModel.from_data(default_data_dir())
    >>> taunton, wells = (322034, 125011), (354321, 145180)
    >>> float(model.minutes([taunton], [wells])[0, 0].round())
    45.0
    """

    network: Network

    @classmethod
    def from_data(cls, data_dir: Path) -> TravelModel:
        """Build the model from the project's tables.

        Parameters
        ----------
        data_dir : Path
            Folder with small_areas.geojson, outlines.geojson, road_sketch.geojson,
            bridges.geojson, postcodes.csv and settlements.csv.

        Raises
        ------
        DataError
            A file is missing or lacks what the model needs.
        """
        return cls.from_sketch(read_sketch(Path(data_dir)))

    @classmethod
    def from_sketch(cls, sketch: Sketch, grid: Grid | None = None) -> TravelModel:
        """Build the model from shapes in memory, for a sketch that was changed."""
        cells = grid or Grid()
        kinds = pace.with_roads(pace.country(cells, sketch), cells, sketch)
        network = build_network(cells, pace.land(cells, sketch), pace.minutes_per_km(kinds), sketch)
        return cls(network)

    def minutes(self, origins_xy: ArrayLike, destinations_xy: ArrayLike) -> FloatArray:
        """Estimated minutes from every origin to every destination; the same either way.

        Parameters
        ----------
        origins_xy, destinations_xy : array_like, (n_origins, 2) and (n_destinations, 2)
            Easting and northing in metres on the British National Grid.

        Returns
        -------
        ndarray of float, (n_origins, n_destinations)
            Minutes. Two points in one cell are 1.38 minutes apart.

        Raises
        ------
        DataError
            A point is missing, or further than 3 km from any land that the model knows.
        """
        start = self._cells_of(origins_xy, "origin")
        end = self._cells_of(destinations_xy, "destination")
        trees, row = np.unique(start, return_inverse=True)
        path = np.empty((len(trees), len(end)))
        for first in range(0, len(trees), ORIGINS_AT_ONCE):
            chunk = slice(first, first + ORIGINS_AT_ONCE)
            reached = dijkstra(self.network.links, directed=False, indices=trees[chunk])
            path[chunk] = reached[:, end]
        return np.asarray(SCALE * (STARTING_MINUTES + path[row]))

    def _cells_of(self, points_xy: ArrayLike, what: str) -> IntArray:
        points = np.asarray(points_xy, dtype=float).reshape(-1, 2)
        bad = ~np.isfinite(points).all(axis=1)
        if bad.any():
            raise DataError(f"{what} {int(np.flatnonzero(bad)[0]) + 1} has no easting or northing.")
        # A point on the edge of two cells belongs to the one north or east of it, always.
        away, cell = cKDTree(self.network.points).query(points + EDGE_M)
        if (away > FURTHEST_FROM_LAND_M).any():
            worst = int(np.argmax(away))
            east, north = points[worst]
            raise DataError(
                f"{what} {worst + 1} at easting {east:.0f}, northing {north:.0f} is "
                f"{away[worst] / 1000:.0f} km from any land the travel model knows. "
                "Is it on the British National Grid, in metres?"
            )
        return np.asarray(cell, dtype=np.int64)
