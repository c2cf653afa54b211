"""Which practices can be neighbours in a group."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from somerset_maps.catchment.balance import FloatArray

DELAUNAY_MINUTES = 25.0
"""Longest journey between two practices that the triangulation joins: beyond it they meet only
across empty country or over the edge of the county."""

NEAR_MINUTES = 5.0
"""Practices this near are neighbours whatever lies between them."""


def same_site(practices: pd.DataFrame) -> NDArray[np.bool_]:
    """Which pairs share a point or a postcode, (n, n), False on the diagonal.

    Parameters
    ----------
    practices : DataFrame
        ``easting``, ``northing``, ``postcode``; a row a practice.
    """
    east, north = practices["easting"].to_numpy(), practices["northing"].to_numpy()
    postcode = practices["postcode"].astype(str).str.replace(" ", "").to_numpy()
    shared = (east[:, None] == east) & (north[:, None] == north)
    shared |= postcode[:, None] == postcode
    np.fill_diagonal(shared, False)
    return np.asarray(shared, dtype=bool)


def edges(practices: pd.DataFrame, minutes: FloatArray) -> pd.DataFrame:
    """Pairs of practices that can be neighbours, and why.

    Practices on one site share its edges and are joined to each other; distinct sites are
    joined when a Delaunay triangulation of them does so and at most 25 minutes lie between,
    and any pair within 5 minutes.

    Parameters
    ----------
    practices : DataFrame
        ``practice_code``, ``easting``, ``northing``, ``postcode``; ordered by code.
    minutes : ndarray of float, (n, n)
        Minutes between main sites, symmetric.

    Returns
    -------
    DataFrame
        ``practice_a``, ``practice_b`` (a before b) and ``why``: "same site", "delaunay", "near".
    """
    together = same_site(practices)
    joined = _triangulated(practices, together) & (minutes <= DELAUNAY_MINUTES)
    near = minutes <= NEAR_MINUTES
    first, second = np.nonzero(np.triu(together | joined | near, k=1))
    codes = practices["practice_code"].to_numpy()
    why = np.select(
        [together[first, second], joined[first, second]], ["same site", "delaunay"], "near"
    )
    return pd.DataFrame({"practice_a": codes[first], "practice_b": codes[second], "why": why})


def _triangulated(practices: pd.DataFrame, together: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pairs of practices stand on sites that the triangulation joins, (n, n)."""
    # Every practice takes the point of the first one on its site.
    site = np.array([min(index, *np.flatnonzero(row), index) for index, row in enumerate(together)])
    distinct = np.unique(site)
    points = practices[["easting", "northing"]].to_numpy(float)[distinct]
    between_sites = np.zeros((len(practices), len(practices)), dtype=bool)
    for triangle in Delaunay(points).simplices:
        corners = distinct[triangle]
        between_sites[np.ix_(corners, corners)] = True
    joined = between_sites[np.ix_(site, site)]
    np.fill_diagonal(joined, False)
    return np.asarray(joined, dtype=bool)
