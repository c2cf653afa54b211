"""From one grouping to another as labels and bits: which practices move, and what a state is like.

**What a stage must keep.** Between stages every practice is in exactly one group; a practice on
its own is a group of one. A stage moves practices into the groups they have in the plan. It is
*safe* when

1. every group it touches is whole on the table of neighbours, or, when it was in pieces before,
   is in no more pieces than before; and
2. no practice is then in a group further outside its size range than the group it was in before.
   The distance is in patients below or above the range; a practice on its own counts as a group of
   its own list. A group that grows towards its range is therefore safe, and so is one that
   shrinks towards it.

What breaks a rule is counted: pieces too many (rule 1), and patients further outside, summed over
the practices it happens to (rule 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from somerset_maps.county import County
from somerset_maps.metrics.size import size_ranges
from somerset_maps.plan import Group, Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.ground import Ground, ground_of
from somerset_maps.suggest.taking import named_after

_ALONE = "\x00"


def each_in_a_group(county: County, plan: Plan) -> Plan:
    """Return the plan with every practice that is in no group as a group of its own."""
    inside = plan.assignment
    alone = tuple(
        Group(f"{_ALONE}{code}", f"{_ALONE}{code}", "#AEB9C3", members=(str(code),))
        for code in county.practices.index
        if code not in inside
    )
    return Plan(plan.groups + alone)


def without_groups_of_one(plan: Plan) -> Plan:
    """Return the plan without empty groups and groups of one: those are practices on their own."""
    return Plan(tuple(group for group in plan.groups if len(group.members) > 1))


@dataclass(frozen=True, eq=False)
class Passage:
    """A start and an end over the same practices, P of them, and labels for groups.

    Attributes:
        ground: lists, drives and neighbours.
        labels: a group each: those of the plan first, then those that only the start has.
        first: label of each practice at the start, P of them.
        last: label of each practice in the end, P of them.
        bands: size range of each label.
    """

    ground: Ground
    labels: tuple[Group, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    bands: tuple[tuple[int, int], ...]

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """Positions of the practices whose group changes."""
        return tuple(p for p in range(len(self.first)) if self.first[p] != self.last[p])

    @cached_property
    def wanted(self) -> tuple[int, ...]:
        """Practices of each label in the end."""
        return tuple(self.last.count(label) for label in range(len(self.labels)))

    @cached_property
    def beside(self) -> tuple[int, ...]:
        """Neighbours of each practice, as bits."""
        return tuple(
            sum(1 << int(other) for other in row.nonzero()[0]) for row in self.ground.neighbours
        )

    def distance(self, label: int, members: int) -> int:
        """Return how many patients a group of these practices (bits) is outside its range."""
        low, high = self.bands[label]
        size = sum(int(self.ground.lists[p]) for p in bits(members))
        return max(low - size, size - high, 0)

    def pieces(self, members: int) -> int:
        """Return into how many pieces these practices (bits) fall on the table of neighbours."""
        count = 0
        while members:
            count += 1
            reached, edge = 0, members & -members
            while edge:
                reached |= edge
                near = 0
                for p in bits(edge):
                    near |= self.beside[p]
                edge = near & members & ~reached
            members &= ~reached
        return count

    def components(self) -> list[tuple[int, ...]]:
        """Return the movers in sets that share no group, before or after: each its own problem."""
        parts: list[tuple[set[int], list[int]]] = []
        for p in self.movers:
            groups, members = {self.first[p], self.last[p]}, [p]
            apart = []
            for part in parts:
                if part[0] & groups:
                    groups |= part[0]
                    members += part[1]
                else:
                    apart.append(part)
            parts = [*apart, (groups, members)]
        return [tuple(sorted(members)) for _, members in parts]

    def codes(self, positions: Sequence[int]) -> tuple[str, ...]:
        """Return practice codes."""
        return tuple(self.ground.codes[p] for p in positions)

    def plan_after(self, moved: frozenset[int]) -> Plan:
        """Return the groups of more than one practice once these practices have moved."""
        members: dict[int, list[str]] = {}
        for p, code in enumerate(self.ground.codes):
            label = self.last[p] if p in moved else self.first[p]
            members.setdefault(label, []).append(code)
        return Plan(
            tuple(
                replace(group, members=tuple(members.get(label, ())), locked=False)
                for label, group in enumerate(self.labels)
                if len(members.get(label, ())) > 1
            )
        )


def bits(mask: int) -> list[int]:
    """Return the positions of the bits that are set."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def passage_between(county: County, start: Plan, end: Plan, settings: Settings) -> Passage:
    """Return the passage from ``start`` to ``end``; groups are paired by who they have in common.

    Raises:
        PlanError: if a plan names a practice that the snapshot does not have.
    """
    county.check(start)
    county.check(end)
    ground = ground_of(county, settings)
    goal = each_in_a_group(county, Plan(tuple(g for g in end.groups if g.members)))
    before = named_after(county, without_groups_of_one(start), without_groups_of_one(end))
    before = _distinct(before, goal)
    labels = list(goal.groups)
    number = {group.name: at for at, group in enumerate(labels)}
    last = [number[goal.assignment[code]] for code in ground.codes]
    alone_in_the_end = {p for p in range(len(last)) if last.count(last[p]) == 1}
    bands = [band for band, _ in size_ranges(county, goal, settings)]
    full = each_in_a_group(county, before)
    ranges = [band for band, _ in size_ranges(county, full, settings)]
    first = [0] * len(last)
    for group, band in zip(full.groups, ranges, strict=True):
        positions = ground.positions(group.members)
        if len(positions) == 1 and positions[0] in alone_in_the_end:
            first[positions[0]] = last[positions[0]]
            continue
        if group.name not in number or group.name.startswith(_ALONE):
            number[group.name] = len(labels)
            labels.append(group)
            bands.append(band)
        for p in positions:
            first[p] = number[group.name]
    return Passage(ground, tuple(labels), tuple(first), tuple(last), tuple(bands))


def _distinct(before: Plan, goal: Plan) -> Plan:
    """Return the start with other letters for groups that are none of the plan's."""
    ours = {group.name for group in goal.groups}
    letters = {group.letter for group in goal.groups}
    free = (f"{letter}*" for letter in _letters(len(before.groups) + len(letters)))
    groups = []
    for group in before.groups:
        if group.name in ours or group.letter not in letters:
            groups.append(group)
        else:
            groups.append(replace(group, letter=next(one for one in free if one not in letters)))
    return Plan(tuple(groups))


def _letters(count: int) -> list[str]:
    return [f"{chr(65 + at % 26)}{at // 26 or ''}" for at in range(count)]
