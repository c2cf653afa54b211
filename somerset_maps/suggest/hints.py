"""Hints: the few single moves that help a plan most, by a measure that is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics.context import NOT_IN_A_GROUP, Context, context_of
from somerset_maps.metrics.size import ranges
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.wishes import UNWILLING

#: Key of each measure to what it counts, for a sentence.
MEASURES: Mapping[str, str] = {
    "size": "patients in no group, or by which a group misses its size range",
    "travel": "patients x minutes between practices and the hub of their group",
}
#: Less than this is no help worth a move: patients, and patients x minutes.
_LEAST = {"size": 100.0, "travel": 1_000.0}


@dataclass(frozen=True)
class Hint:
    """One move.

    Attributes:
        code: the practice.
        before: its group, None for none.
        to: the group it would join.
        measure: key of :data:`MEASURES` by which it helps.
        was, would_be: the plan's value of that measure before and after; less is better.
    """

    code: str
    before: str | None
    to: str
    measure: str
    was: float
    would_be: float

    @property
    def by(self) -> float:
        """How much it helps."""
        return self.was - self.would_be


def hints(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    stances: Mapping[str, str] | None = None,
    *,
    measure: str | None = None,
    most: int = 3,
) -> tuple[Hint, ...]:
    """Return the single moves that help most, each of another practice.

    A move keeps the longest drive and breaks no group into more pieces; by travel, it also takes
    no group further outside its size range. Locked groups are left alone, and practices that have
    agreed, or say no or not yet.

    Args:
        county: the snapshot.
        plan: the plan.
        settings: size ranges, longest drive, drives; the defaults when left out.
        stances: practice code to what it says.
        measure: key of :data:`MEASURES`; if left out, size, or travel where size has no hint.
        most: how many at most.
    """
    assumed = settings or Settings()
    if not any(group.members for group in plan.groups):
        return ()
    moves = _Moves(context_of(county, plan, assumed), stances or {})
    for key in (measure,) if measure else tuple(MEASURES):
        found = moves.best(key, most)
        if found:
            return found
    return ()


class _Moves:
    """Every practice to every group, P practices and G groups: what is allowed, what it does."""

    def __init__(self, context: Context, stances: Mapping[str, str]) -> None:
        self.context = context
        self.codes = context.county.codes
        self.lists: Floats = context.county.lists.astype(float)
        self.of: Ints = context.group_of
        low_high = np.array([band for band, _ in ranges(context)], dtype=float).reshape(-1, 2)
        self.low, self.high = low_high[:, 0], low_high[:, 1]
        self.allowed = self._allowed(stances)

    def best(self, key: str, most: int) -> tuple[Hint, ...]:
        """Return the best moves by one measure, each of another practice."""
        now, after = self.size() if key == "size" else self.travel()
        helps = np.where(self.allowed, now - after, -np.inf)
        if key == "travel":
            outside, would_be = self.size()
            helps[would_be > outside] = -np.inf
        order = np.argsort(-helps, axis=None, kind="stable")
        found: dict[int, Hint] = {}
        groups = self.context.plan.groups
        for place in order[: 40 * most]:
            row, group = divmod(int(place), len(groups))
            if helps[row, group] < _LEAST[key] or len(found) == most:
                break
            if row not in found:
                was = int(self.of[row])
                found[row] = Hint(
                    self.codes[row],
                    None if was == NOT_IN_A_GROUP else groups[was].name,
                    groups[group].name, key, float(now), float(after[row, group]),
                )  # fmt: skip
        return tuple(found.values())

    def size(self) -> tuple[float, Floats]:
        """Return patients outside now, and after each move, shape (P, G)."""
        totals = self.context.registered
        outside = self._outside(totals)
        alone = self.of == NOT_IN_A_GROUP
        now = float(outside[self.context.counts > 0].sum() + self.lists[alone].sum())
        joined = self._outside(totals + self.lists[:, None]) - np.where(
            self.context.counts > 0, outside, 0.0
        )
        left = np.zeros(len(self.of))
        inside = np.flatnonzero(~alone)
        mine = self.of[inside]
        rest = totals[mine] - self.lists[inside]
        emptied = self.context.counts[mine] == 1
        after = np.maximum(0, self.low[mine] - rest) + np.maximum(0, rest - self.high[mine])
        left[inside] = np.where(emptied, 0.0, after) - outside[mine]
        left[alone] = -self.lists[alone]
        return now, now + joined + left[:, None]

    def travel(self) -> tuple[float, Floats]:
        """Return travel to the hubs now, and after each move, shape (P, G)."""
        count, minutes = self.context.size, self.context.minutes
        weighted = self.lists[:, None] * minutes
        # To every possible hub, the travel of each group's practices; shape (G, P).
        to_hub = np.zeros((count, len(self.of)))
        inside = np.flatnonzero(self.of != NOT_IN_A_GROUP)
        np.add.at(to_hub, self.of[inside], weighted[inside])
        member = np.zeros((count, len(self.of)), dtype=np.bool_)
        member[self.of[inside], inside] = True
        least = np.where(member, to_hub, np.inf).min(axis=1)
        now = float(least[np.isfinite(least)].sum())
        before = np.where(np.isfinite(least), least, 0.0)
        joined = np.empty((len(self.of), count))
        for group in range(count):
            at_old_hubs = (to_hub[group] + weighted)[:, member[group]].min(axis=1, initial=np.inf)
            joined[:, group] = np.minimum(at_old_hubs, to_hub[group]) - before[group]
        left = np.zeros(len(self.of))
        for row in inside:
            others = member[self.of[row]].copy()
            others[row] = False
            rest = (to_hub[self.of[row]] - weighted[row])[others].min(initial=np.inf)
            left[row] = (rest if np.isfinite(rest) else 0.0) - before[self.of[row]]
        return now, now + joined + left[:, None]

    # ------------------------------------------------------------------ inside

    def _outside(self, totals: Floats) -> Floats:
        outside: Floats = np.maximum(0, self.low - totals) + np.maximum(0, totals - self.high)
        return outside

    def _allowed(self, stances: Mapping[str, str]) -> Bools:
        """Return which practice may join which group; shape (P, G)."""
        context = self.context
        far = context.minutes > context.settings.spread_minutes
        beside = np.zeros((len(self.of), len(self.of)), dtype=np.bool_)
        county = context.county
        beside[county.edge_from, county.edge_to] = beside[county.edge_to, county.edge_from] = True
        allowed = np.zeros((len(self.of), context.size), dtype=np.bool_)
        for row, group in enumerate(context.plan.groups):
            members = np.flatnonzero(self.of == row)
            if group.locked or not members.size:
                continue
            allowed[:, row] = beside[:, members].any(axis=1) & ~far[:, members].any(axis=1)
        for row, code in enumerate(self.codes):
            if stances.get(code) in (*UNWILLING, "agreed"):
                allowed[row] = False
        for row in self._kept():
            allowed[row] = False
        inside = np.flatnonzero(self.of != NOT_IN_A_GROUP)
        allowed[inside, self.of[inside]] = False
        return allowed

    def _kept(self) -> Iterator[int]:
        """Yield practices of locked groups, and those without which a group falls apart."""
        edges = self.context.county
        for row, group in enumerate(self.context.plan.groups):
            members = set(np.flatnonzero(self.of == row).tolist())
            if group.locked:
                yield from members
                continue
            near: dict[int, set[int]] = {one: set() for one in members}
            for one, other in zip(edges.edge_from.tolist(), edges.edge_to.tolist(), strict=True):
                if one in members and other in members:
                    near[one].add(other)
                    near[other].add(one)
            now = _pieces(members, near)
            yield from (one for one in members if _pieces(members - {one}, near) > now)


def _pieces(members: set[int], near: Mapping[int, set[int]]) -> int:
    left, count = set(members), 0
    while left:
        count += 1
        reached = [left.pop()]
        while reached:
            found = near[reached.pop()] & left
            left -= found
            reached.extend(found)
    return count
