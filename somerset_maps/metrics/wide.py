"""Measures of a whole country: the same numbers from sparse tables.

A county's tables, practices x areas and practices x practices, are small and dense. For all of
England they would take gigabytes, though hardly any practice has patients in more than a few
hundred areas. Here they hold what is there and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from somerset_maps.errors import PlanError
from somerset_maps.metrics.context import (
    NOT_IN_A_GROUP,
    Bools,
    Context,
    CountyArrays,
    Floats,
    Ints,
)
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

#: Drives between pairs of practices, given by row numbers: minutes, symmetric.
Drives = Callable[[Ints, Ints], Floats]
_FAR = np.inf


@dataclass(eq=False)
class WideArrays(CountyArrays):
    """Practices, areas and what lies between them, in sparse tables. P practices, A areas.

    Attributes:
        codes: practice codes; row numbers elsewhere refer to them.
        area_codes: codes of the areas.
        lists: registered patients, (P,).
        gp_fte: whole-time GPs, (P,), NaN without a return.
        gp_headcount: GPs as people, (P,), NaN without a return.
        to_check: whether a return is marked, (P,).
        locality: number of the practice's locality, (P,).
        residents: of each area, (A,).
        registrations: patients of a practice in an area, sparse (P, A).
        area_minutes: minutes from an area to the practice's nearest surgery, sparse (P, A); pairs
            that are not in it are too far apart to matter.
        minutes_any: minutes from each area to any surgery, (A,).
        drives: minutes between pairs of practices.
        edge_from: one end of each pair of neighbours.
        edge_to: the other end.
        columns: what else is known of practices and areas, by the name the measures use:
            weighted_lists, share_65_plus, share_75_plus (P,), rural (A,), merger_exposure (P,).
        services: services in each area by kind, (A,).
    """

    codes: list[str]
    area_codes: tuple[str, ...]
    lists: Floats
    gp_fte: Floats
    gp_headcount: Floats
    to_check: Bools
    locality: Ints
    residents: Floats
    registrations: sparse.csr_array
    area_minutes: sparse.csr_array
    minutes_any: Floats
    drives: Drives
    edge_from: Ints
    edge_to: Ints
    columns: dict[str, Any] = field(default_factory=dict)
    services: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.position = {code: row for row, code in enumerate(self.codes)}
        self.kept: dict[Hashable, Any] = {
            ("count_by_area", kind): counts for kind, counts in self.services.items()
        }
        if "merger_exposure" in self.columns:
            self.kept["merger_exposure"] = self.columns["merger_exposure"]
        self.rural = self.columns.get("rural", np.zeros(len(self.area_codes), dtype=bool))
        unknown = np.full(len(self.codes), np.nan)
        self.weighted_lists = self.columns.get("weighted_lists", unknown)
        self.share_65_plus = self.columns.get("share_65_plus", unknown)
        self.share_75_plus = self.columns.get("share_75_plus", unknown)

    @cached_property
    def near(self) -> tuple[Ints, Ints, Floats, Ints]:
        """The pairs of :attr:`area_minutes` by area: practice, area, minutes; where areas begin."""
        table = self.area_minutes.tocsc()
        area = np.repeat(np.arange(table.shape[1]), np.diff(table.indptr))
        return table.indices.astype(np.int64), area, table.data, table.indptr.astype(np.int64)

    def within(self, minutes: float) -> sparse.csr_array:
        """Return which areas each practice has a surgery within ``minutes`` of; sparse (P, A)."""
        key = ("within", minutes)
        if key not in self.kept:
            table = self.area_minutes.tocoo()
            close = table.data <= minutes
            self.kept[key] = sparse.csr_array(
                (np.ones(int(close.sum())), (table.row[close], table.col[close])),
                shape=table.shape,
            )
        near: sparse.csr_array = self.kept[key]
        return near


@dataclass(frozen=True, eq=False)
class WideContext(Context):
    """One plan of a whole country; what :class:`Context` answers, from sparse tables."""

    county: WideArrays

    @cached_property
    def group_of(self) -> Ints:
        """Row number of each practice's group, or :data:`NOT_IN_A_GROUP`; shape (P,)."""
        group_of = np.full(len(self.county.codes), NOT_IN_A_GROUP, dtype=np.int64)
        position = self.county.position
        for row, group in enumerate(self.plan.groups):
            if group.members:
                group_of[[position[code] for code in group.members]] = row
        return group_of

    @cached_property
    def _members(self) -> sparse.csr_array:
        """Which practices are in each group, those in none in a last row; sparse (G + 1, P)."""
        rows = np.where(self.group_of == NOT_IN_A_GROUP, self.size, self.group_of)
        practices = np.arange(rows.size)
        return sparse.csr_array(
            (np.ones(rows.size), (rows, practices)), shape=(self.size + 1, rows.size)
        )

    @cached_property
    def _table(self) -> sparse.csr_array:
        """Patients of each group in each area, those of no group last; sparse (G + 1, A)."""
        table = self._members @ self.county.registrations
        table.sort_indices()
        return table

    @cached_property
    def _of_groups(self) -> tuple[Ints, Ints, Floats]:
        """Group, area and patients of every cell of the table, groups only."""
        table = self._table[: self.size]
        row = np.repeat(np.arange(self.size), np.diff(table.indptr))
        return row, table.indices.astype(np.int64), table.data

    @cached_property
    def area_group(self) -> Ints:
        """The group most of an area's patients belong to, or :data:`NOT_IN_A_GROUP`; (A,)."""
        table = self._table.tocsc()
        most = np.full(table.shape[1], NOT_IN_A_GROUP, dtype=np.int64)
        held = np.flatnonzero(np.diff(table.indptr))
        if not held.size:
            return most
        highest = np.repeat(
            np.maximum.reduceat(table.data, table.indptr[held]), np.diff(table.indptr)[held]
        )
        cells = np.flatnonzero(table.data == highest)
        area = np.repeat(np.arange(table.shape[1]), np.diff(table.indptr))[cells]
        # Those of no group stand last in the table and first in a tie.
        group = np.where(table.indices[cells] == self.size, NOT_IN_A_GROUP, table.indices[cells])
        first = np.lexsort((group, area))
        areas, begins = np.unique(area[first], return_index=True)
        most[areas] = group[first][begins]
        return most

    def weighed_drives(self, weigh: Callable[[Floats], Floats]) -> Any:
        """Weights of the drives from areas to practices' nearest surgeries; sparse (P, A)."""
        table = self.county.area_minutes.copy()
        table.data = weigh(table.data * self.settings.minutes_multiplier)
        return table

    @cached_property
    def patients(self) -> Floats:
        """Patients of each group by the registrations, shape (G,); 0 for an empty group."""
        return self.sum_by_group(self.county.registrations.sum(axis=1))

    def patients_within(self, minutes: float) -> Floats:
        """Patients of each group in areas within ``minutes`` of one of its surgeries; (G,)."""
        within = self.county.within(minutes / self.settings.minutes_multiplier)
        reached = (self._members[: self.size] @ within).tocsr()
        reached.data[:] = 1.0
        patients: Floats = self._table[: self.size].multiply(reached).sum(axis=1)
        return np.asarray(patients, dtype=float)

    def patients_times(self, values: Floats) -> Floats:
        """Sum over areas of each group's patients x a value of the area (A,); shape (G,)."""
        total: Floats = self._table[: self.size] @ values
        return total

    @cached_property
    def patients_where_most(self) -> Floats:
        """Patients of each group who live in areas where it has the most; shape (G,)."""
        group, area, patients = self._of_groups
        own = self.area_group[area] == group
        return np.bincount(group[own], weights=patients[own], minlength=self.size).astype(float)

    @cached_property
    def minutes_own(self) -> Floats:
        """Minutes from each area to a surgery of the group most patients there are in; (A,).

        NaN where most patients' practice is in no group, and where the table has no drive.
        """
        practice, area, minutes, begins = self.county.near
        own = np.full(self.area_group.size, np.nan)
        held = np.flatnonzero(np.diff(begins))
        if not held.size:
            return own
        of = self.group_of[practice]
        mine = (of == self.area_group[area]) & (of != NOT_IN_A_GROUP)
        least = np.minimum.reduceat(np.where(mine, minutes, _FAR), begins[held])
        own[held] = np.where(np.isinf(least), np.nan, least * self.settings.minutes_multiplier)
        return own

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints, Floats]:
        """Every ordered pair of practices of one group, sorted by the first; and their minutes."""
        order, present, first = self.in_order
        sizes = self.counts[present]
        start = np.repeat(order, np.repeat(sizes, sizes))
        begins = np.repeat(np.repeat(first, sizes), np.repeat(sizes, sizes))
        length = np.repeat(sizes, sizes)
        step = np.arange(start.size) - np.repeat(np.cumsum(length) - length, length)
        end = order[begins + step]
        return start, end, self.drives(start, end)

    @cached_property
    def travel_if_hub(self) -> Floats:
        """Patients x minutes of its own group if practice p were the hub; (P,); 0 outside."""
        start, end, minutes = self._pairs
        return np.bincount(
            start, weights=self.county.lists[end] * minutes, minlength=len(self.county.codes)
        ).astype(float)

    @cached_property
    def furthest(self) -> Floats:
        """Minutes from each practice to the furthest of its own group; 0 outside; shape (P,)."""
        start, _, minutes = self._pairs
        furthest = np.zeros(len(self.county.codes))
        np.maximum.at(furthest, start, minutes)
        return furthest

    def drives(self, start: Ints, end: Ints) -> Floats:
        """Estimated drive minutes between pairs of practices, by row number; shape (n,)."""
        return self.county.drives(start, end) * self.settings.minutes_multiplier

    @cached_property
    def pieces(self) -> Ints:
        """Number of connected pieces of each group on the adjacency; 0 when empty; shape (G,)."""
        of = self.group_of
        one, other = self.county.edge_from, self.county.edge_to
        kept = (of[one] == of[other]) & (of[one] != NOT_IN_A_GROUP)
        graph = sparse.coo_array(
            (np.ones(int(kept.sum())), (one[kept], other[kept])), shape=(of.size, of.size)
        )
        _, piece = connected_components(graph, directed=False)
        _, member = np.unique(piece, return_index=True)
        groups = of[member]
        return np.bincount(groups[groups >= 0], minlength=self.size)


@dataclass(frozen=True, eq=False)
class WideCounty:
    """A country that :func:`somerset_maps.evaluate` takes in place of a county.

    Attributes:
        snapshot: its key.
        arrays: its practices and areas.
    """

    snapshot: str
    arrays: WideArrays

    def context(
        self, plan: Plan, settings: Settings, most_compact: float | None = None
    ) -> WideContext:
        """Return what measures of a plan look at."""
        return WideContext(self.arrays, plan, settings, most_compact)

    def check(self, plan: Plan) -> None:
        """Raise PlanError when ``plan`` names a practice that is not there."""
        known = self.arrays.position
        strangers = [code for group in plan.groups for code in group.members if code not in known]
        if strangers:
            raise PlanError(f"{', '.join(strangers[:8])}: not among the practices")
