"""What a plan is to be made of where its groups cannot be listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from somerset_maps.suggest.arrays import Floats
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.pricing import Field
from somerset_maps.suggest.problem import SideRow


@dataclass(frozen=True, eq=False)
class Wanted:
    """The practices, which groups are allowed, what they cost, and how many there may be.

    Attributes:
        field: the practices; what it says of costs is never more than ``costs_of`` says.
        allowed: picks the groups that keep every rule.
        costs_of: cost of every group, 0 or more, shape (C,).
        fewest, most: how many groups there may be.
    """

    field: Field
    allowed: Callable[[Candidates], Candidates]
    costs_of: Callable[[Candidates], Floats]
    fewest: float
    most: float

    def number_row(self, groups: int, others: int = 0, not_groups: int = 0) -> tuple[SideRow, ...]:
        """Return the condition on the number of groups, where there is one.

        Args:
            groups: how many candidates there are.
            others: groups that the plan has beside those chosen.
            not_groups: further candidates, at the end, that do not count as groups.
        """
        if self.fewest <= 0 and not np.isfinite(self.most):
            return ()
        counts = np.concatenate([np.ones(groups), np.zeros(not_groups)])
        return (SideRow(counts, self.fewest - others, self.most - others),)
