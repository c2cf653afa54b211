"""One search from terms to the best groups, in codes and numbers alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from somerset_maps.suggest.candidates import MOST_GROUPS, TooManyGroups
from somerset_maps.suggest.generating import Generated, generate
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.objectives import MOVED
from somerset_maps.suggest.partition import Outcome, solve
from somerset_maps.suggest.pool import as_groups, locked_cost, pool_under, wanted_under
from somerset_maps.suggest.reasons import Reason, conflicts, reasons_against
from somerset_maps.suggest.terms import Groups, Terms
from somerset_maps.suggest.wanted import Wanted
from somerset_maps.suggest.watch import Stopped, Watch

#: Groups met, full or still growing, up to which all are listed; past it they are generated.
LISTED = 2_500_000


@dataclass(frozen=True)
class Found:
    """What a search has found so far, or in the end.

    Attributes:
        groups: members of every group, locked ones first; None while there is no plan.
        objective: its cost; infinity while there is no plan.
        bound: no plan under the terms costs less.
        proved: there is no better plan, or, without a plan, there is none at all.
        seconds: since the search began.
        candidates: how many groups that keep every rule about single groups were compared.
        reasons: why there is no plan.
        ended: whether this is the end.
        cancelled: whether the caller ended it.
    """

    groups: Groups | None
    objective: float
    bound: float
    proved: bool
    seconds: float
    candidates: int
    reasons: tuple[Reason, ...] = ()
    ended: bool = False
    cancelled: bool = False


def search(
    ground: Ground,
    terms: Terms,
    watch: Watch,
    report: Callable[[Found], None] | None = None,
    most_groups: int = MOST_GROUPS,
    listed: int = LISTED,
) -> Found:
    """Find the best plan under the terms and prove it, or say why there is none.

    Args:
        ground: the practices.
        terms: rules and aims.
        watch: ends the search early; what was found until then is returned.
        report: told of every better plan and every higher bound.
        most_groups: how many groups may be listed.
        listed: how many are listed where those that could matter can be generated instead: when
            travel is an aim, and nothing but the number of groups is asked of the whole plan.
    """
    clashes = conflicts(ground, terms)
    if clashes:
        return _without_a_plan(watch, True, 0, clashes)
    telling = _Telling(ground, terms, watch, report)
    wanted = wanted_under(ground, terms, watch.check)
    try:
        problem = pool_under(
            ground, terms, watch.check, min(most_groups, listed) if wanted else most_groups
        )
    except Stopped:
        return _without_a_plan(watch, False, 0, ())
    except TooManyGroups as error:
        if wanted is None:
            reason = Reason(terms.size, terms.size.sentence(ground), (), str(error), None)
            return _without_a_plan(watch, False, 0, (reason,))
        return _by_generating(ground, terms, wanted, telling, most_groups)
    candidates = problem.candidates
    outcome = solve(
        problem,
        watch,
        lambda chosen, cost, bound: telling.tell(
            Generated(candidates, Outcome(chosen, cost, bound, False), len(candidates))
        ),
    )
    if outcome.chosen is None and outcome.proved:
        reasons = reasons_against(ground, terms, problem, watch)
        return _without_a_plan(watch, True, len(candidates), reasons)
    return telling.found(Generated(candidates, outcome, len(candidates)), ended=True)


def _by_generating(
    ground: Ground, terms: Terms, wanted: Wanted, telling: _Telling, most_groups: int
) -> Found:
    """Search where there are too many groups to list."""
    watch = telling.watch
    try:
        generated = generate(wanted, watch, telling.tell)
    except Stopped:
        return _without_a_plan(watch, False, 0, ())
    if generated.outcome.chosen is None and generated.outcome.proved:
        return _without_a_plan(watch, True, 0, _reasons(ground, terms, watch, most_groups))
    return telling.found(generated, ended=True)


def _reasons(ground: Ground, terms: Terms, watch: Watch, most_groups: int) -> tuple[Reason, ...]:
    """Return what stands in the way of any plan, as far as it can be told from listed groups."""
    try:
        problem = pool_under(ground, terms, watch.check, most_groups)
    except (Stopped, TooManyGroups):
        return (Reason(terms.size, terms.size.sentence(ground), (), "", None),)
    return reasons_against(ground, terms, problem, watch)


@dataclass(frozen=True)
class _Telling:
    """Puts outcomes into codes, locked groups included, and tells whoever asked."""

    ground: Ground
    terms: Terms
    watch: Watch
    report: Callable[[Found], None] | None

    @cached_property
    def fixed_cost(self) -> float:
        return locked_cost(self.ground, self.terms)

    def found(self, some: Generated, ended: bool) -> Found:
        outcome, groups = some.outcome, None
        if outcome.chosen is not None:
            chosen = as_groups(self.ground, some.candidates, outcome.chosen)
            groups = self.terms.locked + chosen
        fixed = self.fixed_cost
        return Found(
            groups, outcome.cost + fixed, outcome.bound + fixed, outcome.proved,
            self.watch.seconds, some.looked_at, ended=ended, cancelled=self.watch.cancelled,
        )  # fmt: skip

    def tell(self, some: Generated) -> None:
        if self.report is not None:
            self.report(self.found(some, ended=False))


def mend(
    ground: Ground,
    terms: Terms,
    watch: Watch,
    report: Callable[[Found], None] | None = None,
) -> Found:
    """Find the plan that moves the fewest patients, and among those the most compact one.

    Args:
        ground: the practices.
        terms: rules, with the plan to mend in ``moved_from``; their aim is not looked at.
        watch: ends the search early; what was found until then is returned.
        report: told of what the second step finds.

    Returns:
        What was found; the objective is travel, once the second step has found a plan.
        ``proved`` is true when both steps were proved.
    """
    fewest = search(ground, replace(terms, weights=((MOVED, 1.0),)), watch)
    if fewest.groups is None or watch.over:
        return fewest
    compact = replace(terms, weights=(("travel", 1.0),), most_moved=fewest.objective)
    found = search(ground, compact, watch, report)
    if found.groups is None:
        return replace(fewest, proved=False)
    return replace(found, proved=found.proved and fewest.proved, seconds=watch.seconds)


def _without_a_plan(
    watch: Watch, proved: bool, candidates: int, reasons: tuple[Reason, ...]
) -> Found:
    nothing = float("inf")
    return Found(
        None, nothing, nothing if proved else 0.0, proved, watch.seconds, candidates, reasons,
        ended=True, cancelled=watch.cancelled,
    )  # fmt: skip
