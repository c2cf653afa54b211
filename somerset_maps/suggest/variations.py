"""Plans that differ, and the smallest change that mends a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Event

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.ground import ground_of
from somerset_maps.suggest.naming import patients_moved
from somerset_maps.suggest.objectives import MOVED
from somerset_maps.suggest.rules import Rule
from somerset_maps.suggest.search import mend, search
from somerset_maps.suggest.suggestion import (
    Pairs,
    Suggestion,
    as_suggestion,
    members_of,
    terms_for,
)
from somerset_maps.suggest.terms import Otherwise
from somerset_maps.suggest.watch import Watch


@dataclass(frozen=True, eq=False)
class Alternative:
    """A plan that differs from the ones before it.

    Attributes:
        suggestion: the best plan that differs so much.
        loss: how much more it costs than the first plan, as a share of the first's cost.
        differs: share of all patients placed otherwise than in the first plan, 0 to 1.
    """

    suggestion: Suggestion
    loss: float
    differs: float


def alternatives(
    county: County,
    best: Suggestion,
    settings: Settings | None = None,
    *,
    at_least: float = 0.2,
    count: int = 3,
    locks: Plan | None = None,
    avoid: Pairs = (),
    together: Pairs = (),
    objective: str | Mapping[str, float] = "travel",
    groups: int | None = None,
    rules: tuple[Rule, ...] = (),
    compared_with: Plan | None = None,
    time_limit: float | None = 30,
    stop: Event | None = None,
) -> list[Alternative]:
    """Return plans that place at least a share of patients otherwise than ``best`` and each other.

    Each is the best under the same rules among plans in which what a group has in common with any
    one group of an earlier plan comes to at most ``1 - at_least`` of all patients.

    Args:
        county: the snapshot.
        best: the suggestion to differ from, made under the same terms.
        settings, locks, avoid, together, objective, groups, rules, compared_with: its terms.
        at_least: share of all patients to be placed otherwise, above 0 and below 1.
        count: how many alternatives to look for; there may be fewer.
        time_limit: seconds for all of them.
        stop: set from any thread to end the search.

    Raises:
        PlanError: if ``best`` has no plan or the share is none.
    """
    if best.plan is None:
        raise PlanError("There is no plan to differ from")
    if not 0 < at_least < 1:
        raise PlanError(f"The share placed otherwise must lie between 0 and 1, not {at_least:g}")
    terms = terms_for(
        county, settings, locks=locks, avoid=avoid, together=together, objective=objective,
        groups=groups, rules=rules, compared_with=compared_with,
    )  # fmt: skip
    ground = ground_of(county, settings or Settings())
    watch = Watch(time_limit, stop)
    first = members_of(best.plan)
    patients = float(ground.lists.sum())
    others: list[Alternative] = []
    terms = replace(terms, otherwise=(Otherwise(first, at_least),))
    while len(others) < count and not watch.over:
        found = search(ground, terms, watch.within(watch.left / (count - len(others))))
        if found.groups is None:
            break
        others.append(
            Alternative(
                as_suggestion(county, ground, terms, found, locks),
                found.objective / best.objective - 1 if best.objective else 0.0,
                patients_moved(county, found.groups, first) / patients,
            )
        )
        different = (*terms.otherwise, Otherwise(found.groups, at_least))
        terms = replace(terms, otherwise=different)
    return others


def repair(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    *,
    avoid: Pairs = (),
    together: Pairs = (),
    rules: tuple[Rule, ...] = (),
    time_limit: float | None = 30,
    stop: Event | None = None,
) -> Suggestion:
    """Return the plan nearest to ``plan`` that has every practice in a group and keeps the rules.

    Locked groups stay as they are. As few patients as possible change group; among the plans
    that ask for no more moves than that, it is the most compact one. Practices in no group join
    one; that is not counted as a move.

    Args:
        county: the snapshot.
        plan: the plan to mend.
        settings, avoid, together, rules: as :func:`somerset_maps.suggest.suggest`.
        time_limit: seconds.
        stop: set from any thread to end the search.

    Returns:
        The suggestion; its objective is the travel of the plan, and ``values["moved"]`` says how
        many patients' practices change group. ``proved`` is true when both steps were proved.
    """
    ground = ground_of(county, settings or Settings())
    watch = Watch(time_limit, stop)
    terms = terms_for(
        county, settings, locks=plan, avoid=avoid, together=together, objective=MOVED,
        rules=rules, compared_with=plan,
    )  # fmt: skip
    return as_suggestion(county, ground, terms, mend(ground, terms, watch), plan)
