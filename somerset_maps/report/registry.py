"""Every measure that anything shows: those of a plan today, and those of the years ahead."""

from __future__ import annotations

from somerset_maps import metrics
from somerset_maps.metrics.measure import Level, Measure
from somerset_maps.outlook.measures import MEASURES as AHEAD

EVERY_MEASURE: tuple[Measure, ...] = (*metrics.MEASURES, *AHEAD)


def every_measure(level: Level) -> tuple[Measure, ...]:
    """Return the measures of one level, in the order in which tables show them."""
    return tuple(item for item in EVERY_MEASURE if item.level == level)
