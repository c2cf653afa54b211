"""The exact search: bound from below, plans from above, until the two meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from somerset_maps.suggest.arrays import Floats, Ints
from somerset_maps.suggest.cuts import broken_cuts
from somerset_maps.suggest.highs import choose_columns
from somerset_maps.suggest.problem import Problem, SubsetCut
from somerset_maps.suggest.relaxation import Relaxation, Relaxed, missing_cost, relax
from somerset_maps.suggest.watch import Stopped, Watch

#: Candidates, nearest to the relaxation first, among which a first plan is looked for.
_FIRST_LOOKS = (600, 1_500, 4_000)
#: Candidates, nearest to the relaxation with cuts first, searched one lot after the other.
_LATER_LOOKS = (2_000, 8_000, 30_000, 120_000)
#: How hard one lot is searched: most branches, and how near the bound is good enough.
_FIRST_LOOK = (20, 0.02)
_LATER_LOOK = (2_000, 0.0)
#: So few candidates are searched at once.
_FEW = 400
#: Candidates that a relaxation begins with.
_AT_FIRST = 3_000
_CUTS_A_ROUND = 40
_MOST_CUTS = 200
_ROUNDS = 40
_WORTH_A_ROUND = 2e-4
_IDLE_ROUNDS = 4
_SAME = 1e-7

Report = Callable[[Ints | None, float, float], None]


def _unheard(chosen: Ints | None, cost: float, bound: float) -> None:
    """Take a report and do nothing with it."""


@dataclass(frozen=True)
class Outcome:
    """How the search ended.

    Attributes:
        chosen: positions of the candidates of the best plan, or None.
        cost: of that plan; infinity when there is none.
        bound: no plan costs less; infinity when there is none at all.
        proved: the plan is the best there is, or there is none.
    """

    chosen: Ints | None
    cost: float
    bound: float
    proved: bool


def solve(problem: Problem, watch: Watch, report: Report = _unheard) -> Outcome:
    """Find the partition of the free practices with the least cost, and prove it.

    The relaxation over all candidates gives a bound; a search among the candidates nearest to it
    gives a plan; cuts raise the bound; a candidate whose reduced cost exceeds the difference
    can be in no better plan and is dropped; the few left are searched to the end.

    Args:
        problem: candidates, costs (0 or more) and conditions.
        watch: ends the search early: the outcome is then honest about what is not known.
        report: told positions, cost and bound whenever either has changed.
    """
    search = _Search(problem, watch, report)
    try:
        return search.run()
    except Stopped:
        return search.outcome(proved=False)


class _Search:
    """One search: the best plan so far, the bound so far, and the candidates still in question."""

    def __init__(self, problem: Problem, watch: Watch, report: Report) -> None:
        self._scale = _scale(problem.costs)
        self._costs = problem.costs
        self._problem = replace(problem, costs=problem.costs / self._scale)
        self._alive: Ints = np.arange(len(problem))
        self._part = self._problem  # the candidates still alive
        self._watch = watch
        self._report = report
        self._best: Ints | None = None
        self._cost = float("inf")
        self._bound = -float("inf")

    # ------------------------------------------------------------------ what is known

    def outcome(self, proved: bool) -> Outcome:
        bound = max(0.0, self._bound * self._scale)
        if self._best is None:
            return Outcome(None, float("inf"), float("inf") if proved else bound, proved)
        cost = float(self._costs[self._best].sum())
        return Outcome(np.sort(self._best), cost, cost if proved else min(cost, bound), proved)

    def _take(self, chosen: Ints) -> None:
        """Take a plan, given as positions among all candidates, if it is better."""
        cost = float(self._problem.costs[chosen].sum())
        if cost < self._cost - _SAME:
            self._best, self._cost = chosen, cost
            self._tell()

    def _raise(self, bound: float) -> None:
        """Raise the bound, which never exceeds the best plan's cost."""
        bound = min(bound, self._cost)
        if np.isfinite(bound) and bound > self._bound + _SAME:
            self._bound = bound
            self._tell()

    def _tell(self) -> None:
        now = self.outcome(proved=False)
        self._report(now.chosen, now.cost, now.bound)

    @property
    def _met(self) -> bool:
        return self._cost - self._bound <= _SAME

    def _drop(self, relaxed: Relaxed) -> Relaxed:
        """Drop the candidates that no better plan can have; return what is left."""
        kept = relaxed.possible(self._cost)
        self._alive = self._alive[kept]
        self._part = self._problem.pick(self._alive)
        return replace(relaxed, reduced=relaxed.reduced[kept])

    # ------------------------------------------------------------------ the steps

    def run(self) -> Outcome:
        if not self._problem.practices.size:
            self._take(np.zeros(0, dtype=np.int64))
            return self.outcome(proved=True)
        root = relax(self._problem, self._watch) if len(self._problem) else None
        if root is None:
            return self.outcome(proved=True)
        self._raise(root.bound)
        self._look_for_a_plan(root)
        root = self._drop(root)
        if self._met:
            return self.outcome(proved=True)
        cuts, relaxed = self._raise_bound_by_cuts(root)
        if self._met:
            return self.outcome(proved=True)
        return self._search_to_the_end(cuts, relaxed)

    def _look_for_a_plan(self, root: Relaxed) -> None:
        """Search the candidates nearest to the relaxation, more of them until there is a plan."""
        guides = [root]
        if self._problem.guide is not None:
            guided = replace(self._problem, costs=self._problem.guide / _scale(self._problem.guide))
            guide = relax(guided, self._watch)
            guides += [guide] if guide is not None else []
        for most in _FIRST_LOOKS:
            near = np.unique(np.concatenate([guide.nearest(most) for guide in guides]))
            self._search_among(near, (), _FIRST_LOOK)
            if self._best is not None or most >= len(self._alive):
                break

    def _search_to_the_end(self, cuts: tuple[SubsetCut, ...], relaxed: Relaxed) -> Outcome:
        """Search more and more of the candidates left, until all that are left are searched."""
        for most in _LATER_LOOKS:
            if most >= len(self._alive):
                break
            self._search_among(relaxed.nearest(most), cuts, _LATER_LOOK)
            relaxed = self._drop(relaxed)
        if len(self._alive) > _LATER_LOOKS[-1]:
            return self.outcome(proved=False)
        ended = self._search_among(np.arange(len(self._alive)), cuts, None)
        return self.outcome(proved=ended)

    def _search_among(
        self, chosen: Ints, cuts: tuple[SubsetCut, ...], effort: tuple[int, float] | None
    ) -> bool:
        """Search some of the candidates alive; True when no better plan is left among them."""
        part = self._part.pick(chosen)
        positions = self._alive[chosen]
        coefficients = np.hstack(
            [part.columns(np.arange(len(part))), *(part.cut_coefficients(c)[:, None] for c in cuts)]
        )
        best = self._best if self._best is not None else np.zeros(0, dtype=np.int64)
        start = np.isin(positions, best)
        whole = len(chosen) == len(self._alive) and effort is None
        found = choose_columns(
            part.costs,
            coefficients,
            np.concatenate([part.row_low, np.full(len(cuts), -np.inf)]),
            np.concatenate([part.row_high, [cut.rank for cut in cuts]]),
            self._watch,
            start=start if len(best) and start.sum() == len(best) else None,
            most_nodes=effort[0] if effort else None,
            good_enough=effort[1] if effort else 0.0,
            on_better=lambda taken: self._take(positions[taken]),
            on_bound=self._raise if whole else None,
        )
        if found.chosen is not None:
            self._take(positions[found.chosen])
        if whole:
            self._raise(found.bound)
        self._watch.check()
        return found.proved

    # ------------------------------------------------------------------ cuts

    def _raise_bound_by_cuts(self, root: Relaxed) -> tuple[tuple[SubsetCut, ...], Relaxed]:
        """Add broken cuts round by round while they pay; drop what they rule out.

        Returns:
            The cuts that hold tight, and the relaxation of the candidates alive under them.
        """
        dear = 10 * missing_cost(self._problem)
        relaxation = Relaxation(self._part, self._watch, dear, (), root.nearest(_AT_FIRST))
        last, idle = root.bound, 0
        for _ in range(_ROUNDS):
            relaxed = relaxation.optimum()
            self._raise(relaxed.bound)
            idle = 0 if relaxed.bound - last > _WORTH_A_ROUND * abs(last) else idle + 1
            last = max(last, relaxed.bound)
            kept = int(relaxed.possible(self._cost).sum())
            if self._met or kept <= _FEW or idle > _IDLE_ROUNDS:
                break
            new = self._new_cuts(relaxed, relaxation.cuts)
            if not new:
                break
            if kept < 0.8 * len(self._alive) or len(relaxation.cuts) > _MOST_CUTS:
                cuts = _tight(relaxation.cuts, relaxed)
                relaxed = self._drop(relaxed)
                near = relaxed.nearest(_AT_FIRST)
                relaxation = Relaxation(self._part, self._watch, dear, cuts, near)
            relaxation.add_cuts(new)
        else:
            relaxed = relaxation.optimum()
        return _tight(relaxation.cuts, relaxed), self._drop(relaxed)

    def _new_cuts(self, relaxed: Relaxed, old: tuple[SubsetCut, ...]) -> tuple[SubsetCut, ...]:
        rows = self._part.practices
        members = self._part.candidates.members(relaxed.taken)[:, rows]
        found = broken_cuts(members, relaxed.shares, _CUTS_A_ROUND)
        new = (replace(cut, subset=tuple(int(rows[row]) for row in cut.subset)) for cut in found)
        return tuple(cut for cut in new if cut not in old)


def _scale(costs: Floats) -> float:
    """Return what to divide costs by, so that the solver's tolerances suit them."""
    top = float(costs.max(initial=0.0))
    return top / 10_000 if top > 0 else 1.0


def _tight(cuts: tuple[SubsetCut, ...], relaxed: Relaxed) -> tuple[SubsetCut, ...]:
    return tuple(cut for cut, tight in zip(cuts, relaxed.tight, strict=True) if tight)
