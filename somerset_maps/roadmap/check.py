"""Whether a stage keeps the two rules, worked out from the two plans alone.

Nothing here is shared with the search: a graph instead of bits, plans instead of labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import networkx as nx

from somerset_maps.county import County
from somerset_maps.metrics.size import size_ranges
from somerset_maps.plan import Plan
from somerset_maps.roadmap.passage import each_in_a_group
from somerset_maps.settings import Settings


@dataclass(frozen=True)
class Broken:
    """A rule that a stage does not keep.

    Attributes:
        rule: "whole" or "range".
        letter, name: of the group; empty when it is a practice on its own.
        codes: the practices concerned.
        amount: pieces of the group, or patients by which it is further outside its range.
    """

    rule: Literal["whole", "range"]
    letter: str
    name: str
    codes: tuple[str, ...]
    amount: int


def broken(county: County, before: Plan, after: Plan, settings: Settings) -> tuple[Broken, ...]:
    """Return the rules that going from one plan to the next breaks, group by group."""
    was, now = (each_in_a_group(county, plan) for plan in (before, after))
    was_outside, now_outside = (_outside(county, plan, settings) for plan in (was, now))
    found: list[Broken] = []
    for group in now.groups:
        if not group.members:
            continue
        alone = len(group.members) == 1
        letter, name = ("", "") if alone else (group.letter, group.name)
        pieces = _pieces(county, group.members)
        earlier = max(_pieces(county, was.group(was.assignment[c]).members) for c in group.members)
        if pieces > earlier:
            found.append(Broken("whole", letter, name, group.members, pieces))
        worse = {
            code: now_outside[group.name] - was_outside[was.assignment[code]]
            for code in group.members
        }
        worst = max(worse.values())
        if worst > 0:
            those = tuple(code for code, more in worse.items() if more > 0)
            found.append(Broken("range", letter, name, those, round(worst)))
    return tuple(found)


def _outside(county: County, plan: Plan, settings: Settings) -> dict[str, float]:
    """Return each group's patients below or above its size range."""
    lists = county.practices["list_size"]
    sizes = [float(lists[list(group.members)].sum()) for group in plan.groups]
    ranges = size_ranges(county, plan, settings)
    return {
        group.name: max(low - size, size - high, 0.0)
        for group, size, ((low, high), _) in zip(plan.groups, sizes, ranges, strict=True)
    }


def _pieces(county: County, members: tuple[str, ...]) -> int:
    return int(nx.number_connected_components(county.adjacency.subgraph(members)))
