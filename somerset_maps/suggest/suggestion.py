"""The public call: suggest a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Event

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.ground import Ground, ground_of
from somerset_maps.suggest.naming import patients_moved, plan_of
from somerset_maps.suggest.objectives import MOVED, OBJECTIVES, weights_of
from somerset_maps.suggest.pool import as_candidates
from somerset_maps.suggest.reasons import Reason
from somerset_maps.suggest.rules import (
    InOnePiece,
    KeptApart,
    KeptTogether,
    LockedGroups,
    LongestDrive,
    NumberOfGroups,
    Rule,
    SizeRange,
)
from somerset_maps.suggest.search import Found, search
from somerset_maps.suggest.terms import Groups, Terms
from somerset_maps.suggest.watch import Watch

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Suggestion:
    """A suggested plan, and how good it is known to be; or why there is none.

    Attributes:
        plan: the best plan found, or None.
        objective: its weighted cost, soft rules included; infinity without a plan.
        bound: no plan that keeps the rules costs less.
        proved: no other plan under the rules is better; without a plan, none keeps the rules.
        seconds: how long it took.
        reasons: when there is no plan: which rules stand in the way, and what would help.
        values: every objective's own value for the plan, by key; see :data:`OBJECTIVES`.
        sentences: the rules kept, in words.
        candidates: how many groups that keep every rule about single groups were compared.
        ended: False for what a search has found so far.
        cancelled: whether the search was stopped by its caller.
    """

    plan: Plan | None
    objective: float
    bound: float
    proved: bool
    seconds: float
    reasons: tuple[Reason, ...]
    values: dict[str, float]
    sentences: tuple[str, ...]
    candidates: int
    ended: bool = True
    cancelled: bool = False

    @property
    def gap(self) -> float:
        """How much better a plan could be at most, as a share of the objective, 0 to 1."""
        if self.plan is None:
            return float("nan")
        return 0.0 if self.proved or not self.objective else 1 - self.bound / self.objective


def suggest(
    county: County,
    settings: Settings | None = None,
    *,
    locks: Plan | None = None,
    avoid: Pairs = (),
    together: Pairs = (),
    objective: str | Mapping[str, float] = "travel",
    groups: int | NumberOfGroups | None = None,
    time_limit: float | None = 30,
    rules: Iterable[Rule] = (),
    compared_with: Plan | None = None,
    on_progress: Callable[[Suggestion], None] | None = None,
    stop: Event | None = None,
) -> Suggestion:
    """Return the best plan under the rules, proved to be so when time allows.

    Args:
        county: the snapshot.
        settings: size range, longest drive and the other assumptions; the defaults when left out.
        locks: a plan whose locked groups stay as they are; suggested groups that go on from its
            other groups keep their names and colours.
        avoid: pairs of practices kept apart.
        together: pairs of practices kept together.
        objective: key of :data:`OBJECTIVES`, or keys with weights.
        groups: how many groups, or a rule about it; free when left out.
        time_limit: seconds; None for as long as it takes.
        rules: further rules; one of a kind that the settings give too takes its place.
        compared_with: the plan from which few patients should move; ``locks`` when left out.
        on_progress: told of every better plan and every higher bound as they are found.
        stop: set from any thread to end the search.

    Raises:
        PlanError: if the terms name what does not exist, or contradict themselves in form.
    """
    ground = ground_of(county, settings or Settings())
    terms = terms_for(
        county, settings, locks=locks, avoid=avoid, together=together, objective=objective,
        groups=groups, rules=rules, compared_with=compared_with,
    )  # fmt: skip

    def told(found: Found) -> None:
        if on_progress is not None:
            on_progress(as_suggestion(county, ground, terms, found, locks))

    found = search(ground, terms, Watch(time_limit, stop), told)
    return as_suggestion(county, ground, terms, found, locks)


def terms_for(
    county: County,
    settings: Settings | None = None,
    *,
    locks: Plan | None = None,
    avoid: Pairs = (),
    together: Pairs = (),
    objective: str | Mapping[str, float] = "travel",
    groups: int | NumberOfGroups | None = None,
    rules: Iterable[Rule] = (),
    compared_with: Plan | None = None,
) -> Terms:
    """Return the terms that the arguments of :func:`suggest` stand for.

    Raises:
        PlanError: as :func:`suggest`.
    """
    chosen = settings or Settings()
    low, high = chosen.band
    standing: list[Rule] = [SizeRange(low, high), LongestDrive(chosen.spread_minutes), InOnePiece()]
    if groups is not None:
        standing.append(
            groups if isinstance(groups, NumberOfGroups) else NumberOfGroups.exactly(groups)
        )
    if locks is not None:
        county.check(locks)
        locked = tuple((g.name, g.members) for g in locks.groups if g.locked and g.members)
        if locked:
            standing.append(LockedGroups(locked))
    given = list(rules)
    standing = [rule for rule in standing if type(rule) not in {type(one) for one in given}]
    apart, kept = list(avoid), list(together)
    standing += [KeptTogether(tuple(kept))] if kept else []
    standing += [KeptApart(tuple(apart))] if apart else []
    weights = weights_of(objective)
    origin = compared_with if compared_with is not None else locks
    if MOVED in weights and origin is None:
        raise PlanError("“Fewest patients moved” needs a plan to move from: give compared_with")
    if origin is not None:
        county.check(origin)
    for pair in (*apart, *kept):
        county.check(Plan.from_assignment(dict.fromkeys(pair, "A pair")))
    return Terms(
        rules=tuple(standing + given),
        weights=tuple(weights.items()),
        moved_from=members_of(origin),
    )


def members_of(plan: Plan | None) -> Groups:
    """Return the members of a plan's groups, empty groups left out."""
    return tuple(group.members for group in (plan.groups if plan else ()) if group.members)


def as_suggestion(
    county: County, ground: Ground, terms: Terms, found: Found, before: Plan | None
) -> Suggestion:
    """Return what a search found as a suggestion for people."""
    values: dict[str, float] = {}
    plan = None
    if found.groups is not None:
        plan = plan_of(county, found.groups, before)
        candidates = as_candidates(ground, found.groups)
        for key, one in OBJECTIVES.items():
            values[key] = float(one.costs(ground, candidates).sum())
        values[MOVED] = float(patients_moved(county, found.groups, terms.moved_from))
    return Suggestion(
        plan=plan,
        objective=found.objective,
        bound=found.bound,
        proved=found.proved,
        seconds=found.seconds,
        reasons=found.reasons,
        values=values,
        sentences=terms.sentences(ground),
        candidates=found.candidates,
        ended=found.ended,
        cancelled=found.cancelled,
    )
