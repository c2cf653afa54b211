"""The registration model: lists spread over small areas by the minutes to each practice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from somerset_maps.catchment.balance import FloatArray, balance
from somerset_maps.errors import DataError

POWER = 3.5
"""Exponent of the deterrence. Chosen on the published deprivation score of each practice, which
is computed from where its patients live, and checked on practices held out."""

LEAST_MINUTES = 1.5
"""Journeys shorter than this deter alike: a model of 250 m cells cannot tell them apart."""


def area_deterrence(minutes: ArrayLike, area_of_postcode: ArrayLike, n_areas: int) -> FloatArray:
    """Mean over an area's postcodes of ``max(minutes, 1.5) ** -3.5``.

    Parameters
    ----------
    minutes : array_like, (n_practices, n_postcodes)
        Estimated minutes from a practice's nearest site to each postcode.
    area_of_postcode : array_like of int, (n_postcodes,)
        Position of each postcode's area, 0 to ``n_areas - 1``.
    n_areas : int

    Returns
    -------
    ndarray of float, (n_practices, n_areas)

    Raises
    ------
    DataError
        An area has no postcode.
    """
    to_postcode = np.maximum(np.asarray(minutes, dtype=float), LEAST_MINUTES) ** -POWER
    return mean_by_area(to_postcode, area_of_postcode, n_areas)


def mean_by_area(values: ArrayLike, area_of_postcode: ArrayLike, n_areas: int) -> FloatArray:
    """Mean over the postcodes of each area, for every row of a table of postcodes.

    Parameters
    ----------
    values : array_like, (n_rows, n_postcodes)
    area_of_postcode : array_like of int, (n_postcodes,)
    n_areas : int

    Returns
    -------
    ndarray of float, (n_rows, n_areas)
    """
    area: NDArray[np.int64] = np.asarray(area_of_postcode, dtype=np.int64)
    count = np.bincount(area, minlength=n_areas)
    if (count == 0).any():
        raise DataError(f"{int((count == 0).sum())} small areas have no postcode.")
    table = np.asarray(values, dtype=float)
    return np.stack([np.bincount(area, weights=row, minlength=n_areas) / count for row in table])


def registrations(
    lists: ArrayLike,
    residents: ArrayLike,
    minutes: ArrayLike,
    area_of_postcode: ArrayLike,
    tolerance: float = 1e-6,
) -> FloatArray:
    """Modelled patients of each practice in each small area.

    Lists are kept exactly. Residents are scaled by one factor to the lists' total, so no net
    flow over the county border is assumed. Use totals and shapes: a single cell is not a fact.

    Parameters
    ----------
    lists : array_like, (n_practices,)
        Registered patients.
    residents : array_like, (n_areas,)
        Residents of each small area.
    minutes : array_like, (n_practices, n_postcodes)
        Estimated minutes from a practice's nearest site to each postcode.
    area_of_postcode : array_like of int, (n_postcodes,)
        Position of each postcode's area.
    tolerance : float, default 1e-6
        See `balance`.

    Returns
    -------
    ndarray of float, (n_practices, n_areas)

    Raises
    ------
    DataError
        As `balance` and `area_deterrence`.

    Examples
    --------
    >>> registrations([60, 40], [50, 50], [[2, 9], [9, 2]], [0, 1]).sum(axis=1).round(3).tolist()
    [60.0, 40.0]
    """
    registered = np.asarray(lists, dtype=float)
    people = np.asarray(residents, dtype=float)
    if people.sum() <= 0:
        raise DataError("No residents were given: the lists cannot be spread.")
    scaled = people * (registered.sum() / people.sum())
    deterrence = area_deterrence(minutes, area_of_postcode, len(people))
    return balance(registered, scaled, deterrence, tolerance)
