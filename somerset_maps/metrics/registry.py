"""The one list of measures. A new measure is one entry in its family's file, and its test."""

from __future__ import annotations

from somerset_maps.metrics import coverage, shape, size, workforce
from somerset_maps.metrics.measure import Level, Measure

#: Every measure, in the order in which tables show them.
MEASURES: tuple[Measure, ...] = (
    *size.MEASURES,
    *workforce.MEASURES,
    *shape.MEASURES,
    *coverage.MEASURES,
)

_BY_KEY: dict[tuple[Level, str], Measure] = {(m.level, m.key): m for m in MEASURES}
if len(_BY_KEY) != len(MEASURES):
    raise ValueError("two measures of one level have the same key")


def measures(level: Level) -> tuple[Measure, ...]:
    """Return the measures of one level, in order."""
    return tuple(measure for measure in MEASURES if measure.level == level)


def measure(level: Level, key: str) -> Measure:
    """Return one measure.

    Raises:
        KeyError: if the registry has no such measure.
    """
    return _BY_KEY[level, key]
