"""Every measure that anything shows: of a plan today, of registers, and of the years ahead."""

from __future__ import annotations

from somerset_maps import metrics
from somerset_maps.metrics.conditions import MEASURES as REGISTERS
from somerset_maps.metrics.measure import Level, Measure
from somerset_maps.outlook.measures import MEASURES as AHEAD

EVERY_MEASURE: tuple[Measure, ...] = (*metrics.MEASURES, *REGISTERS, *AHEAD)


def every_measure(level: Level) -> tuple[Measure, ...]:
    """Return the measures of one level, in the order in which tables show them."""
    return tuple(item for item in EVERY_MEASURE if item.level == level)
