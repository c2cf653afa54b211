"""One search from terms to the best groups, in codes and numbers alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from somerset_maps.suggest.arrays import Ints
from somerset_maps.suggest.candidates import MOST_GROUPS, TooManyGroups
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.objectives import MOVED
from somerset_maps.suggest.partition import solve
from somerset_maps.suggest.pool import pool_under
from somerset_maps.suggest.reasons import Reason, conflicts, reasons_against
from somerset_maps.suggest.terms import Groups, Terms
from somerset_maps.suggest.watch import Stopped, Watch


@dataclass(frozen=True)
class Found:
    """What a search has found so far, or in the end.

    Attributes:
        groups: members of every group, locked ones first; None while there is no plan.
        objective: its cost; infinity while there is no plan.
        bound: no plan under the terms costs less.
        proved: there is no better plan, or, without a plan, there is none at all.
        seconds: since the search began.
        candidates: how many groups keep every rule about single groups.
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
) -> Found:
    """Find the best plan under the terms and prove it, or say why there is none.

    Args:
        ground: the practices.
        terms: rules and aims.
        watch: ends the search early; what was found until then is returned.
        report: told of every better plan and every higher bound.
        most_groups: how many groups may be listed.
    """
    clashes = conflicts(ground, terms)
    if clashes:
        return _without_a_plan(watch, True, 0, clashes)
    try:
        pool = pool_under(ground, terms, watch.check, most_groups)
    except Stopped:
        return _without_a_plan(watch, False, 0, ())
    except TooManyGroups as error:
        reason = Reason(terms.size, terms.size.sentence(ground), (), str(error), None)
        return _without_a_plan(watch, False, 0, (reason,))
    count = len(pool.problem)

    def found(chosen: Ints | None, cost: float, bound: float, proved: bool, ended: bool) -> Found:
        groups = None if chosen is None else terms.locked + pool.groups(ground, chosen)
        return Found(
            groups, cost + pool.fixed_cost, bound + pool.fixed_cost, proved, watch.seconds, count,
            ended=ended, cancelled=watch.cancelled,
        )  # fmt: skip

    def tell(chosen: Ints | None, cost: float, bound: float) -> None:
        if report is not None:
            report(found(chosen, cost, bound, proved=False, ended=False))

    outcome = solve(pool.problem, watch, tell)
    if outcome.chosen is None and outcome.proved:
        return _without_a_plan(watch, True, count, reasons_against(ground, terms, pool, watch))
    return found(outcome.chosen, outcome.cost, outcome.bound, outcome.proved, ended=True)


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
