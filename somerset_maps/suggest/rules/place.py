"""Where the practices of a group may lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.rules.rule import Rule
from somerset_maps.suggest.rules.size import largest_locality

_FURTHER_MINUTES = 30


@dataclass(frozen=True)
class LongestDrive(Rule):
    """No two practices of a group lie further apart than so many estimated drive minutes."""

    minutes: float

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        if not np.isfinite(self.minutes):
            return "Practices of a group may lie any drive apart"
        return (
            f"No two practices of a group are more than about {self.minutes:g} minutes' drive apart"
        )

    def pairs(self, ground: Ground) -> Bools | None:
        """Return which practices are near enough to each other."""
        return ground.minutes <= self.minutes

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield longer drives, minute by minute."""
        if np.isfinite(self.minutes):
            yield [LongestDrive(self.minutes + more) for more in range(1, _FURTHER_MINUTES + 1)]

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return the drive that would have to be allowed."""
        if isinstance(weaker, LongestDrive):
            return f"allow drives of about {weaker.minutes:g} minutes within a group"
        return super().relaxed_sentence(weaker, ground)


@dataclass(frozen=True)
class InOnePiece(Rule):
    """Every group hangs together through practices that are neighbours; or, if not wanted, may not.

    Attributes:
        wanted: False lets groups lie in several pieces.
    """

    wanted: bool = True

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        if not self.wanted:
            return "Groups may be in several pieces on the map"
        return "Every group is in one piece on the map, neighbour to neighbour"

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield groups in several pieces."""
        if self.wanted:
            yield (InOnePiece(wanted=False),)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return what giving up the rule means."""
        return "let groups lie in several pieces on the map"


@dataclass(frozen=True)
class WithinLocality(Rule):
    """Groups stay within one of the four localities.

    Attributes:
        soft: whether a group may lie across a border at a cost.
        a_patient: what each patient outside the group's largest locality costs under a soft rule,
            in the objective's unit.
    """

    soft: bool = False
    a_patient: float = 10.0

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence."""
        if self.soft:
            return "Groups stay within one locality where that costs little"
        return "Every group stays within one locality"

    def pairs(self, ground: Ground) -> Bools | None:
        """Return which practices lie in the same locality."""
        if self.soft:
            return None
        of = np.array(ground.localities)
        same: Bools = of[:, None] == of[None, :]
        return same

    def penalties(self, ground: Ground, candidates: Candidates) -> Floats | None:
        """Return what patients outside a group's largest locality cost."""
        if not self.soft:
            return None
        return self.a_patient * patients_elsewhere(ground, candidates)

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield the soft rule; a soft rule stands in nobody's way."""
        if not self.soft:
            yield (WithinLocality(soft=True),)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return what the soft rule means."""
        return "let groups lie across the border of two localities"


def patients_elsewhere(ground: Ground, candidates: Candidates) -> Floats:
    """Return how many patients each candidate has outside its largest locality; shape (C,)."""
    names = sorted(set(ground.localities))
    largest = largest_locality(ground, candidates, names)
    of = np.array(ground.localities)
    own = np.zeros(len(candidates))
    for place, name in enumerate(names):
        here = largest == place
        own[here] = candidates.pick(here).totals(ground.lists * (of == name))
    return candidates.totals(ground.lists.astype(float)) - own
