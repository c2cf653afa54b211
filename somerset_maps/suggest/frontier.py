"""What one aim costs in another: proven plans from the best of one to the best of the other."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.rules import Rule
from somerset_maps.suggest.suggestion import Suggestion, suggest
from somerset_maps.suggest.watch import Watch

MOST_POINTS = 8
#: A trace of the other aim, so that among equals the better one by it is taken.
_TRACE = 1e-6
_MIXES = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, eq=False)
class Point:
    """One plan of a frontier.

    Attributes:
        suggestion: the plan; proved to be best at its mix of the two aims.
        first, second: its values of the two aims.
    """

    suggestion: Suggestion
    first: float
    second: float


def frontier(
    county: County,
    settings: Settings | None = None,
    *,
    first: str = "travel",
    second: str = "fairness",
    locks: Plan | None = None,
    rules: tuple[Rule, ...] = (),
    groups: int | None = None,
    time_limit: float | None = 120,
    stop: Event | None = None,
) -> list[Point]:
    """Return proven plans between two aims, from the best of the first to the best of the second.

    Each is the best plan at some exchange rate between the two, so none of them is beaten in both
    by any other plan under the rules. Plans that are best at no exchange rate are not looked for.

    Args:
        county: the snapshot.
        settings, locks, rules, groups: as :func:`somerset_maps.suggest.suggest`.
        first, second: keys of :data:`somerset_maps.suggest.OBJECTIVES`.
        time_limit: seconds for all of them; unproved plans are left out.
        stop: set from any thread to end the search.

    Raises:
        PlanError: if the two aims are the same, or not known.
    """
    if first == second:
        raise PlanError("A frontier lies between two different aims")
    watch = Watch(time_limit, stop)

    def best(one: float, other: float) -> Suggestion | None:
        left = None if time_limit is None else max(0.1, watch.left)
        found = suggest(
            county, settings, objective={first: one, second: other}, locks=locks, rules=rules,
            groups=groups, time_limit=left, stop=stop,
        )  # fmt: skip
        return found if found.proved and found.plan is not None else None

    ends = [best(1.0, _TRACE), best(_TRACE, 1.0)]
    if ends[0] is None or ends[1] is None:
        return _points([one for one in ends if one], first, second)
    low, high = ends[0].values, ends[1].values
    widths = high[first] - low[first], low[second] - high[second]
    found = [ends[0], ends[1]]
    if min(widths) > 0:
        for mix in _MIXES:
            if watch.over:
                break
            plan = best((1 - mix) / widths[0], mix / widths[1])
            if plan is not None:
                found.append(plan)
    return _points(found, first, second)


def _points(found: list[Suggestion], first: str, second: str) -> list[Point]:
    points = {
        (round(one.values[first], 3), round(one.values[second], 3)): Point(
            one, one.values[first], one.values[second]
        )
        for one in found
    }
    return [points[key] for key in sorted(points)][:MOST_POINTS]
