"""The one list of measures. A new measure is one entry in its family's file, and its test."""

from __future__ import annotations

from somerset_maps.metrics import (
    accessibility,
    catchments,
    cover,
    coverage,
    demand,
    power,
    shape,
    size,
    teams,
    workforce,
)
from somerset_maps.metrics.measure import Cost, Level, Measure

#: Every measure, in the order in which tables show them.
MEASURES: tuple[Measure, ...] = (
    *size.MEASURES,
    *workforce.MEASURES,
    *shape.MEASURES,
    *coverage.MEASURES,
    *catchments.MEASURES,
    *accessibility.MEASURES,
    *demand.MEASURES,
    *teams.MEASURES,
    *cover.MEASURES,
    *power.MEASURES,
)

_BY_KEY: dict[tuple[Level, str], Measure] = {(m.level, m.key): m for m in MEASURES}
if len(_BY_KEY) != len(MEASURES):
    raise ValueError("two measures of one level have the same key")


def measures(level: Level, cost: Cost | None = None) -> tuple[Measure, ...]:
    """Return the measures of one level, in order; those of one cost when it is given."""
    return tuple(m for m in MEASURES if m.level == level and cost in (None, m.cost))


def measure(level: Level, key: str) -> Measure:
    """Return one measure.

    Raises:
        KeyError: if the registry has no such measure.
    """
    return _BY_KEY[level, key]
