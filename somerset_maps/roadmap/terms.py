"""The terms of a roadmap: how much may move at once, who waits, who goes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from somerset_maps.errors import PlanError

#: Two practices that begin a group move together, so fewer than two at once is no roadmap.
FEWEST_AT_ONCE = 2


@dataclass(frozen=True)
class RoadmapTerms:
    """What people decide about the way to a plan.

    Attributes:
        at_once: how many practices may change their group in one stage (change capacity).
        months: between the starts of two stages.
        begins: day on which the first stage starts.
        not_before: practice code to the first stage in which it may move; 1 is the first stage.
        volunteers: letters of groups of the plan that have offered to go first.
    """

    at_once: int = 8
    months: int = 3
    begins: date = date(2017, 1, 1)
    not_before: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    volunteers: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.at_once < FEWEST_AT_ONCE:
            raise PlanError("At least two practices must be able to move at once")
        if self.months < 1:
            raise PlanError("A stage takes at least one month")
        if any(stage < 1 for stage in self.not_before.values()):
            raise PlanError("Stages count from 1")

    def release(self, code: str) -> int:
        """Return the first stage in which a practice may move."""
        return self.not_before.get(code, 1)

    def starts(self, stage: int) -> date:
        """Return the day on which a stage starts; the last day of a short month stands in."""
        months = self.begins.year * 12 + self.begins.month - 1 + (stage - 1) * self.months
        year, month = divmod(months, 12)
        for day in (self.begins.day, 30, 29, 28):
            try:
                return date(year, month + 1, day)
            except ValueError:
                continue
        raise PlanError("There is no such day")
