"""The order in which practices move: every order where few move, a wide search where many do.

``exact_order`` looks at every way to divide a set of moves into steps. The number of breaks counts
first, then when the last practice has moved, then the number of steps, then how long practices
wait. ``wide_order`` follows the best few beginnings and grows them by small steps; it is used
beyond :data:`MOST_EXACT` practices and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from somerset_maps.roadmap.passage import Passage, bits

#: With so many practices there are 3 to that power steps to compare, about a second's work.
MOST_EXACT = 10
_WIDTHS = (1, 4)
#: Breaks of a step: pieces too many, and patients further outside.
Breaks = tuple[int, int]
NONE: Breaks = (0, 0)


@dataclass(frozen=True)
class Order:
    """Steps of one set of moves, each a set of positions of practices.

    Attributes:
        steps: in the order in which they must come.
        breaks: pieces too many and patients further outside, over all steps.
        exact: whether every order was looked at.
    """

    steps: tuple[tuple[int, ...], ...]
    breaks: Breaks
    exact: bool


def order_of(
    passage: Passage, movers: Sequence[int], at_once: int, release: Sequence[int]
) -> Order:
    """Return the best order found for one component of a passage.

    Args:
        passage: start and end.
        movers: positions of the component's practices.
        at_once: most practices in a step.
        release: first stage of each practice of the passage.
    """
    if len(movers) <= MOST_EXACT:
        found = exact_order(passage, movers, at_once, release)
        if found is not None:
            return found
    return wide_order(passage, movers, at_once, release)


def exact_order(
    passage: Passage, movers: Sequence[int], at_once: int, release: Sequence[int]
) -> Order | None:
    """Return the best of all orders; None when a step would need more practices than may move."""
    table = _Table(passage, movers)
    everybody = (1 << len(movers)) - 1
    # Breaks, finish, steps, waiting; and the state before.
    best: dict[int, tuple[tuple[int, int, int, int, int], int]] = {0: ((0, 0, 0, 0, 0), -1)}
    released = [max((release[movers[at]] for at in bits(mask)), default=1)
                for mask in range(everybody + 1)]  # fmt: skip
    for mask in range(everybody):
        if mask not in best:
            continue
        pieces, outside, finish, steps, waiting = best[mask][0]
        after = table.after(mask, at_once)
        lost = table.pieces_lost(mask, after)
        worse = table.further_outside(mask, after)
        for state, more_pieces, more_outside in zip(
            after.tolist(), lost.tolist(), worse.tolist(), strict=True
        ):
            step = state ^ mask
            done = max(finish + 1, released[step])
            cost = (
                pieces + more_pieces, outside + more_outside, done, steps + 1,
                waiting + done * step.bit_count(),
            )  # fmt: skip
            if state not in best or cost < best[state][0]:
                best[state] = (cost, mask)
    if everybody not in best:
        return None
    steps_back: list[tuple[int, ...]] = []
    at = everybody
    while at:
        before = best[at][1]
        steps_back.append(tuple(movers[one] for one in bits(at ^ before)))
        at = before
    (pieces, outside, *_), _ = best[everybody]
    return Order(tuple(reversed(steps_back)), (pieces, outside), exact=True)


class _Table:
    """Pieces and distances in every state of a component; a state has a bit a mover."""

    def __init__(self, passage: Passage, movers: Sequence[int]) -> None:
        touched = sorted({label for p in movers for label in (passage.first[p], passage.last[p])})
        column = {label: at for at, label in enumerate(touched)}
        staying = dict.fromkeys(touched, 0)
        moving = set(movers)
        for p, label in enumerate(passage.first):
            if label in staying and p not in moving:
                staying[label] |= 1 << p
        people = sorted(moving | {p for mask in staying.values() for p in bits(mask)})
        states = 1 << len(movers)
        self._pieces = np.zeros((states, len(touched)), dtype=np.int64)
        self._distance = np.zeros((states, len(people)), dtype=np.int64)
        self._fine = np.ones(states, dtype=np.bool_)
        self._counts = np.bitwise_count(np.arange(states, dtype=np.uint64)).astype(np.int64)
        row = {p: at for at, p in enumerate(people)}
        for state in range(states):
            members = dict(staying)
            for at, p in enumerate(movers):
                label = passage.last[p] if state >> at & 1 else passage.first[p]
                members[label] |= 1 << p
            for label, mask in members.items():
                if not mask:
                    continue
                self._pieces[state, column[label]] = passage.pieces(mask)
                distance = passage.distance(label, mask)
                for p in bits(mask):
                    self._distance[state, row[p]] = distance
                if mask.bit_count() == 1 and passage.wanted[label] > 1 and not staying[label]:
                    # One practice is no beginning of a group: nothing changes for anybody.
                    self._fine[state] &= passage.first[bits(mask)[0]] == label

    def after(self, state: int, at_once: int) -> np.ndarray:
        """Return the states that one step reaches."""
        states = np.arange(len(self._fine))
        found = (states & state) == state
        found &= self._counts <= self._counts[state] + at_once
        found &= self._fine
        found[state] = False
        return np.flatnonzero(found)

    def pieces_lost(self, state: int, after: np.ndarray) -> np.ndarray:
        """Return the pieces too many in each state after."""
        lost = self._pieces[after] - np.maximum(self._pieces[state], 1)
        total: np.ndarray = np.clip(lost, 0, None).sum(axis=1)
        return total

    def further_outside(self, state: int, after: np.ndarray) -> np.ndarray:
        """Return the patients further outside in each state after, summed over practices."""
        further = np.clip(self._distance[after] - self._distance[state], 0, None)
        total: np.ndarray = further.sum(axis=1)
        return total


def step_breaks(passage: Passage, where: Sequence[int], step: Sequence[int]) -> Breaks:
    """Return what one step breaks.

    Args:
        passage: start and end.
        where: label of every practice before the step.
        step: positions of the practices that move.
    """
    touched = {where[p] for p in step} | {passage.last[p] for p in step}
    before = dict.fromkeys(touched, 0)
    after = dict.fromkeys(touched, 0)
    moving = set(step)
    for p, label in enumerate(where):
        if label in touched:
            before[label] |= 1 << p
            after[passage.last[p] if p in moving else label] |= 1 << p
    was = {label: passage.distance(label, mask) for label, mask in before.items() if mask}
    pieces = outside = 0
    for label, mask in after.items():
        if mask:
            pieces += max(0, passage.pieces(mask) - max(1, passage.pieces(before[label])))
            distance = passage.distance(label, mask)
            outside += sum(max(0, distance - was[where[p]]) for p in bits(mask))
    return pieces, outside


def wide_order(
    passage: Passage, movers: Sequence[int], at_once: int, release: Sequence[int]
) -> Order:
    """Return the best order found by small steps from the best few beginnings."""
    best: Order | None = None
    for width in _WIDTHS:
        found = _beam(passage, movers, at_once, release, width)
        if best is None or found.breaks < best.breaks:
            best = found
        if best.breaks == NONE:
            break
    assert best is not None, "there is at least one width"
    return best


@dataclass(frozen=True)
class _Beginning:
    breaks: Breaks
    where: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]


def _beam(
    passage: Passage, movers: Sequence[int], at_once: int, release: Sequence[int], width: int
) -> Order:
    beam = [_Beginning(NONE, passage.first, ())]
    ends: list[_Beginning] = []
    while beam:
        following: dict[tuple[int, ...], tuple[tuple[int, ...], _Beginning]] = {}
        for one in beam:
            left = [p for p in movers if one.where[p] != passage.last[p]]
            if not left:
                ends.append(one)
                continue
            for step in dict.fromkeys(_steps(passage, one.where, left, at_once)):
                pieces, outside = step_breaks(passage, one.where, step)
                breaks = (one.breaks[0] + pieces, one.breaks[1] + outside)
                where = list(one.where)
                for p in step:
                    where[p] = passage.last[p]
                latest = max(release[p] for p in step)
                rank = (*breaks, latest, -len(step), *step)
                state = tuple(where)
                if state not in following or rank < following[state][0]:
                    made = _Beginning(breaks, state, (*one.steps, step))
                    following[state] = (rank, made)
        ranked = sorted(following.values(), key=lambda pair: pair[0])
        beam = [made for _, made in ranked[:width]]
    chosen = min(ends, key=lambda one: (one.breaks, len(one.steps)))
    return Order(chosen.steps, chosen.breaks, exact=False)


def _steps(
    passage: Passage, where: Sequence[int], left: Sequence[int], at_once: int
) -> Iterator[tuple[int, ...]]:
    """Yield steps worth a look: one practice, a pair, a growing set, all who are left, a swap."""
    there: dict[int, int] = {}
    for p, label in enumerate(where):
        there[label] = there.get(label, 0) | 1 << p
    for label in dict.fromkeys(passage.last[p] for p in left):
        own = [p for p in left if passage.last[p] == label]
        begun = there.get(label, 0)
        alone = passage.wanted[label] == 1
        found = 0
        if len(own) <= at_once and (begun or alone or len(own) > 1):
            found += 1
            yield tuple(own)
        for seed in own:
            grown = [seed]
            reached = begun | 1 << seed
            while True:
                if begun or alone or len(grown) > 1:
                    found += 1
                    yield tuple(sorted(grown))
                near = [p for p in own if p not in grown and passage.beside[p] & reached]
                if len(grown) == at_once or not near:
                    break
                # The nearest next: groups that begin compact stay whole.
                grown.append(min(near, key=lambda p: (passage.ground.minutes[p, seed], p)))
                reached |= 1 << grown[-1]
        if not found and len(own) > 1:
            pairs = [(a, b) for i, a in enumerate(own) for b in own[i + 1 :]]
            yield min(pairs, key=lambda ab: (float(passage.ground.minutes[ab]), ab))
    for at, one in enumerate(left):
        for other in left[at + 1 :]:
            if passage.last[one] == where[other] and passage.last[other] == where[one]:
                yield (one, other)
