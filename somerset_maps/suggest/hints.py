"""Single moves that would help most, for a room that asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from somerset_maps.county import County
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

#: Stances of practices that a hint leaves where they are.
LEFT_ALONE = ("agreed", "not yet", "no")
MOST_HINTS = 3


@dataclass(frozen=True)
class Hint:
    """One move and what it would do.

    Attributes:
        code: the practice.
        to: the group it would join.
        in_range: change of the share of all patients in groups of the size range.
        groups_in_range: change of the number of groups in the size range.
        minutes: change of the mean drive to the hub, in minutes; 0 where there was none before.
        pieces: change of the number of groups in pieces.
        places: whether the practice is in no group yet.
    """

    code: str
    to: str
    in_range: float
    groups_in_range: int
    minutes: float
    pieces: int
    places: bool


def hints(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    stances: Mapping[str, str] | None = None,
    most: int = MOST_HINTS,
) -> list[Hint]:
    """Return the moves that bring most patients into groups of the size range; at most ``most``.

    Among those that bring equally many, one that mends a group in pieces goes first, then the one
    with the shortest drives. Moves that help in none of the three are no hints. Locked groups,
    and practices that have agreed, said no or not yet, stay as they are; no move splits a group or
    makes a drive within it longer than the settings want.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions.
        stances: practice code to what it says.
        most: how many hints at most.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    chosen = settings or Settings()
    now = evaluate(county, plan, chosen)
    said = stances or {}
    left = {code for code, stance in said.items() if stance in LEFT_ALONE}
    found = [
        _hint(now, evaluate(county, plan.move(code, to), chosen), code, to)
        for code, to in _moves(county, plan, chosen, left)
    ]
    useful = [hint for hint in found if _order(hint) < (0.0, 0.0, 0.0)]
    useful.sort(key=lambda hint: (*_order(hint), hint.code, hint.to))
    kept: list[Hint] = []
    for hint in useful:
        if all(hint.code != other.code for other in kept):
            kept.append(hint)
    return kept[:most]


def _order(hint: Hint) -> tuple[float, float, float]:
    return (-round(hint.in_range, 6), float(hint.pieces), round(hint.minutes, 3))


def _moves(
    county: County, plan: Plan, settings: Settings, left: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield every practice with every group next to it that it may join."""
    locked = {group.name for group in plan.groups if group.locked}
    minutes = county.minutes * settings.minutes_multiplier
    graph = county.adjacency
    for code in map(str, county.practices.index):
        own = plan.assignment.get(code)
        if code in left or own in locked or code not in graph:
            continue
        if own is not None and len(plan.group(own).members) == 1:
            continue
        around = {plan.assignment[near] for near in graph[code] if near in plan.assignment}
        for name in sorted(around - {own} - locked):
            others = list(plan.group(name).members)
            if float(minutes.loc[code, others].max()) <= settings.spread_minutes:
                yield code, name


def _hint(now: Scores, then: Scores, code: str, to: str) -> Hint:
    before, after = now.values["county"], then.values["county"]
    minutes = after["minutes_to_hub"] - before["minutes_to_hub"]
    worse = after["pieces"] > before["pieces"]
    return Hint(
        code=code,
        to=to,
        in_range=float("-inf") if worse else after["in_band_share"] - before["in_band_share"],
        groups_in_range=after["in_band_groups"] - before["in_band_groups"],
        minutes=0.0 if minutes != minutes else float(minutes),
        pieces=after["pieces"] - before["pieces"],
        places=code not in now.plan.assignment,
    )
