"""How many groups there are, and how practices share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from somerset_maps.errors import PlanError
from somerset_maps.suggest.arrays import Bools
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.rules.rule import Rule


@dataclass(frozen=True)
class NumberOfGroups(Rule):
    """How many groups the plan has, locked ones included; an end left out is open.

    >>> NumberOfGroups.exactly(16).exact
    16
    """

    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        low, high = self.at_least or 0, self.at_most
        if low < 0 or (high is not None and high < max(low, 1)):
            raise PlanError(f"There cannot be {low} to {high} groups: ask for one or more")

    @classmethod
    def exactly(cls, number: int) -> NumberOfGroups:
        """Return the rule for just so many groups."""
        return cls(number, number)

    @property
    def exact(self) -> int | None:
        """The number, when there is only one; else None."""
        return self.at_least if self.at_least == self.at_most else None

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        if self.exact is not None:
            return f"There {'is one group' if self.exact == 1 else f'are {self.exact} groups'}"
        ends = [
            f"{words} {number}"
            for words, number in (("at least", self.at_least), ("at most", self.at_most))
            if number is not None
        ]
        return f"There are {' and '.join(ends)} groups" if ends else "Any number of groups"

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield fewer groups, then more groups."""
        if self.at_least is not None:
            low = range(self.at_least - 1, 0, -1)
            yield [NumberOfGroups(number, self.at_most) for number in low]
        if self.at_most is not None:
            high = range(self.at_most + 1, len(ground) + 1)
            yield [NumberOfGroups(self.at_least, number) for number in high]

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return the number that would do."""
        if not isinstance(weaker, NumberOfGroups):
            return super().relaxed_sentence(weaker, ground)
        fewer = weaker.at_least != self.at_least
        number = weaker.at_least if fewer else weaker.at_most
        return f"allow {'as few as' if fewer else 'as many as'} {number} groups"


@dataclass(frozen=True)
class LargestShare(Rule):
    """The largest practice has at most a share, 0 to 1, of its group's patients."""

    at_most: float

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        return f"No practice has more than {self.at_most:.0%} of its group's patients"

    def allows(self, ground: Ground, candidates: Candidates) -> Bools | None:
        """Return which candidates have no practice above the share."""
        lists = ground.lists.astype(float)
        most = candidates.in_chunks(lambda members: np.where(members, lists, 0.0).max(axis=1))
        allowed: Bools = most <= self.at_most * candidates.totals(lists) + 1e-9
        return allowed

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield larger shares, in hundredths."""
        first = int(np.floor(self.at_most * 100)) + 1
        yield [LargestShare(hundredth / 100) for hundredth in range(first, 101)]


@dataclass(frozen=True)
class AtLeastPractices(Rule):
    """Every group has at least so many practices."""

    number: int

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        return f"Every group has at least {self.number} practice{'' if self.number == 1 else 's'}"

    def allows(self, ground: Ground, candidates: Candidates) -> Bools | None:
        """Return which candidates have practices enough."""
        everyone = np.ones(len(ground), dtype=np.bool_)
        allowed: Bools = candidates.counts(everyone) >= self.number
        return allowed

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield smaller numbers."""
        yield [AtLeastPractices(number) for number in range(self.number - 1, 0, -1)]
