"""What a measure may look at: one plan in one county under one set of assumptions, as arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics.arrays import Bools, CountyArrays, Floats, Ints, arrays_of, ratio
from somerset_maps.metrics.corrected import corrected
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

__all__ = [
    "NOT_IN_A_GROUP", "Bools", "Context", "CountyArrays", "Floats", "Ints", "arrays_of",
    "context_of", "ratio",
]  # fmt: skip

NOT_IN_A_GROUP = -1


@dataclass(frozen=True, eq=False)
class Context:
    """One plan in one county under one set of assumptions. G groups, empty ones included."""

    county: CountyArrays
    plan: Plan
    settings: Settings
    most_compact: float | None = None

    @cached_property
    def group_of(self) -> Ints:
        """Row number of each practice's group, or :data:`NOT_IN_A_GROUP`; shape (P,)."""
        group_of = np.full(len(self.county.codes), NOT_IN_A_GROUP, dtype=np.int64)
        for row, group in enumerate(self.plan.groups):
            for code in group.members:
                group_of[self.county.position[code]] = row
        return group_of

    @property
    def size(self) -> int:
        """Number of groups, empty ones included."""
        return len(self.plan.groups)

    @cached_property
    def in_order(self) -> tuple[Ints, Ints, Ints]:
        """Practices in a group, sorted by group; the groups that have any; where each begins."""
        order = np.argsort(self.group_of, kind="stable")
        order = order[self.group_of[order] != NOT_IN_A_GROUP]
        present, first = np.unique(self.group_of[order], return_index=True)
        return order, present, first

    @cached_property
    def together(self) -> Bools:
        """Whether two practices are in one group; shape (P, P)."""
        of = self.group_of
        together: Bools = (of[:, None] == of[None, :]) & (of[:, None] != NOT_IN_A_GROUP)
        return together

    @cached_property
    def counts(self) -> Ints:
        """Practices in each group; shape (G,)."""
        counts: Ints = np.bincount(self.group_of[self.group_of >= 0], minlength=self.size)
        return counts

    @cached_property
    def registered(self) -> Floats:
        """Patients registered with each group; shape (G,); 0 for an empty group."""
        return self.sum_by_group(self.county.lists)

    @cached_property
    def has_return(self) -> Bools:
        """Whether each practice has a return of GP whole-time equivalents; shape (P,)."""
        return ~np.isnan(self.county.gp_fte)

    @cached_property
    def gp_fte(self) -> Floats:
        """GP whole-time equivalents of each practice, 0 where there is no return; shape (P,)."""
        return np.nan_to_num(self.county.gp_fte)

    @cached_property
    def returned(self) -> Floats:
        """Practices of each group with a return of GP whole-time equivalents; shape (G,)."""
        return self.sum_by_group(self.has_return.astype(float))

    @cached_property
    def headcount(self) -> Floats:
        """GPs of each practice as people, 0 where there is no return; shape (P,)."""
        return np.nan_to_num(self.county.gp_headcount)

    @cached_property
    def minutes(self) -> Floats:
        """Estimated drive minutes between practices under the settings; shape (P, P)."""
        return self.county.minutes * self.settings.minutes_multiplier

    @cached_property
    def patients_by_area(self) -> Floats:
        """Registered patients of each group in each area; shape (G, A)."""
        return self._rows_by_group(self.county.registered)

    @cached_property
    def minutes_to_group(self) -> Floats:
        """Minutes from each area to the nearest delivery point of each group; shape (G, A)."""
        nearest = np.full((self.size, self.county.residents.size), np.inf)
        group_of_site = self.group_of[self.county.site_practice]
        order = np.argsort(group_of_site, kind="stable")
        order = order[group_of_site[order] != NOT_IN_A_GROUP]
        if order.size:
            present, first = np.unique(group_of_site[order], return_index=True)
            nearest[present] = np.minimum.reduceat(self.county.site_minutes[order], first, axis=0)
        return nearest * self.settings.minutes_multiplier

    @cached_property
    def area_group(self) -> Ints:
        """The group most of an area's patients belong to, or :data:`NOT_IN_A_GROUP`; shape (A,).

        The practices in no group count together, as if they were one.
        """
        alone = self.county.registered[self.group_of == NOT_IN_A_GROUP].sum(axis=0)
        table = np.vstack([alone, self.patients_by_area])
        largest: Ints = table.argmax(axis=0) - 1
        return largest

    @cached_property
    def pieces(self) -> Ints:
        """Number of connected pieces of each group on the adjacency; 0 when empty; shape (G,)."""
        county = self.county
        pieces = self.counts.copy()
        joined = list(range(len(county.codes)))

        def root(practice: int) -> int:
            while joined[practice] != practice:
                joined[practice] = practice = joined[joined[practice]]
            return practice

        # Every practice is a piece until an edge inside its group joins it to another.
        kept = self.together[county.edge_from, county.edge_to]
        edges = zip(county.edge_from[kept].tolist(), county.edge_to[kept].tolist(), strict=True)
        for start, end in edges:
            one, other = root(start), root(end)
            if one != other:
                joined[one] = other
                pieces[self.group_of[one]] -= 1
        return pieces

    @cached_property
    def travel_if_hub(self) -> Floats:
        """Patients x minutes of its own group if practice p were the hub; (P,); 0 outside."""
        travel: Floats = self.county.lists @ np.where(self.together, self.minutes, 0.0)
        return travel

    @cached_property
    def furthest(self) -> Floats:
        """Minutes from each practice to the furthest of its own group; 0 outside; shape (P,)."""
        furthest: Floats = np.where(self.together, self.minutes, 0.0).max(axis=1, initial=0.0)
        return furthest

    @cached_property
    def hubs(self) -> Ints:
        """Row number of the practice that is each group's hub, -1 when empty; shape (G,)."""
        order, present, first = self.in_order
        nearest = order[np.lexsort((order, self.travel_if_hub[order], self.group_of[order]))]
        hubs = np.full(self.size, -1, dtype=np.int64)
        hubs[present] = nearest[first]
        return hubs

    def drives(self, start: Ints, end: Ints) -> Floats:
        """Estimated drive minutes between pairs of practices, by row number; shape (n,)."""
        return self.minutes[start, end]

    def weighed_drives(self, weigh: Callable[[Floats], Floats]) -> Floats:
        """Weights of the drives from every area to every practice's nearest surgery; (P, A)."""
        return weigh(self.county.practice_area_minutes * self.settings.minutes_multiplier)

    @cached_property
    def patients(self) -> Floats:
        """Patients of each group by the registrations, shape (G,); 0 for an empty group."""
        patients: Floats = self.patients_by_area.sum(axis=1)
        return patients

    def patients_within(self, minutes: float) -> Floats:
        """Patients of each group in areas within ``minutes`` of one of its surgeries; (G,)."""
        reached = self.minutes_to_group <= minutes
        patients: Floats = (self.patients_by_area * reached).sum(axis=1)
        return patients

    def patients_times(self, values: Floats) -> Floats:
        """Sum over areas of each group's patients x a value of the area (A,); shape (G,)."""
        total: Floats = self.patients_by_area @ values
        return total

    @cached_property
    def patients_where_most(self) -> Floats:
        """Patients of each group who live in areas where it has the most; shape (G,)."""
        own = self.area_group[None, :] == np.arange(self.size)[:, None]
        patients: Floats = (self.patients_by_area * own).sum(axis=1)
        return patients

    @cached_property
    def minutes_own(self) -> Floats:
        """Minutes from each area to a surgery of the group most patients there are in; (A,).

        NaN where most patients' practice is in no group.
        """
        areas = np.arange(self.area_group.size)
        if self.size == 0:
            return np.full(areas.size, np.nan)
        own = self.minutes_to_group[np.maximum(self.area_group, 0), areas]
        return np.where(self.area_group == NOT_IN_A_GROUP, np.nan, own)

    def sum_by_group(self, values: Floats) -> Floats:
        """Sum a practice column (P,) by group; shape (G,)."""
        chosen = self.group_of >= 0
        return np.bincount(
            self.group_of[chosen], weights=values[chosen], minlength=self.size
        ).astype(float)

    def _rows_by_group(self, table: Floats) -> Floats:
        """Sum the rows of a practice table (P, K) by group; shape (G, K).

        Sums of slices, not a product of matrices: with a group for every practice that is what
        counts, and it does not wake a pool of threads for so little.
        """
        totals = np.zeros((self.size, table.shape[1]))
        order, present, first = self.in_order
        if order.size:
            totals[present] = np.add.reduceat(table[order], first, axis=0)
        return totals

    def max_by_group(self, values: Floats) -> Floats:
        """Largest of a practice column (P,) by group, NaN for an empty group; shape (G,)."""
        order, present, first = self.in_order
        highest = np.full(self.size, np.nan)
        if order.size:
            highest[present] = np.maximum.reduceat(values[order], first)
        return highest

    def where_known(self, values: Floats, known: Bools) -> Floats:
        """Return a group column with NaN where no practice of ``known`` (P,) is; shape (G,)."""
        return np.where(self.sum_by_group(known.astype(float)) > 0, values, np.nan)

    def unless_empty(self, values: Floats | Ints) -> Floats:
        """Return a group column with NaN for empty groups; shape (G,)."""
        return np.where(self.counts > 0, values, np.nan)


def context_of(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    most_compact: float | None = None,
) -> Context:
    """Return what measures of a plan look at.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    county.check(plan)
    assumed = settings or Settings()
    return Context(arrays_of(corrected(county, assumed.drives)), plan, assumed, most_compact)
