"""Set partitioning: choose candidate groups, each practice in exactly one, at the least cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats, Ints, Octets
from somerset_maps.suggest.candidates import WORD, Candidates, as_words


@dataclass(frozen=True, eq=False)
class SideRow:
    """One more condition: the coefficients of the chosen candidates sum to a value in a range.

    Attributes:
        coefficients: one number a candidate, shape (C,).
        low, high: the range; -inf or inf where an end is open.
    """

    coefficients: Floats | Octets
    low: float
    high: float


def number_row(fewest: float, most: float, groups: int, not_groups: int = 0) -> list[SideRow]:
    """Return the condition on how many groups are chosen, where there is one.

    Args:
        fewest, most: 0 and infinity where an end is open.
        groups: how many candidates there are.
        not_groups: further candidates, at the end, that do not count as groups.
    """
    if fewest <= 0 and most == np.inf:
        return []
    counts = np.concatenate([np.ones(groups), np.zeros(not_groups)])
    return [SideRow(counts, fewest, most)]


@dataclass(frozen=True)
class SubsetCut:
    """A subset-row cut (Jepsen et al. 2008): true of every partition, but not of its relaxation.

    Adding up the rows of a few practices, each times weight / parts, and rounding down gives
    ``sum over candidates of floor(weight inside the candidate / parts) x candidate <= rank``.

    Attributes:
        subset: positions of the practices, in rising order.
        weights: of each of them, whole numbers.
        parts: what the weights are divided by.
    """

    subset: tuple[int, ...]
    weights: tuple[int, ...]
    parts: int

    @property
    def rank(self) -> float:
        """The right-hand side."""
        return float(sum(self.weights) // self.parts)


@dataclass(frozen=True, eq=False)
class Problem:
    """Candidates with costs, the practices to be divided, and conditions on the whole plan.

    Attributes:
        candidates: the groups to choose from, C of P practices.
        costs: of each candidate, shape (C,).
        free: practices that must each be in exactly one chosen candidate, shape (P,).
        sides: further conditions.
        guide: other costs, shape (C,), near whose optimum plans are easily found: a help where the
            relaxation of ``costs`` says little; None for no such help.
    """

    candidates: Candidates
    costs: Floats
    free: Bools
    sides: tuple[SideRow, ...] = field(default=())
    guide: Floats | None = None

    def __len__(self) -> int:
        return len(self.candidates)

    @cached_property
    def practices(self) -> Ints:
        """Positions of the free practices: the rows, in order; R of them."""
        return np.flatnonzero(self.free)

    @cached_property
    def row_low(self) -> Floats:
        """Lower ends of all rows, practices first; shape (R + sides,)."""
        return np.array([1.0] * len(self.practices) + [side.low for side in self.sides])

    @cached_property
    def row_high(self) -> Floats:
        """Upper ends of all rows, practices first; shape (R + sides,)."""
        return np.array([1.0] * len(self.practices) + [side.high for side in self.sides])

    def pick(self, chosen: Bools | Ints) -> Problem:
        """Return the problem with the candidates at ``chosen`` only."""
        return Problem(
            self.candidates.pick(chosen),
            self.costs[chosen],
            self.free,
            tuple(SideRow(s.coefficients[chosen], s.low, s.high) for s in self.sides),
        )

    def columns(self, chosen: Ints) -> Floats:
        """Return the rows' coefficients of some candidates; shape (chosen, R + sides)."""
        members = self.candidates.members(chosen)[:, self.practices].astype(float)
        sides = [side.coefficients[chosen][:, None] for side in self.sides]
        return np.hstack([members, *sides])

    def cut_coefficients(self, cut: SubsetCut, chosen: Ints | slice = slice(None)) -> Floats:
        """Return the coefficients of some candidates in a cut; shape (chosen,)."""
        words = self.candidates.words[chosen]
        mask = np.zeros(self.candidates.practices, dtype=np.bool_)
        mask[list(cut.subset)] = True
        weight, one = np.zeros(len(words), dtype=np.int64), np.uint64(1)
        for word, part in enumerate(as_words(mask)):
            if part:
                weight += np.bitwise_count(words[:, word] & part)
        for practice, more in zip(cut.subset, cut.weights, strict=True):
            if more > 1:
                word, bit = divmod(practice, WORD)
                weight += (more - 1) * (words[:, word] >> np.uint64(bit) & one).astype(np.int64)
        return (weight // cut.parts).astype(float)

    def reduced_costs(self, duals: Floats) -> Floats:
        """Return every candidate's cost less what its rows are worth; shape (C,)."""
        worth = np.zeros(self.candidates.practices)
        worth[self.practices] = duals[: len(self.practices)]
        reduced = self.costs - self.candidates.totals(worth)
        for side, dual in zip(self.sides, duals[len(self.practices) :], strict=True):
            if dual:
                reduced -= dual * side.coefficients
        return reduced
