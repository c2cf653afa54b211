"""The search where there are too many groups to list: those that could matter are generated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from somerset_maps.suggest.arrays import Floats, Ints
from somerset_maps.suggest.candidates import Candidates, TooManyGroups, as_words, each_once
from somerset_maps.suggest.highs import GrowingProgramme
from somerset_maps.suggest.nearby import Draft, draft_from, improved
from somerset_maps.suggest.partition import Outcome, solve
from somerset_maps.suggest.pricing import Field, paying_groups
from somerset_maps.suggest.problem import Problem, number_row
from somerset_maps.suggest.wanted import Wanted
from somerset_maps.suggest.watch import Stopped, Watch

#: Groups on the way kept for each hub at first, how many times as many when none of them pays,
#: and beyond how many all are kept.
_NARROW, _WIDER, _WIDEST = 60, 8, 4_000
#: A practice's first price: its patients' drive to the nearest but so many.
_NEAREST = 3
#: Groups that are taken into the relaxation in one round.
_A_ROUND = 6_000
#: How far above the relaxation groups are looked at, as shares of its value, step by step.
_WINDOWS = (0.005, 0.01, 0.02, 0.03, 0.045, 0.07, 0.15, 0.4, 1.0, np.inf)
#: Groups among which a first plan is looked for, nearest to the relaxation first, and the share of
#: the time that finding one and making it better may take.
_AT_FIRST, _A_BEGINNING = 4_000, 0.35
#: Seconds for the first draft.
_A_DRAFT = 8.0
#: The share of the time left that one window but the last may take.
_A_WINDOW = 0.4
_NOTHING = 1e-7


@dataclass(frozen=True, eq=False)
class _Prices:
    """The relaxation over all groups: its value, and the prices that show it.

    Attributes:
        bound: no plan costs less.
        worth: price of each practice, shape (P,).
        a_group: price of a group.
        missing: how much of the conditions goes unmet; 0 unless there is no way to meet them.
        candidates, costs: the groups taken in on the way.
    """

    bound: float
    worth: Floats
    a_group: float
    missing: float
    candidates: Candidates
    costs: Floats


@dataclass(frozen=True, eq=False)
class Generated:
    """What was found.

    Attributes:
        candidates: some groups.
        outcome: its ``chosen`` are positions among them.
        looked_at: how many groups were looked at.
    """

    candidates: Candidates
    outcome: Outcome
    looked_at: int


Report = Callable[[Generated], None]


def generate(wanted: Wanted, watch: Watch, report: Report) -> Generated:
    """Find a plan of little cost, and how much less any plan could cost.

    The relaxation over all groups is solved by taking in groups that pay under its prices, until
    none is left. A group whose cost less its price is above what a plan costs more than the
    relaxation can be in no better plan: so the groups below a limit are listed and searched, with
    a higher and higher limit, until the best plan found lies below it, which proves it.

    Raises:
        Stopped: when the watch ran out before anything was known.
    """
    prices = _relax(wanted, watch)
    if prices is None:
        nobody = _none_of(wanted.field)
        return Generated(nobody, Outcome(None, float("inf"), float("inf"), True), 0)
    windows = _Windows(wanted, prices, watch, report)
    return windows.run()


class _Windows:
    """The search in wider and wider windows above the relaxation."""

    def __init__(self, wanted: Wanted, prices: _Prices, watch: Watch, report: Report) -> None:
        self._wanted = wanted
        self._prices = prices
        self._watch = watch
        self._report = report
        self._bound = prices.bound
        self._best = Generated(
            _none_of(wanted.field),
            Outcome(None, float("inf"), prices.bound, False),
            len(prices.candidates),
        )
        self._report(self._best)

    def run(self) -> Generated:
        try:
            self._begin()
            self._prove()
        except Stopped:
            pass
        return self._best

    def _begin(self) -> None:
        """Look for a plan among the groups taken into the relaxation, and make it better."""
        prices = self._prices
        watch = self._watch.within(_A_BEGINNING * self._watch.left)
        reduced = prices.costs - prices.candidates.totals(prices.worth) - prices.a_group
        near = np.sort(np.argsort(reduced, kind="stable")[:_AT_FIRST])
        first = draft_from(
            self._wanted, prices.candidates.pick(near), prices.costs[near], watch.within(_A_DRAFT)
        )

        def tell(draft: Draft) -> None:
            if draft.whole:
                groups = Candidates(as_words(draft.groups), draft.groups.shape[1])
                chosen = np.arange(len(groups))
                cost = float(draft.costs.sum())
                self._take(groups, Outcome(chosen, cost, self._bound, False))

        tell(first)
        improved(self._wanted, first, watch, tell)

    def _prove(self) -> None:
        """Search window after window, and the one that reaches the best plan as the last."""
        base = self._prices.bound
        last = 0.0
        for share in _WINDOWS:
            above = share * base if np.isfinite(share) else np.inf
            if self._cost - base < above:
                above = self._cost - base + _NOTHING * abs(base)
            if above <= last:
                continue
            last = above
            self._watch.check()
            try:
                if self._search_within(above):
                    break
            except TooManyGroups:
                break

    @property
    def _cost(self) -> float:
        return self._best.outcome.cost

    def _search_within(self, above: float) -> bool:
        """Search the groups within a window; True when that proves the best plan."""
        limit = self._prices.bound + above
        candidates, costs = self._within(above)
        looked_at = max(self._best.looked_at, len(candidates))
        self._best = replace(self._best, looked_at=looked_at)
        whole = self._cost <= limit
        watch = self._watch if whole else self._watch.within(_A_WINDOW * self._watch.left)

        def report(chosen: Ints | None, cost: float, bound: float) -> None:
            self._take(candidates, Outcome(chosen, cost, min(bound, limit), False))

        wanted = self._wanted
        sides = tuple(number_row(wanted.fewest, wanted.most, len(candidates)))
        problem = Problem(candidates, costs, wanted.field.free, sides)
        outcome = solve(problem, watch, report)
        self._take(candidates, replace(outcome, bound=min(outcome.bound, limit), proved=False))
        if not outcome.proved or self._cost > limit:
            return False
        known = replace(self._best.outcome, bound=self._cost, proved=True)
        self._best = replace(self._best, outcome=known)
        return True

    def _within(self, above: float) -> tuple[Candidates, Floats]:
        """Return the groups within a window, and those of the best plan so far."""
        priced = paying_groups(
            self._wanted.field, self._prices.worth, self._prices.a_group, above, None,
            keep_going=self._watch.check,
        )  # fmt: skip
        candidates = self._wanted.allowed(priced.candidates)
        best = self._best
        if best.outcome.chosen is not None:
            candidates = _together(candidates, best.candidates.pick(best.outcome.chosen))
        return candidates, self._wanted.costs_of(candidates)

    def _take(self, candidates: Candidates, outcome: Outcome) -> None:
        """Take what a window says of plan and bound, where it is news."""
        bound = max(self._bound, outcome.bound)
        better = outcome.chosen is not None and outcome.cost < self._cost
        if not better and bound <= self._bound:
            return
        self._bound = bound
        if better:
            self._best = replace(self._best, candidates=candidates, outcome=outcome)
        known = self._best.outcome
        self._best = replace(self._best, outcome=replace(known, bound=min(bound, known.cost)))
        self._report(self._best)


def _relax(wanted: Wanted, watch: Watch) -> _Prices | None:
    """Solve the relaxation; None when even fractions of groups cannot meet the conditions."""
    prices = _priced(wanted, watch, 2.0)
    if prices.missing > 1e-6:
        # Is it the conditions, or is leaving out merely cheap? Without other costs it shows.
        field = replace(wanted.field, to_hub=np.zeros_like(wanted.field.to_hub))
        gratis = replace(wanted, field=field, costs_of=lambda some: np.zeros(len(some)))
        if _priced(gratis, watch, 2.0).missing > 1e-6:
            return None
        prices = _priced(wanted, watch, 2_000.0)
    return prices


def _priced(wanted: Wanted, watch: Watch, dear: float) -> _Prices:
    """Take in groups that pay until none is left.

    Args:
        wanted: what a plan is to be made of.
        watch: ends the work early.
        dear: what leaving a practice out costs, in times of the dearest group met at first.
    """
    field = wanted.field
    rows = np.flatnonzero(field.free)
    first = paying_groups(field, _first_prices(field), below=np.inf, a_hub=_NARROW,
                          keep_going=watch.check)  # fmt: skip
    candidates = wanted.allowed(first.candidates)
    costs = wanted.costs_of(candidates)
    scale = float(costs.max(initial=0.0)) / 10_000 or 1.0
    low = np.append(np.ones(len(rows)), wanted.fewest)
    high = np.append(np.ones(len(rows)), wanted.most)
    programme = GrowingProgramme(low, high, watch)
    needs = np.flatnonzero(low > 0)
    missing_cost = dear * max(1.0, float(costs.max(initial=0.0)) / scale)
    programme.add_columns(np.full(len(needs), missing_cost), np.eye(len(low))[needs])
    width: int | None = _NARROW
    taken, paid = [candidates.words[:0]], [costs[:0]]
    while True:
        if len(candidates):
            taken.append(candidates.words)
            paid.append(costs)
            members = candidates.members()[:, rows].astype(float)
            programme.add_columns(costs / scale, np.hstack([members, np.ones((len(members), 1))]))
        solution = programme.solve()
        worth = np.zeros(len(field.lists))
        worth[rows] = solution.duals[:-1] * scale
        a_group = float(solution.duals[-1]) * scale
        candidates, costs, width = _paying(wanted, worth, a_group, -_NOTHING * scale, width, watch)
        if not len(candidates):
            missing = float(solution.columns[: len(needs)].sum())
            # What rounding may have hidden: at most one group a practice is ever taken.
            slack = len(rows) * _NOTHING * scale
            bound = solution.value * scale - slack
            every = Candidates(np.concatenate(taken), len(field.lists))
            return _Prices(bound, worth, a_group, missing, every, np.concatenate(paid))


def _paying(
    wanted: Wanted, worth: Floats, a_group: float, below: float, width: int | None, watch: Watch
) -> tuple[Candidates, Floats, int | None]:
    """Return the groups that pay most, their costs, and how wide was looked; none if none pays.

    Looks among few groups first, and wider while none of them pays.
    """
    while True:
        priced = paying_groups(wanted.field, worth, a_group, below, width, keep_going=watch.check)
        candidates = wanted.allowed(priced.candidates)
        costs = wanted.costs_of(candidates)
        reduced = costs - candidates.totals(worth) - a_group
        pays = np.flatnonzero(reduced < below)
        if pays.size or priced.complete:
            best = np.sort(pays[np.argsort(reduced[pays], kind="stable")[:_A_ROUND]])
            return candidates.pick(best), costs[best], width
        width = None if width is None or width * _WIDER > _WIDEST else width * _WIDER


def _first_prices(field: Field) -> Floats:
    """Return prices to begin with: what a practice's drive to one of its nearest would cost."""
    apart = np.sort(np.where(field.compatible, field.to_hub, np.inf), axis=1)
    some: Floats = apart[:, min(_NEAREST, len(apart) - 1)]
    return np.where(np.isfinite(some), some, field.to_hub[field.compatible].max(initial=0.0))


def _none_of(field: Field) -> Candidates:
    return Candidates(field.bit[:0], len(field.lists))


def _together(some: Candidates, others: Candidates) -> Candidates:
    return Candidates(each_once(np.concatenate([some.words, others.words])), some.practices)
