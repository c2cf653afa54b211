"""The groups that would pay under given prices, found without listing every group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.candidates import Candidates, TooManyGroups, Words, as_words, each_once

#: Groups on the way at once, beyond which a search for all that pay gives up.
MOST_ON_THE_WAY = 1_500_000
_PIECE = 32_768


def _nothing() -> None:
    """Keep going."""


@dataclass(frozen=True, eq=False)
class Field:
    """The practices groups are grown from. P practices.

    Attributes:
        lists: registered patients, shape (P,).
        to_hub: least that practice p adds to the cost of a group whose hub is h, shape (P, P).
        neighbours: which practices can be neighbours in a group, shape (P, P).
        compatible: which pairs may be in one group, shape (P, P).
        free: practices that may be in a group, shape (P,).
        smallest, largest: the size range, both ends counting as inside.
    """

    lists: Ints
    to_hub: Floats
    neighbours: Bools
    compatible: Bools
    free: Bools
    smallest: float
    largest: float

    @cached_property
    def bit(self) -> Words:
        """Each practice alone; shape (P, W)."""
        return as_words(np.eye(len(self.lists), dtype=np.bool_))

    @cached_property
    def near(self) -> Words:
        """Each practice's neighbours with which it may be in a group; shape (P, W)."""
        return as_words(self.neighbours & self.compatible)

    @cached_property
    def barred_by(self) -> Words:
        """Each practice and those it may not be in a group with; shape (P, W)."""
        return as_words(~self.compatible | np.eye(len(self.lists), dtype=np.bool_))

    @cached_property
    def below(self) -> Words:
        """The practices before each; shape (P, W)."""
        return as_words(np.tri(len(self.lists), k=-1, dtype=np.bool_))


@dataclass(frozen=True, eq=False)
class Priced:
    """The groups that pay.

    Attributes:
        candidates: the groups, each once.
        complete: whether every group that pays is among them.
    """

    candidates: Candidates
    complete: bool


@dataclass(frozen=True, eq=False)
class _Growing:
    """Groups on the way, n of them: members, hub, and what may still join."""

    members: Words
    reach: Words
    barred: Words
    hub: Ints
    size: Ints
    value: Floats

    def pick(self, chosen: Bools | Ints) -> _Growing:
        return _Growing(
            self.members[chosen], self.reach[chosen], self.barred[chosen], self.hub[chosen],
            self.size[chosen], self.value[chosen],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.hub)


def paying_groups(
    field: Field,
    worth: Floats,
    a_group: float = 0.0,
    below: float = 0.0,
    a_hub: int | None = None,
    most_groups: int = MOST_ON_THE_WAY,
    keep_going: Callable[[], None] = _nothing,
) -> Priced:
    """Find the groups whose least cost is less than what their practices are worth.

    A group is grown from each possible hub, practice by practice. It is given up when not even
    the best practices that could still join, taken in fractions until the group is full, would
    make it pay.

    Args:
        field: the practices.
        worth: price of each practice, shape (P,).
        a_group: price of a group.
        below: groups are sought whose cost less their price is below this.
        a_hub: groups on the way that are kept for each hub at each step, the most promising ones;
            None for all.
        most_groups: how many groups may be on the way at once.
        keep_going: called between steps; may raise to stop.

    Raises:
        TooManyGroups: if there are more than can be held.
    """
    gain = field.to_hub - worth[:, None]
    ahead = _Ahead(field, gain)
    hubs = np.flatnonzero(field.free & (field.lists <= field.largest))
    barred = field.barred_by[hubs] | as_words(~field.free)
    now = _Growing(
        field.bit[hubs], field.near[hubs] & ~barred, barred, hubs,
        field.lists[hubs].astype(np.int64), gain[hubs, hubs] - a_group,
    )  # fmt: skip
    now = now.pick(ahead.best(now) < below)
    found: list[Words] = []
    complete = True
    while len(now):
        keep_going()
        pays = (now.value < below) & (now.size >= field.smallest)
        found.append(now.members[pays])
        steps: list[_Growing] = []
        hopes: list[Floats] = []
        for start in range(0, len(now), _PIECE):
            keep_going()
            piece = np.arange(start, min(start + _PIECE, len(now)))
            step = _grown(field, gain, now.pick(piece))
            hope = ahead.best(step)
            alive = hope < below
            steps.append(step.pick(alive))
            hopes.append(hope[alive])
            if a_hub is None and sum(map(len, hopes)) > most_groups:
                raise TooManyGroups(f"more than {most_groups:,} groups")
        now = _joined(steps)
        if a_hub is not None:
            kept = _first_of_each(now.hub, np.concatenate(hopes), a_hub)
            complete &= len(kept) == len(now)
            now = now.pick(kept)
    words = each_once(np.concatenate(found) if found else field.bit[:0])
    return Priced(Candidates(words, len(field.lists)), complete)


