"""What the registry knows of a measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from somerset_maps.metrics.context import Context

Level = Literal["group", "county", "practice", "small area"]
Direction = Literal["up", "down", "one", "zero", "none"]
Grade = Literal["measured", "modelled", "assumed", "judged"]
Cost = Literal["light", "heavy"]


@dataclass(frozen=True)
class Measure:
    """One measure: its arithmetic and everything a page must be able to say about it.

    Attributes:
        key: column name in results; unique within its level.
        level: what one value belongs to.
        title: plain words for a screen.
        unit: of the value.
        direction: which way is better; "one" and "zero" are targets, "none" is neither.
        meaning: one sentence a GP would say.
        formula: in words and symbols.
        source: publication and year.
        grade: measured, modelled, assumed or judged.
        caveat: what it does not say.
        compute: from a context to an array, (G,), (P,) or (A,), or to one value for the county.
        version: raised whenever the arithmetic changes.
        compares: whether the value of one group depends on the other groups.
        technical: the name analysts know it by.
        private: whether it is for the practice's own page only, never for a projector or for
            another table's screen.
        cost: "light" measures are computed at every move, "heavy" ones when they are asked for.
        when_missing: the words for a value that is missing.
    """

    key: str
    level: Level
    title: str
    unit: str
    direction: Direction
    meaning: str
    formula: str
    source: str
    grade: Grade
    caveat: str
    compute: Callable[[Context], Any]
    version: int = 1
    compares: bool = False
    technical: str = ""
    private: bool = False
    cost: Cost = "light"
    when_missing: str = "not known"
