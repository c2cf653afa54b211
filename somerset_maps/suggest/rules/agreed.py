"""What the room has agreed already: locked groups, pairs, practices that are left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from somerset_maps.suggest.arrays import Bools
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.rules.rule import Rule

Pair = tuple[str, str]


@dataclass(frozen=True)
class LockedGroups(Rule):
    """Locked groups stay exactly as they are, whatever their size and shape.

    Attributes:
        groups: name and practice codes of each.
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def members(self) -> frozenset[str]:
        """Every practice in a locked group."""
        return frozenset(code for _, codes in self.groups for code in codes)

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        names = ", ".join(f"“{name}”" for name, _ in self.groups)
        return f"Locked groups stay as they are: {names}"

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield the rule without one of the groups, for each of them."""
        for group in self.groups:
            left = tuple(one for one in self.groups if one != group)
            yield (LockedGroups(left) if left else None,)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return which group would have to be unlocked."""
        left = weaker.groups if isinstance(weaker, LockedGroups) else ()
        names = [name for name, codes in self.groups if (name, codes) not in left]
        return f"unlock {' and '.join(f'“{name}”' for name in names)}"


def _in_order(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Return pairs sorted, each in order, once: the same terms are the same rule."""
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


@dataclass(frozen=True)
class KeptTogether(Rule):
    """Pairs of practices that are in the same group."""

    pairs_of_codes: tuple[Pair, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs_of_codes", _in_order(self.pairs_of_codes))

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        return f"Kept together: {_listed(self.pairs_of_codes, ground)}"

    def allows(self, ground: Ground, candidates: Candidates) -> Bools | None:
        """Return which candidates have both or neither of every pair."""
        allowed = np.ones(len(candidates), dtype=np.bool_)
        for pair in self.pairs_of_codes:
            allowed &= candidates.counts(ground.mask(pair)) != (1 if pair[0] != pair[1] else -1)
        return allowed

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield the rule without one of the pairs, for each of them."""
        for pair in self.pairs_of_codes:
            left = tuple(one for one in self.pairs_of_codes if one != pair)
            yield (KeptTogether(left) if left else None,)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return which pair need not be kept together."""
        left = weaker.pairs_of_codes if isinstance(weaker, KeptTogether) else ()
        gone = [pair for pair in self.pairs_of_codes if pair not in left]
        return f"let {_listed(gone, ground)} be in different groups"


@dataclass(frozen=True)
class KeptApart(Rule):
    """Pairs of practices that are in different groups."""

    pairs_of_codes: tuple[Pair, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "pairs_of_codes", _in_order(self.pairs_of_codes))

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        return f"Kept apart: {_listed(self.pairs_of_codes, ground)}"

    def pairs(self, ground: Ground) -> Bools | None:
        """Return which pairs may be in one group."""
        allowed = np.ones((len(ground), len(ground)), dtype=np.bool_)
        for pair in self.pairs_of_codes:
            one, other = ground.positions(pair)
            allowed[one, other] = allowed[other, one] = False
        return allowed

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield the rule without one of the pairs, for each of them."""
        for pair in self.pairs_of_codes:
            left = tuple(one for one in self.pairs_of_codes if one != pair)
            yield (KeptApart(left) if left else None,)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return which pair need not be kept apart."""
        left = weaker.pairs_of_codes if isinstance(weaker, KeptApart) else ()
        gone = [pair for pair in self.pairs_of_codes if pair not in left]
        return f"let {_listed(gone, ground)} be in one group"


@dataclass(frozen=True)
class LeftAlone(Rule):
    """Practices that said no, or not yet: they are put in no group."""

    practices: tuple[str, ...]

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        return f"Left alone, in no group: {ground.named(sorted(self.practices))}"

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield nothing: a practice's no is not the tool's to bargain with."""
        return iter(())


def _listed(pairs: Sequence[Pair], ground: Ground) -> str:
    named = [" and ".join(ground.names[row] for row in ground.positions(pair)) for pair in pairs]
    return "; ".join(named[:4]) + (f"; and {len(named) - 4} more pairs" if named[4:] else "")
