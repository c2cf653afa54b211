"""Small made-up countries, and every way of dividing them, worked out the slow and plain way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations

import numpy as np

from somerset_maps.suggest import (
    AtLeastPractices,
    InOnePiece,
    KeptApart,
    KeptTogether,
    LargestShare,
    LeftAlone,
    LockedGroups,
    LongestDrive,
    NumberOfGroups,
    Rule,
    SizeRange,
    WithinLocality,
)
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.terms import Groups, Terms

Block = frozenset[int]


def small_ground(seed: int, practices: int = 10) -> Ground:
    """Practices scattered over 40 by 40 minutes, neighbours the nearest few, two localities."""
    chance = np.random.default_rng(seed)
    at = chance.uniform(0, 40, (practices, 2))
    minutes = np.round(np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1)), 2)
    nearest = np.argsort(minutes, axis=1)[:, 1:4]
    neighbours = np.zeros((practices, practices), dtype=bool)
    neighbours[np.repeat(np.arange(practices), 3), nearest.ravel()] = True
    fte = np.round(chance.uniform(0.5, 9, practices), 1)
    fte[chance.random(practices) < 0.15] = np.nan
    areas = 12
    return Ground(
        codes=tuple(f"L85{number:03}" for number in range(1, practices + 1)),
        names=tuple(f"Practice {number}" for number in range(1, practices + 1)),
        lists=chance.integers(2_000, 14_000, practices),
        minutes=minutes,
        neighbours=neighbours | neighbours.T,
        localities=tuple("Mendip" if x < 20 else "Sedgemoor" for x, _ in at),
        gp_fte=fte,
        fair_returns=~np.isnan(fte) & (chance.random(practices) < 0.9),
        registered=np.round(chance.uniform(0, 2_000, (practices, areas)), 0),
        within=chance.random((practices, areas)) < 0.3,
    )


@dataclass(frozen=True)
class BruteForce:
    """All plans under some terms, by looking at every set of practices and every partition."""

    ground: Ground
    terms: Terms

    def best(self) -> tuple[float, list[Groups]]:
        """Return the least cost and every plan that has it; infinity and none if there is none."""
        least, plans = float("inf"), []
        for plan in self.plans():
            cost = self.cost(plan)
            if cost < least - 1e-6:
                least, plans = cost, []
            if cost <= least + 1e-6:
                plans.append(self.as_codes(plan))
        return least, plans

    def plans(self) -> Iterator[list[Block]]:
        """Yield every plan that keeps the rules."""
        codes = self.ground.codes
        locked = [frozenset(codes.index(code) for code in group) for group in self.terms.locked]
        apart = [rule for rule in self.terms.rules if isinstance(rule, KeptApart)]
        if not all(self._keeps_one(rule, block) for rule in apart for block in locked):
            return  # what is locked holds a pair that is to be kept apart
        settled = set().union(*locked) | {codes.index(code) for code in self.terms.left_alone}
        free = [row for row in range(len(codes)) if row not in settled]
        blocks = [
            frozenset(chosen)
            for size in range(1, len(free) + 1)
            for chosen in combinations(free, size)
            if self.keeps(frozenset(chosen))
        ]
        for plan in _partitions(frozenset(free), blocks):
            if self._number_is_right(len(plan) + len(locked)):
                yield locked + plan

    def keeps(self, block: Block) -> bool:
        """Whether a group keeps every rule about single groups."""
        return all(self._keeps_one(rule, block) for rule in self.terms.rules)

    def cost(self, plan: list[Block]) -> float:
        """Weighted cost of a plan, soft rules included, which locked groups are exempt from."""
        total = 0.0
        for key, weight in self.terms.weights:
            total += weight * self.value(key, plan)
        locked = set(self.terms.locked)
        for block in plan:
            if self.as_codes([block])[0] not in locked:
                total += sum(self._penalty(rule, block) for rule in self.terms.rules)
        return total

    def value(self, key: str, plan: list[Block]) -> float:
        """One objective's value for a plan."""
        if key == "moved":
            return self._moved(plan)
        return sum(getattr(self, f"_{key}")(sorted(block)) for block in plan)

    def as_codes(self, plan: list[Block]) -> Groups:
        """Return a plan as practice codes, in a fixed order."""
        return tuple(sorted(tuple(self.ground.codes[row] for row in sorted(b)) for b in plan))

    # ------------------------------------------------------------------ objectives

    def _travel(self, block: list[int]) -> float:
        return min(
            sum(float(self.ground.lists[i]) * float(self.ground.minutes[i, hub]) for i in block)
            for hub in block
        )

    def _fairness(self, block: list[int]) -> float:
        ground = self.ground
        usable = [i for i in range(len(ground)) if ground.fair_returns[i]]
        even = sum(ground.lists[i] for i in usable) / sum(ground.gp_fte[i] for i in usable)
        mine = [i for i in block if i in usable]
        return abs(sum(ground.lists[i] - even * ground.gp_fte[i] for i in mine)) / 2

    def _coverage(self, block: list[int]) -> float:
        return sum(
            float(self.ground.registered[i, area])
            for area in range(self.ground.registered.shape[1])
            if not any(self.ground.within[i, area] for i in block)
            for i in block
        )

    def _biggest_team(self, block: list[int]) -> float:
        fte = [0.0 if np.isnan(f) else float(f) for f in self.ground.gp_fte[block]]
        rest = sum(fte) - max(fte)
        share = max(fte) / rest if rest > 1e-9 else 1.0
        return min(share, 1.0) * float(self.ground.lists[block].sum())

    def _moved(self, plan: list[Block]) -> float:
        """Least patients who change group, over every way of matching new groups to old ones."""
        old = [frozenset(self.ground.codes.index(c) for c in g) for g in self.terms.moved_from]
        placed = set().union(*plan)
        before = sum(float(self.ground.lists[i]) for group in old for i in group if i in placed)
        slots = [*plan, *[frozenset[int]()] * len(old)]
        stay = max(
            sum(
                float(self.ground.lists[i])
                for group, new in zip(old, chosen, strict=True)
                for i in group & new
            )
            for chosen in permutations(slots, len(old))
        )
        return before - stay

    # ------------------------------------------------------------------ rules

    def _keeps_one(self, rule: Rule, block: Block) -> bool:
        ground = self.ground
        codes = {ground.codes[i] for i in block}
        patients = sum(int(ground.lists[i]) for i in block)
        match rule:
            case SizeRange(low=low, high=high, soft=soft, never_outside=limits):
                if soft:
                    low, high = limits or (int(low * 0.8), int(high * 1.2))
                else:
                    low, high = self._range(rule, block)
                return low <= patients <= high
            case LongestDrive(minutes=most):
                return all(ground.minutes[i, j] <= most for i in block for j in block)
            case InOnePiece(wanted=wanted):
                return not wanted or self._in_one_piece(block)
            case WithinLocality(soft=soft):
                return soft or len({ground.localities[i] for i in block}) == 1
            case LargestShare(at_most=share):
                return max(int(ground.lists[i]) for i in block) <= share * patients + 1e-9
            case AtLeastPractices(number=number):
                return len(block) >= number
            case KeptTogether(pairs_of_codes=pairs):
                return all((a in codes) == (b in codes) for a, b in pairs)
            case KeptApart(pairs_of_codes=pairs):
                return not any(a in codes and b in codes for a, b in pairs)
            case NumberOfGroups() | LockedGroups() | LeftAlone():
                return True
        raise AssertionError(f"brute force knows no rule {rule}")

    def _range(self, rule: SizeRange, block: Block) -> tuple[int, int]:
        codes = {self.ground.codes[i] for i in block}
        for other in rule.others:
            if codes & set(other.practices):
                return other.low, other.high
        in_locality: dict[str, int] = {}
        for i in sorted(block):
            place = self.ground.localities[i]
            in_locality[place] = in_locality.get(place, 0) + int(self.ground.lists[i])
        most = max(in_locality.values())
        mostly = min(place for place, patients in in_locality.items() if patients == most)
        for other in rule.others:
            if not other.practices and other.locality == mostly:
                return other.low, other.high
        return rule.low, rule.high

    def _penalty(self, rule: Rule, block: Block) -> float:
        patients = sum(int(self.ground.lists[i]) for i in block)
        if isinstance(rule, SizeRange) and rule.soft:
            low, high = self._range(rule, block)
            return rule.a_patient * (max(0, low - patients) + max(0, patients - high))
        if isinstance(rule, WithinLocality) and rule.soft:
            of = {self.ground.localities[i] for i in block}
            inside = [
                sum(int(self.ground.lists[i]) for i in block if self.ground.localities[i] == place)
                for place in of
            ]
            return rule.a_patient * (patients - max(inside))
        return 0.0

    def _number_is_right(self, number: int) -> bool:
        rule = self.terms.number
        return (
            (rule.at_least or 0)
            <= number
            <= (len(self.ground) if rule.at_most is None else rule.at_most)
        )

    def _in_one_piece(self, block: Block) -> bool:
        reached = {min(block)}
        while True:
            more = {j for i in reached for j in block if self.ground.neighbours[i, j]} - reached
            if not more:
                return reached == block
            reached |= more


def _partitions(left: Block, blocks: list[Block]) -> Iterator[list[Block]]:
    if not left:
        yield []
        return
    first = min(left)
    for block in blocks:
        if first in block and block <= left:
            for rest in _partitions(left - block, blocks):
                yield [block, *rest]


def with_old_plan(terms: Terms, groups: Groups) -> Terms:
    """Return the terms with a plan from which few patients should move."""
    return replace(terms, moved_from=groups)
