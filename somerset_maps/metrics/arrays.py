"""A county's columns as arrays, made once for all plans."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from somerset_maps.county import County
from somerset_maps.sources.schemas import LOCALITIES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class CountyArrays:
    """A county's columns as arrays, made once for all plans. P practices, A areas, S sites.

    What only some measures need is read when the first of them asks for it.
    """

    def __init__(self, county: County) -> None:
        self._county = ref(county)  # the county keeps its arrays alive, not the other way round
        practices = county.practices
        areas = county.small_areas
        self.codes: list[str] = [str(code) for code in practices.index]
        self.area_codes: tuple[str, ...] = tuple(map(str, areas.index))
        self.position = county.position
        self.lists: Floats = practices["list_size"].to_numpy(float)  # (P,) patients
        self.gp_fte: Floats = practices["gp_fte"].to_numpy(float)  # (P,) may be NaN
        self.gp_headcount: Floats = practices["gp_headcount"].to_numpy(float)  # (P,) may be NaN
        self.to_check: Bools = (practices["to_check"] != "").to_numpy(bool)
        order = {name: row for row, name in enumerate(LOCALITIES)}
        self.locality: Ints = practices["locality"].map(order).to_numpy(np.int64)
        self.minutes: Floats = county.minutes.to_numpy(float)  # (P, P)
        self.registered: Floats = county.registration_matrix  # (P, A)
        self.residents: Floats = areas["population"].to_numpy(float)  # (A,)
        self.site_minutes: Floats = np.ascontiguousarray(
            county.site_minutes.to_numpy(float).T
        )  # (S, A)
        self.site_practice: Ints = county.sites["practice_code"].map(self.position).to_numpy(int)
        every = np.vstack([self.site_minutes, county.outside_site_minutes.to_numpy(float).T])
        self.minutes_any: Floats = every.min(axis=0)  # (A,)
        edges = [(self.position[a], self.position[b]) for a, b in county.adjacency.edges]
        pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
        self.edge_from: Ints = pairs[:, 0]
        self.edge_to: Ints = pairs[:, 1]
        #: What depends on the county and the settings but on no plan, by what it is.
        self.kept: dict[Hashable, Any] = {}

    @property
    def county(self) -> County:
        """The county itself."""
        county = self._county()
        if county is None:
            raise ReferenceError("the county of these arrays is gone")
        return county

    @cached_property
    def weighted_lists(self) -> Floats:
        """Weighted patients, shape (P,); NaN where none was published."""
        return self._practice_column("weighted_list")

    @cached_property
    def share_65_plus(self) -> Floats:
        """Share of patients aged 65 and over, shape (P,); may be NaN."""
        return self._practice_column("share_65_plus")

    @cached_property
    def share_75_plus(self) -> Floats:
        """Share of patients aged 75 and over, shape (P,); may be NaN."""
        return self._practice_column("share_75_plus")

    @cached_property
    def kilometres(self) -> Floats:
        """Straight-line kilometres between main sites, shape (P, P)."""
        points = self.county.practices[["easting", "northing"]].to_numpy(float) / 1000
        east, north = (points[:, None, :] - points[None, :, :]).transpose(2, 0, 1)
        kilometres: Floats = np.hypot(east, north)
        return kilometres

    @cached_property
    def rural(self) -> Bools:
        """Whether each area is rural (Rural Urban Classification 2011), shape (A,)."""
        rural: Bools = self.county.small_areas["rural"].to_numpy(bool)
        return rural

    @cached_property
    def practice_area_minutes(self) -> Floats:
        """Minutes from each area to each practice's nearest delivery point, shape (P, A)."""
        nearest = np.full((len(self.codes), self.residents.size), np.inf)
        np.minimum.at(nearest, self.site_practice, self.site_minutes)
        return nearest

    def _practice_column(self, name: str) -> Floats:
        column: Floats = self.county.practices[name].to_numpy(float)
        return column


_arrays: WeakKeyDictionary[County, CountyArrays] = WeakKeyDictionary()


def arrays_of(county: County) -> CountyArrays:
    """Return the county's arrays, made at the first call."""
    if county not in _arrays:
        _arrays[county] = CountyArrays(county)
    return _arrays[county]


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Divide, with NaN wherever the bottom is 0 or missing."""
    out = np.full(np.broadcast(top, bottom).shape, np.nan)
    np.divide(top, bottom, out=out, where=bottom > 0)
    return out
