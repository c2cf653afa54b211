"""Every connected group of practices within given limits, as bit-sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from somerset_maps.errors import SomersetError
from somerset_maps.suggest.arrays import Bools, Floats, Ints, Octets

Words = NDArray[np.uint64]

WORD = 64
#: Connected groups, full or still growing, beyond which enumeration gives up; about 1 GB.
MOST_GROUPS = 6_000_000
_CHUNK = 16_384
#: The bits of the numbers 0 to 255, lowest first; shape (256, 8).
_PATTERNS = np.unpackbits(
    np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little"
).astype(float)


class TooManyGroups(SomersetError):
    """The terms allow more groups than can be listed one by one."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """A list of candidate groups. C candidates of P practices, W words of 64 bits.

    Attributes:
        words: which practices are in each candidate, bit ``p % 64`` of word ``p // 64``; (C, W).
        practices: P.
    """

    words: Words
    practices: int

    def __len__(self) -> int:
        return len(self.words)

    def pick(self, chosen: Bools | Ints) -> Candidates:
        """Return the candidates at ``chosen``, a mask (C,) or positions."""
        return Candidates(np.ascontiguousarray(self.words[chosen]), self.practices)

    def members(self, chosen: Bools | Ints | slice = slice(None)) -> Bools:
        """Return whether practice p is in candidate c; shape (chosen candidates, P)."""
        octets = np.ascontiguousarray(self.words[chosen]).view(np.uint8)
        bits = np.unpackbits(octets, axis=1, count=self.practices, bitorder="little")
        return bits.view(np.bool_)

    def totals(self, values: Floats, chosen: Ints | slice = slice(None)) -> Floats:
        """Sum a practice column (P,) over the members of candidates; shape (chosen,).

        Works octet by octet from tables of the 256 partial sums, so that no matrix of
        candidates by practices is ever held.
        """
        octets = self._octets
        padded = np.zeros(len(octets) * 8)
        padded[: self.practices] = values
        out = np.zeros(len(octets[0][chosen]))
        for octet, eight in zip(octets, padded.reshape(-1, 8), strict=True):
            if eight.any():
                out += (_PATTERNS @ eight)[octet[chosen]]
        return out

    def has(self, practice: int) -> Bools:
        """Return which candidates have a practice; shape (C,)."""
        word, bit = divmod(practice, WORD)
        has: Bools = (self.words[:, word] >> np.uint64(bit)) & np.uint64(1) != 0
        return has

    def counts(self, chosen: Bools) -> Ints:
        """Return how many of the practices of the mask (P,) each candidate has; shape (C,)."""
        mask = as_words(chosen)
        counted: Ints = np.bitwise_count(self.words & mask).sum(axis=1, dtype=np.int64)
        return counted

    def in_chunks(self, compute: Callable[[Bools], Floats]) -> Floats:
        """Apply a function of a membership matrix (n, P) giving (n,), a piece at a time; (C,)."""
        pieces = [
            compute(self.members(slice(start, start + _CHUNK)))
            for start in range(0, len(self), _CHUNK)
        ]
        return np.concatenate(pieces) if pieces else np.zeros(0)

    @cached_property
    def _octets(self) -> Octets:
        """The words' octets, each octet of all candidates in a row; shape (octets, C)."""
        return np.ascontiguousarray(self.words.view(np.uint8).T)


def as_words(mask: Bools) -> Words:
    """Pack a mask (..., P) into words (..., W), the first practice in the lowest bit."""
    width = -(-mask.shape[-1] // WORD) * WORD
    padded = np.zeros((*mask.shape[:-1], width), dtype=np.bool_)
    padded[..., : mask.shape[-1]] = mask
    return np.packbits(padded, axis=-1, bitorder="little").view(np.uint64)


def each_once(words: Words) -> Words:
    """Return groups in order, each once; shape (groups, W)."""
    ordered = words[np.lexsort(words.T)]
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return np.ascontiguousarray(ordered[new])


def connected_groups(
    lists: Ints,
    neighbours: Bools,
    compatible: Bools,
    free: Bools,
    smallest: float,
    largest: float,
    keep_going: Callable[[], None] = lambda: None,
    most_groups: int = MOST_GROUPS,
) -> Candidates:
    """List every connected group of pairwise compatible practices within a size range, once each.

    A group grows practice by practice from its first member; a practice passed over at one step
    is barred below it, so that no group is met twice and none need be looked up.

    Args:
        lists: registered patients, shape (P,).
        neighbours: which practices can be neighbours in a group, shape (P, P).
        compatible: which pairs may be in one group, shape (P, P).
        free: practices that may be in a group, shape (P,).
        smallest, largest: the size range, both ends counting as inside.
        keep_going: called between steps; may raise to stop.
        most_groups: how many groups may be met before giving up.

    Raises:
        TooManyGroups: if there are more than can be held.
    """
    practices = len(lists)
    bit = as_words(np.eye(practices, dtype=np.bool_))
    near = as_words(neighbours & compatible)
    barred_by = as_words(~compatible | np.eye(practices, dtype=np.bool_))
    below = np.array([bit[:p].sum(axis=0, dtype=np.uint64) for p in range(practices)]).reshape(
        practices, -1
    )
    start = np.flatnonzero(free & (lists <= largest))
    members = bit[start]
    barred = barred_by[start] | below[start] | as_words(~free)
    reach = near[start] & ~barred
    size = lists[start].astype(np.int64)
    found = [members[size >= smallest]]
    met = len(start)
    while len(members):
        keep_going()
        grown: list[tuple[Words, Words, Words, Ints]] = []
        for p in np.flatnonzero(free):
            word, one = divmod(int(p), WORD)
            can = (reach[:, word] >> np.uint64(one)) & np.uint64(1) != 0
            rows = np.flatnonzero(can & (size + lists[p] <= largest))
            if not rows.size:
                continue
            met += rows.size
            if met > most_groups:
                raise TooManyGroups(
                    f"These rules allow more than {most_groups:,} groups, too many to compare: "
                    "choose a narrower size range or a shorter longest drive"
                )
            passed = barred[rows] | (reach[rows] & below[p]) | barred_by[p]
            grown.append(
                (members[rows] | bit[p], (reach[rows] | near[p]) & ~passed, passed,
                 size[rows] + lists[p])
            )  # fmt: skip
        if not grown:
            break
        members, reach, barred, size = (np.concatenate(part) for part in zip(*grown, strict=True))
        found.append(members[size >= smallest])
    words = np.concatenate(found)
    order = np.lexsort(words.T)
    return Candidates(np.ascontiguousarray(words[order]), practices)
