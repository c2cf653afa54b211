"""How many patients a group may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from somerset_maps.errors import PlanError
from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.rules.rule import Rule

_STEP = 250
_FURTHEST = 10_000
_OUTER_SHARE = 0.2


@dataclass(frozen=True)
class OtherRange:
    """A size range of its own, for groups in a locality or groups that have given practices.

    Attributes:
        low, high: registered patients, both ends counting as inside.
        locality: applies to groups with more patients in this locality than in any other.
        practices: applies to groups that have one of these practices; goes before a locality.
    """

    low: int
    high: int
    locality: str | None = None
    practices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SizeRange(Rule):
    """Every group's list size lies in a range.

    Attributes:
        low, high: registered patients, both ends counting as inside.
        others: ranges of their own for some groups; the first that applies counts.
        soft: whether groups may lie outside at a cost.
        a_patient: what each patient outside a soft range costs, in the objective's unit. The
            default is so high that as few patients as possible lie outside, before all else.
        never_outside: limits even of a soft range; a fifth below and above when left out.
    """

    low: int
    high: int
    others: tuple[OtherRange, ...] = ()
    soft: bool = False
    a_patient: float = 1_000.0
    never_outside: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for low, high in [(self.low, self.high), *((o.low, o.high) for o in self.others)]:
            if not 0 < low <= high:
                raise PlanError(
                    f"The size range must run from a smaller to a larger number of patients, "
                    f"not {low:,} to {high:,}"
                )

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        text = f"Every group has {self.low:,} to {self.high:,} patients"
        if self.soft:
            low, high = self._limits()
            text = (
                f"Groups have {self.low:,} to {self.high:,} patients as far as can be, "
                f"and never fewer than {low:,} or more than {high:,}"
            )
        for other in self.others:
            where = (
                f"a group with {ground.named(other.practices)}"
                if other.practices
                else f"a group mostly in {other.locality}"
            )
            text += f"; {where} has {other.low:,} to {other.high:,}"
        return text

    @property
    def widest(self) -> tuple[int, int]:
        """Smallest and largest list size that any group may have."""
        low, high = self._limits() if self.soft else (self.low, self.high)
        return min([low, *(o.low for o in self.others)]), max(
            [high, *(o.high for o in self.others)]
        )

    def allows(self, ground: Ground, candidates: Candidates) -> Bools | None:
        """Return which candidates are of an allowed size."""
        if self.soft:
            low, high = self.widest
            sizes = candidates.totals(ground.lists.astype(float))
            inside: Bools = (sizes >= low) & (sizes <= high)
        else:
            inside = self.patients_outside(ground, candidates) == 0
        return inside

    def penalties(self, ground: Ground, candidates: Candidates) -> Floats | None:
        """Return what patients outside a soft range cost."""
        if not self.soft:
            return None
        return self.a_patient * self.patients_outside(ground, candidates)

    def patients_outside(self, ground: Ground, candidates: Candidates) -> Floats:
        """Return how many patients each candidate is below or above its range; shape (C,)."""
        sizes = candidates.totals(ground.lists.astype(float))
        low = np.full(len(candidates), float(self.low))
        high = np.full(len(candidates), float(self.high))
        settled = np.zeros(len(candidates), dtype=np.bool_)
        mostly_in: Ints | None = None
        names = sorted(set(ground.localities))
        for other in sorted(self.others, key=lambda o: not o.practices):
            if other.practices:
                applies = candidates.counts(ground.mask(other.practices)) > 0
            else:
                if mostly_in is None:
                    mostly_in = largest_locality(ground, candidates, names)
                applies = mostly_in == (
                    names.index(other.locality) if other.locality in names else -1
                )
            applies &= ~settled
            low[applies], high[applies] = other.low, other.high
            settled |= applies
        outside: Floats = np.maximum(0.0, low - sizes) + np.maximum(0.0, sizes - high)
        return outside

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield lower lower ends, then higher upper ends, then both at once."""
        steps = range(_STEP, _FURTHEST + 1, _STEP)
        yield [self._wider(step, 0) for step in steps if self.low - step > 0]
        yield [self._wider(0, step) for step in steps]
        yield [self._wider(step, step) for step in steps if self.low - step > 0]

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return which end would have to give way."""
        if not isinstance(weaker, SizeRange):
            return super().relaxed_sentence(weaker, ground)
        ends = []
        if weaker.low < self.low:
            ends.append(f"as few as {weaker.low:,}")
        if weaker.high > self.high:
            ends.append(f"as many as {weaker.high:,}")
        return f"let groups have {' or '.join(ends)} patients"

    def _wider(self, below: int, above: int) -> SizeRange:
        return replace(
            self,
            low=self.low - below,
            high=self.high + above,
            others=tuple(
                replace(o, low=max(1, o.low - below), high=o.high + above) for o in self.others
            ),
        )

    def _limits(self) -> tuple[int, int]:
        if self.never_outside is not None:
            return self.never_outside
        return int(self.low * (1 - _OUTER_SHARE)), int(self.high * (1 + _OUTER_SHARE))


def largest_locality(ground: Ground, candidates: Candidates, names: Sequence[str]) -> Ints:
    """Return the position in ``names`` of each candidate's largest locality by list; (C,)."""
    of = np.array(ground.localities)
    by_locality = [candidates.totals(ground.lists * (of == name)) for name in names]
    largest: Ints = np.argmax(np.stack(by_locality), axis=0)
    return largest
