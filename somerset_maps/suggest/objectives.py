"""What a suggestion may aim at: each a cost that adds up over groups, least is best."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from somerset_maps.errors import PlanError
from somerset_maps.suggest.arrays import Floats
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground


@dataclass(frozen=True)
class Objective:
    """One aim.

    Attributes:
        key: what code calls it.
        title: what a page calls it.
        unit: of the cost.
        meaning: one sentence for a GP.
        costs: cost of every candidate, shape (C,), 0 or more.
        needs_number: whether it makes sense only at a fixed number of groups.
    """

    key: str
    title: str
    unit: str
    meaning: str
    costs: Callable[[Ground, Candidates], Floats]
    needs_number: bool = False


def travel(ground: Ground, candidates: Candidates) -> Floats:
    """Patients x minutes between a group's practices and its best hub; shape (C,)."""
    least = np.full(len(candidates), np.inf)
    for hub in range(len(ground)):
        have = np.flatnonzero(candidates.has(hub))
        to_hub = candidates.totals(ground.lists * ground.minutes[:, hub], have)
        least[have] = np.minimum(least[have], to_hub)
    return least


def fairness(ground: Ground, candidates: Candidates) -> Floats:
    """Patients above or below an even share for each full-time GP, halved; shape (C,).

    With ``r`` the patients per whole-time GP over all practices with a usable return,
    ``|patients - r x whole-time GPs| / 2`` of a group, over its practices with one: the patients
    who would have to change group for all GPs to have the same number.
    """
    usable = ground.fair_returns
    fte = np.where(usable, ground.gp_fte, 0.0)
    patients = np.where(usable, ground.lists, 0)
    even = patients.sum() / fte.sum() if fte.sum() else 0.0
    off: Floats = np.abs(candidates.totals(patients - even * fte)) / 2
    return off.round(6)


def not_covered(ground: Ground, candidates: Candidates) -> Floats:
    """Patients further than the limit from every surgery of their group; shape (C,)."""
    within = ground.within.astype(np.float32)
    registered = ground.registered.astype(np.float32)

    def out_of_reach(members: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Floats:
        inside = members.astype(np.float32)
        beyond = (inside @ within) == 0
        patients: Floats = ((inside @ registered) * beyond).sum(axis=1, dtype=np.float64)
        return patients.round(2)

    return candidates.in_chunks(out_of_reach)


def biggest_team(ground: Ground, candidates: Candidates) -> Floats:
    """Patients x extra work for each remaining GP if the biggest team stopped; shape (C,).

    The extra work, ``F / (sum of F - F)`` of the largest whole-time team F, counts as at most 1;
    so does a group where nobody is known to remain.
    """
    fte = np.nan_to_num(ground.gp_fte)
    most = candidates.in_chunks(lambda members: np.where(members, fte, 0.0).max(axis=1))
    rest = candidates.totals(fte) - most
    extra = np.ones(len(candidates))
    np.divide(most, rest, out=extra, where=rest > 1e-9)
    patients = candidates.totals(ground.lists.astype(float))
    costs: Floats = patients * np.minimum(extra, 1.0)
    return costs.round(6)


def _of_a_plan(ground: Ground, candidates: Candidates) -> Floats:
    """Nothing by itself: who moved is known only beside a given plan; shape (C,)."""
    return np.zeros(len(candidates))


MOVED = "moved"

OBJECTIVES: dict[str, Objective] = {
    one.key: one
    for one in (
        Objective(
            "travel", "Most compact", "patients x minutes",
            "The least travel between practices and the hub of their group.", travel,
        ),
        Objective(
            "fairness", "Fairest patients per full-time GP", "patients",
            "As even a number of patients for each full-time GP as can be.", fairness,
        ),
        Objective(
            MOVED, "Fewest patients moved", "patients",
            "As few patients as can be in practices that change group.", _of_a_plan,
        ),
        Objective(
            "coverage", "Most patients within reach of an own-group surgery", "patients",
            "If groups shared their surgeries, as few patients as can be beyond reach of one.",
            not_covered,
        ),
        Objective(
            "biggest_team", "Least extra work if the biggest team stopped", "patients",
            "Groups in which the other GPs could best take over from the biggest team.",
            biggest_team, needs_number=True,
        ),
    )
}  # fmt: skip


def weights_of(objective: str | Mapping[str, float]) -> dict[str, float]:
    """Return objective key to weight, checked, in the order of :data:`OBJECTIVES`.

    A weight is in the unit of the first term: ``{"travel": 1, "moved": 10}`` counts each patient
    who changes group as much as ten patient-minutes of travel.

    Raises:
        PlanError: if there is no such objective, or a weight is not above 0.
    """
    given = {objective: 1.0} if isinstance(objective, str) else dict(objective)
    unknown = [key for key in given if key not in OBJECTIVES]
    if unknown or not given:
        raise PlanError(
            f"There is no objective {', '.join(map(repr, unknown)) or 'given'}: "
            f"there are {', '.join(OBJECTIVES)}"
        )
    wrong = [key for key, weight in given.items() if not (np.isfinite(weight) and weight > 0)]
    if wrong:
        raise PlanError(f"The weight of {', '.join(wrong)} must be a number above 0")
    return {key: float(given[key]) for key in OBJECTIVES if key in given}
