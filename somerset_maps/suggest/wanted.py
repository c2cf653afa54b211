"""What a plan is to be made of where its groups cannot be listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from somerset_maps.suggest.arrays import Floats
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.pricing import Field


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
