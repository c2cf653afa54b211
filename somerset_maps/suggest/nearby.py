"""A plan made better a few neighbouring groups at a time, each few divided anew in the best way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats
from somerset_maps.suggest.candidates import (
    Candidates,
    TooManyGroups,
    as_words,
    connected_groups,
)
from somerset_maps.suggest.partition import solve
from somerset_maps.suggest.problem import Problem, number_row
from somerset_maps.suggest.wanted import Wanted
from somerset_maps.suggest.watch import Watch

#: Practices that are divided anew at once, and groups that may then be met on the way.
_TOGETHER = 22
_MOST_GROUPS = 400_000
#: Seconds for one division.
_A_DIVISION = 1.0
_SAME = 1e-7


@dataclass(frozen=True, eq=False)
class Draft:
    """Groups, and practices that are in none because no place for them was found.

    Attributes:
        groups: members of every group, shape (G, P).
        costs: of every group, shape (G,).
        left: practices in none, shape (P,).
    """

    groups: Bools
    costs: Floats
    left: Bools

    @property
    def whole(self) -> bool:
        """Whether every practice is in a group."""
        return not self.left.any()


def draft_from(wanted: Wanted, candidates: Candidates, costs: Floats, watch: Watch) -> Draft:
    """Choose among some groups a plan that leaves few patients out, and costs little."""
    draft = _divided(wanted, wanted.field.free, candidates, costs, 0, watch)
    if draft is not None:
        return draft
    nobody = np.zeros((0, len(wanted.field.lists)), dtype=np.bool_)
    return Draft(nobody, np.zeros(0), wanted.field.free.copy())


def improved(wanted: Wanted, draft: Draft, watch: Watch, tell: Callable[[Draft], None]) -> Draft:
    """Divide each group's surroundings anew until none of them can be divided better.

    Args:
        wanted: what a plan is to be made of.
        draft: what to begin with.
        watch: ends the work early; what was reached is returned.
        tell: told of every better draft.
    """
    settled: set[bytes] = set()
    while not watch.over:
        around = next((one for one in _places(wanted, draft) if one.tobytes() not in settled), None)
        if around is None:
            break
        settled.add(around.tobytes())
        inside = (draft.groups & around).any(axis=1)
        candidates = _listed(wanted, around, watch)
        if candidates is None:
            continue
        costs = wanted.costs_of(candidates)
        others = int((~inside).sum())
        part = _divided(wanted, around, candidates, costs, others, watch.within(_A_DIVISION))
        if part is None:
            continue
        before = _price(wanted, draft.costs[inside], draft.left & around)
        if _price(wanted, part.costs, part.left) < before * (1 - _SAME):
            draft = Draft(
                np.concatenate([draft.groups[~inside], part.groups]),
                np.concatenate([draft.costs[~inside], part.costs]),
                (draft.left & ~around) | part.left,
            )
            tell(draft)
    return draft


def _places(wanted: Wanted, draft: Draft) -> Iterator[Bools]:
    """Yield sets of practices to divide anew: around each one left out, then around each group."""
    field = wanted.field
    apart = field.to_hub / field.lists[:, None]
    apart = np.where(field.compatible, np.minimum(apart, apart.T), np.inf)
    everyone = np.eye(len(field.lists), dtype=np.bool_)
    for core in (*everyone[draft.left], *draft.groups):
        nearest = apart[core].min(axis=0)
        parts = [*draft.groups, *everyone[draft.left & ~core]]
        away = np.array([nearest[part].min() for part in parts])
        around = core.copy()
        for one in np.argsort(away, kind="stable"):
            wider = around | parts[one]
            if not np.isfinite(away[one]) or wider.sum() > _TOGETHER:
                break
            around = wider
        yield around


def _listed(wanted: Wanted, around: Bools, watch: Watch) -> Candidates | None:
    """Return every allowed group among some practices; None when there are too many."""
    field = wanted.field
    try:
        candidates = connected_groups(
            field.lists, field.neighbours, field.compatible, around, field.smallest,
            field.largest, watch.check, _MOST_GROUPS,
        )  # fmt: skip
    except TooManyGroups:
        return None
    return wanted.allowed(candidates)


def _divided(
    wanted: Wanted,
    around: Bools,
    candidates: Candidates,
    costs: Floats,
    others: int,
    watch: Watch,
) -> Draft | None:
    """Divide some practices in the best way, leaving out those that find no place.

    Args:
        wanted: what a plan is to be made of.
        around: the practices, shape (P,).
        candidates, costs: the groups to choose from.
        others: how many groups the plan has elsewhere.
        watch: ends the work early.
    """
    rows = np.flatnonzero(around)
    alone = np.eye(len(around), dtype=np.bool_)[rows]
    dear = wanted.field.lists[rows] * _a_patient(wanted)
    problem = Problem(
        Candidates(np.concatenate([candidates.words, as_words(alone)]), len(around)),
        np.concatenate([costs, dear]),
        around,
        tuple(number_row(wanted.fewest - others, wanted.most - others, len(candidates), len(rows))),
    )
    chosen = solve(problem, watch).chosen
    if chosen is None:
        return None
    groups = chosen[chosen < len(candidates)]
    left = np.zeros_like(around)
    left[rows[chosen[chosen >= len(candidates)] - len(candidates)]] = True
    return Draft(candidates.members(groups), costs[groups], left)


def _price(wanted: Wanted, costs: Floats, left: Bools) -> float:
    return float(costs.sum() + wanted.field.lists[left].sum() * _a_patient(wanted))


def _a_patient(wanted: Wanted) -> float:
    """Return a price for each patient left out that is above what taking them in would cost."""
    field = wanted.field
    return 10.0 * float((field.to_hub / field.lists[:, None])[field.compatible].max(initial=1.0))
