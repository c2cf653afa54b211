"""What can go wrong: each a small named object that can explain itself in a room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.metrics.closure import practice_row
from somerset_maps.metrics.context import Bools, Context, Floats, ratio
from somerset_maps.metrics.takers import reassign


@dataclass(frozen=True, eq=False)
class Load:
    """Patients and GPs of every practice at one moment. P practices, A areas.

    Attributes:
        patients: registered patients of each practice in each area, (P, A); a practice's patients
            add up to its list.
        gp_fte: whole-time GPs, (P,); NaN without a return.
        headcount: GPs as people, (P,); NaN without a return.
        open: whether the practice is open, (P,).
        extra_absence: share of GP time away beyond the usual.
        moved: patients that went from one practice (row) to another (column), (P, P).
    """

    patients: Floats
    gp_fte: Floats
    headcount: Floats
    open: Bools
    extra_absence: float
    moved: Floats

    @property
    def lists(self) -> Floats:
        """Patients of each practice, (P,)."""
        lists: Floats = self.patients.sum(axis=1)
        return lists


def usual_load(context: Context) -> Load:
    """Return the load of a usual day, patients scaled so that they add up to the lists."""
    arrays = context.county
    modelled = arrays.registered.sum(axis=1)
    scale = np.nan_to_num(ratio(arrays.lists, modelled))
    size = len(arrays.codes)
    return Load(
        patients=arrays.registered * scale[:, None],
        gp_fte=arrays.gp_fte,
        headcount=arrays.gp_headcount,
        open=np.ones(size, dtype=bool),
        extra_absence=0.0,
        moved=np.zeros((size, size)),
    )


class Stress(Protocol):
    """Something that goes wrong."""

    def words(self, county: County) -> str:
        """Say it as a sentence for a room."""
        ...

    def apply(self, context: Context, load: Load) -> Load:
        """Return the load after it."""
        ...


@dataclass(frozen=True)
class ContractHandedBack:
    """A practice hands back its contract: its GPs stop, its patients go elsewhere.

    Attributes:
        code: the practice.
        within_group: whether only practices of its group take patients, when it has others in it.
    """

    code: str
    within_group: bool = False

    def words(self, county: County) -> str:
        """Say it as a sentence for a room."""
        return f"{_name(county, self.code)} hands back its contract."

    def apply(self, context: Context, load: Load) -> Load:
        """Share its patients out among practices that are open."""
        row = practice_row(context.county.county, self.code)
        if not load.open[row]:
            raise PlanError(f"{self.code} has handed back its contract already")
        still_open = load.open.copy()
        still_open[row] = False
        may_take = still_open.copy()
        group = context.group_of[row]
        if self.within_group and group >= 0 and (still_open & (context.group_of == group)).any():
            may_take &= context.group_of == group
        if not may_take.any():
            raise PlanError(f"no practice is left to take the patients of {self.code}")
        taken = reassign(load.patients, context.county.practice_area_minutes, row, may_take)
        patients = load.patients + taken
        patients[row] = 0.0
        moved = load.moved.copy()
        moved[row] += taken.sum(axis=1)
        fte, people = load.gp_fte.copy(), load.headcount.copy()
        fte[row] = people[row] = 0.0
        return replace(
            load, patients=patients, gp_fte=fte, headcount=people, open=still_open, moved=moved
        )


@dataclass(frozen=True)
class GPsLeave:
    """Some GPs of a practice leave and nobody follows them; each works its average hours.

    Attributes:
        code: the practice.
        number: how many people leave; all of them when it has fewer.
    """

    code: str
    number: float = 1

    def words(self, county: County) -> str:
        """Say it as a sentence for a room."""
        who = "One GP leaves" if self.number == 1 else f"{self.number:g} GPs leave"
        return f"{who} {_name(county, self.code)}."

    def apply(self, context: Context, load: Load) -> Load:
        """Take them away."""
        row = practice_row(context.county.county, self.code)
        people = load.headcount[row]
        if self.number <= 0:
            raise PlanError("at least one GP must leave for a stress test")
        if np.isnan(people) or np.isnan(load.gp_fte[row]):
            raise PlanError(f"{self.code} sent no GP return: how many GPs it has is not known")
        fte, headcount = load.gp_fte.copy(), load.headcount.copy()
        stay = max(0.0, 1 - self.number / people) if people else 0.0
        fte[row] *= stay
        headcount[row] *= stay
        return replace(load, gp_fte=fte, headcount=headcount)


@dataclass(frozen=True)
class BadWinter:
    """More GPs are away than usual, everywhere at once.

    Attributes:
        extra_absence: share of GP time away beyond the usual, 0 to 1.
    """

    extra_absence: float = 0.1

    def words(self, county: County) -> str:
        """Say it as a sentence for a room."""
        return f"A bad winter: {self.extra_absence:.0%} more of GP time is away, everywhere."

    def apply(self, context: Context, load: Load) -> Load:
        """Add to the absence of all."""
        settings = context.settings
        total = load.extra_absence + self.extra_absence
        if self.extra_absence < 0 or settings.absence + settings.shared_absence + total >= 1:
            raise PlanError("a bad winter must leave some GP time and cannot add any")
        return replace(load, extra_absence=total)


@dataclass(frozen=True)
class ListGrowth:
    """Lists grow: everywhere, or of one practice.

    Attributes:
        share: of growth; 0.05 is five percent.
        code: the practice; all of them when left out.
    """

    share: float = 0.05
    code: str | None = None

    def words(self, county: County) -> str:
        """Say it as a sentence for a room."""
        whose = "Every list" if self.code is None else f"The list of {_name(county, self.code)}"
        return f"{whose} grows by {self.share:.0%}."

    def apply(self, context: Context, load: Load) -> Load:
        """Let the lists grow in every area alike."""
        if self.share <= -1:
            raise PlanError("a list cannot fall by all of its patients")
        patients = load.patients.copy()
        if self.code is None:
            patients *= 1 + self.share
        else:
            patients[practice_row(context.county.county, self.code)] *= 1 + self.share
        return replace(load, patients=patients)


def _name(county: County, code: str) -> str:
    practice_row(county, code)
    return str(county.practices.at[code, "name"])
