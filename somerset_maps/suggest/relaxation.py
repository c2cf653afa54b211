"""The linear relaxation over every candidate, solved by taking in candidates as they are wanted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.highs import GrowingProgramme, LinearSolution
from somerset_maps.suggest.problem import Problem, SubsetCut
from somerset_maps.suggest.watch import Watch

_A_PRACTICE = 20
_A_ROUND = 4_000
_NOTHING = 1e-7


@dataclass(frozen=True)
class Relaxed:
    """The optimum of a relaxation.

    Attributes:
        bound: no partition costs less.
        reduced: reduced cost of every candidate, shape (C,).
        taken: positions of the candidates taken at least in part.
        shares: how much of each of them, the same length.
        tight: which of the cuts hold tight, shape (cuts,).
        missing: how much of the conditions goes unmet; 0 unless there is no way to meet them.
    """

    bound: float
    reduced: Floats
    taken: Ints
    shares: Floats
    tight: tuple[bool, ...]
    missing: float

    def possible(self, cost: float) -> Bools:
        """Return which candidates a plan of at most ``cost`` could have; shape (C,)."""
        return self.reduced <= cost - self.bound + 1e-7

    def nearest(self, most: int) -> Ints:
        """Return the positions of the candidates of least reduced cost, in rising order."""
        order = np.lexsort((np.arange(len(self.reduced)), self.reduced.round(6)))
        return np.sort(order[:most])


class Relaxation:
    """The relaxation of a problem, with cuts.

    Args:
        problem: candidates, costs and conditions.
        watch: ends the work early.
        missing_cost: what leaving one row unmet costs.
        cuts: the cuts to begin with.
        first: positions of candidates to begin with.
    """

    def __init__(
        self,
        problem: Problem,
        watch: Watch,
        missing_cost: float,
        cuts: tuple[SubsetCut, ...] = (),
        first: Ints | None = None,
    ) -> None:
        self._problem = problem
        self._watch = watch
        self._inside = np.zeros(len(problem), dtype=np.bool_)
        self._order: list[Ints] = []
        self.cuts: tuple[SubsetCut, ...] = ()
        self._programme = GrowingProgramme(problem.row_low, problem.row_high, watch)
        needs = np.flatnonzero(problem.row_low > 0)
        self._stand_ins = len(needs)
        self._programme.add_columns(
            np.full(len(needs), missing_cost), np.eye(len(problem.row_low))[needs]
        )
        if first is not None:
            self._take_in(first)
        self.add_cuts(cuts)

    def add_cuts(self, cuts: tuple[SubsetCut, ...]) -> None:
        """Add cuts to the programme."""
        taken_in = self._taken_in
        for cut in cuts:
            part = self._problem.cut_coefficients(cut, taken_in)
            coefficients = np.concatenate([np.zeros(self._stand_ins), part])
            self._programme.add_row(-np.inf, cut.rank, coefficients)
        self.cuts = (*self.cuts, *cuts)

    def optimum(self) -> Relaxed:
        """Solve over all candidates.

        Raises:
            Stopped: when the watch ran out.
        """
        while True:
            solution = self._programme.solve()
            reduced = self._reduced(solution)
            wanted = self._wanted(reduced)
            if not wanted.size:
                return self._relaxed(solution, reduced)
            self._take_in(wanted)

    @property
    def _taken_in(self) -> Ints:
        return np.concatenate(self._order) if self._order else np.zeros(0, dtype=np.int64)

    def _take_in(self, wanted: Ints) -> None:
        self._inside[wanted] = True
        self._order.append(wanted)
        cuts = [self._problem.cut_coefficients(cut, wanted)[:, None] for cut in self.cuts]
        self._programme.add_columns(
            self._problem.costs[wanted], np.hstack([self._problem.columns(wanted), *cuts])
        )

    def _wanted(self, reduced: Floats) -> Ints:
        """Choose candidates that would pay: the best few for each practice."""
        wanted = np.flatnonzero((reduced < -_NOTHING) & ~self._inside)
        if wanted.size > _A_ROUND:
            wanted = wanted[np.argpartition(reduced[wanted], _A_ROUND - 1)[:_A_ROUND]]
        wanted = wanted[np.lexsort((wanted, reduced[wanted]))]
        members = self._problem.candidates.members(wanted)[:, self._problem.practices]
        among_first = members & (np.cumsum(members, axis=0) <= _A_PRACTICE)
        return wanted[among_first.any(axis=1)]

    def _reduced(self, solution: LinearSolution) -> Floats:
        rows = len(self._problem.row_low)
        reduced = self._problem.reduced_costs(solution.duals[:rows])
        for cut, dual in zip(self.cuts, solution.duals[rows:], strict=True):
            if dual:
                reduced -= dual * self._problem.cut_coefficients(cut)
        return reduced

    def _relaxed(self, solution: LinearSolution, reduced: Floats) -> Relaxed:
        # What rounding may have hidden: at most one candidate a practice is ever taken.
        slack = len(self._problem.practices) * min(0.0, float(reduced.min(initial=0.0)))
        values = solution.columns[self._stand_ins :]
        some = values > 1e-9
        duals = solution.duals[len(self._problem.row_low) :]
        return Relaxed(
            bound=solution.value + slack,
            reduced=reduced,
            taken=self._taken_in[some],
            shares=values[some],
            tight=tuple(bool(dual < -1e-9) for dual in duals),
            missing=float(solution.columns[: self._stand_ins].sum()),
        )


def relax(problem: Problem, watch: Watch) -> Relaxed | None:
    """Solve the relaxation; None when even fractions of groups cannot meet the conditions."""
    dear = missing_cost(problem)
    relaxed = Relaxation(problem, watch, dear).optimum()
    if relaxed.missing > 1e-6:
        # Is it the conditions, or is leaving out merely cheap? Without other costs it shows.
        gratis = Problem(problem.candidates, np.zeros(len(problem)), problem.free, problem.sides)
        if Relaxation(gratis, watch, 1.0).optimum().missing > 1e-6:
            return None
        relaxed = Relaxation(problem, watch, 1_000 * dear).optimum()
    return relaxed


def missing_cost(problem: Problem) -> float:
    """Return a cost of leaving a practice out that no sensible plan would bear."""
    return 2.0 * float(problem.costs.max(initial=0.0)) + 1.0
