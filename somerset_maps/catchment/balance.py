"""Iterative proportional fitting: a table that keeps both its row sums and its column sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from somerset_maps.errors import DataError

FloatArray = NDArray[np.float64]

MOST_ROUNDS = 10_000
"""A table that can be balanced needs some hundreds of rounds; this many means that it cannot."""

SUMS_AGREE = 1e-9
"""Relative difference of the two grand totals that still counts as equal."""


def balance(
    lists: ArrayLike, residents: ArrayLike, deterrence: ArrayLike, tolerance: float = 1e-6
) -> FloatArray:
    """Scale a table of deterrence so that its rows sum to lists and its columns to residents.

    The result is ``A[p] * B[a] * deterrence[p, a]``, the doubly constrained spatial interaction
    model of Wilson (1967); A and B are found by iterative proportional fitting.

    Parameters
    ----------
    lists : array_like, (n_practices,)
        Row sums, patients.
    residents : array_like, (n_areas,)
        Column sums, in the same total as the lists.
    deterrence : array_like, (n_practices, n_areas)
        How easily residents of an area register with a practice; above 0 where they may.
    tolerance : float, default 1e-6
        Largest relative difference of a row or column sum at which the fit stops.

    Returns
    -------
    ndarray of float, (n_practices, n_areas)
        Patients of each practice in each area.

    Raises
    ------
    DataError
        The shapes or totals do not fit, a value is missing or negative, or no table has
        these sums (a practice with patients that no resident may register with).

    Examples
    --------
    >>> balance([30, 10], [20, 20], [[1, 1], [1, 1]]).tolist()
    [[15.0, 15.0], [5.0, 5.0]]
    """
    rows = np.asarray(lists, dtype=float)
    columns = np.asarray(residents, dtype=float)
    weights = np.asarray(deterrence, dtype=float)
    _check(rows, columns, weights)

    of_practice = np.ones(len(rows))
    # Factors of a table that cannot be balanced grow without end: that is found, not warned of.
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(MOST_ROUNDS):
            of_area = _ratio(columns, of_practice @ weights)
            reached = of_practice * (weights @ of_area)
            # Columns fit exactly after each round, so only the rows can still be off.
            if np.all(np.abs(reached - rows) <= tolerance * rows):
                return np.asarray(of_practice[:, None] * weights * of_area[None, :])
            if not np.isfinite(reached).all():
                break
            of_practice = _ratio(rows, weights @ of_area)
    raise DataError(
        "Patients could not be spread over the small areas so that every list and every area "
        "keeps its size: some practice has patients that no area near it can supply."
    )


def _ratio(wanted: FloatArray, found: FloatArray) -> FloatArray:
    """Wanted over found, 0 where nothing is wanted."""
    return np.asarray(
        np.divide(wanted, found, out=np.zeros_like(wanted), where=(wanted > 0) & (found > 0))
    )


def _check(rows: FloatArray, columns: FloatArray, weights: FloatArray) -> None:
    if weights.shape != (len(rows), len(columns)):
        raise DataError(
            f"{len(rows)} lists and {len(columns)} areas need a table of that shape, "
            f"not {weights.shape}."
        )
    for what, values in (("lists", rows), ("residents", columns), ("deterrence", weights)):
        if not np.isfinite(values).all() or (values < 0).any():
            raise DataError(f"The {what} hold a missing or negative value.")
    if abs(rows.sum() - columns.sum()) > SUMS_AGREE * max(rows.sum(), 1.0):
        raise DataError(
            f"The lists sum to {rows.sum():,.1f} and the areas to {columns.sum():,.1f}: "
            "scale one to the other first."
        )