def _grown(field: Field, gain: Floats, now: _Growing) -> _Growing:
    """Return every group with one practice more; a practice passed over is barred from then on."""
    octets = np.ascontiguousarray(now.reach).view(np.uint8)
    bits = np.unpackbits(octets, axis=1, count=len(field.lists), bitorder="little")
    row, practice = np.nonzero(bits)
    fits = now.size[row] + field.lists[practice] <= field.largest
    row, practice = row[fits], practice[fits]
    barred = now.barred[row] | (now.reach[row] & field.below[practice]) | field.barred_by[practice]
    return _Growing(
        now.members[row] | field.bit[practice],
        (now.reach[row] | field.near[practice]) & ~barred,
        barred,
        now.hub[row],
        now.size[row] + field.lists[practice],
        now.value[row] + gain[practice, now.hub[row]],
    )


class _Ahead:
    """What a group on the way can come to at best."""

    def __init__(self, field: Field, gain: Floats) -> None:
        self._field = field
        lists = field.lists.astype(float)
        rate = np.where(field.compatible & field.free[:, None], gain / lists[:, None], 0.0)
        self._order = np.argsort(rate, axis=0, kind="stable")
        most = int((rate < 0).sum(axis=0).max(initial=0))
        self._order = np.ascontiguousarray(self._order[:most].T)
        hub = np.arange(len(lists))[:, None]
        self._gain = np.minimum(0.0, np.where(rate < 0, gain, 0.0))[self._order, hub]
        self._lists = lists[self._order]

    def best(self, now: _Growing) -> Floats:
        """Return the least value each group can still come to; infinity when it stays too small."""
        octets = np.ascontiguousarray(~now.barred).view(np.uint8)
        bits = np.unpackbits(octets, axis=1, count=len(self._field.lists), bitorder="little")
        can = np.take_along_axis(bits, self._order[now.hub], axis=1)
        patients = self._lists[now.hub] * can
        room = (self._field.largest - now.size)[:, None] - (patients.cumsum(axis=1) - patients)
        share = np.clip(room / self._lists[now.hub], 0.0, 1.0) * can
        best: Floats = now.value + (share * self._gain[now.hub]).sum(axis=1)
        most = now.size + bits @ self._field.lists.astype(float)
        best[most < self._field.smallest] = np.inf
        return best


def _joined(steps: list[_Growing]) -> _Growing:
    return _Growing(
        *(
            np.concatenate([getattr(step, name) for step in steps])
            for name in ("members", "reach", "barred", "hub", "size", "value")
        )
    )


def _first_of_each(kind: Ints, value: Floats, most: int) -> Ints:
    """Return the positions of the ``most`` of least value of each kind, in rising order."""
    order = np.lexsort((value, kind))
    ordered = kind[order]
    start = np.searchsorted(ordered, ordered, side="left")
    kept: Ints = np.sort(order[np.arange(len(order)) - start < most])
    return kept
