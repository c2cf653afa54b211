"""When a path passes a line: years as spans, never as one date."""

from __future__ import annotations

from collections.abc import Sequence

from somerset_maps.outlook.forecast import Path


def when_above(path: Path, years: Sequence[int], line: float) -> str:
    """Return between which years a figure rises past a line, in words.

    The first year is that in which the upper end of the range passes it, the last that in which
    the lower end does; without a range the forecast alone decides.

    >>> when_above(Path((1, 2, 3), (1, 1, 2.6), (1, 2.6, 4)), (2016, 2017, 2018), 2.5)
    'between 2017 and 2018'
    >>> when_above(Path((1, 1, 1)), (2016, 2017, 2018), 2.5)
    'not within 2 years'
    """
    high, low = path.high or path.values, path.low or path.values
    if any(value != value for value in path.values):
        return "not known"
    if path.values[0] > line:
        return "already"
    early = next((y for y, value in zip(years, high, strict=True) if value > line), None)
    late = next((y for y, value in zip(years, low, strict=True) if value > line), None)
    return _span(early, late, years)


def when_below(path: Path, years: Sequence[int], line: float) -> str:
    """Return between which years a figure falls past a line, in words; see :func:`when_above`."""
    turned = Path(
        tuple(-value for value in path.values),
        tuple(-value for value in path.high),
        tuple(-value for value in path.low),
    )
    return when_above(turned, years, -line)


def _span(early: int | None, late: int | None, years: Sequence[int]) -> str:
    ahead = len(years) - 1
    if early is None:
        words = {5: "five"}.get(ahead, str(ahead))
        return f"not within {words} years"
    if late is None:
        return f"not before {early}, if at all"
    return f"about {early}" if early == late else f"between {early} and {late}"
