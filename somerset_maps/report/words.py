"""Numbers and states in the words a room reads aloud."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from somerset_maps.county import County
    from somerset_maps.metrics.measure import Measure

NOTHING = "–"
ONE_DECIMAL = {"whole-time equivalents", "effective_practices", "gps_per_team", "GP-days a year"}


def is_missing(value: Any) -> bool:
    """Whether a measure has no value: None or not a number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def whole(value: float) -> str:
    """Return a count with thousands commas: ``27,900``; a dash when missing."""
    return NOTHING if is_missing(value) else f"{round(value):,}"


def percent(share: float) -> str:
    """Return a share as whole percent, one decimal below 1%; a dash when missing.

    >>> percent(0.824), percent(0.004), percent(1.0)
    ('82%', '0.4%', '100%')
    """
    if is_missing(share):
        return NOTHING
    if 0 < share < 0.01:
        return f"{share:.1%}"
    if 0.99 < share < 1:
        return f"{min(share, 0.999):.1%}"
    return f"{share:.0%}"


def minutes(value: float) -> str:
    """Return estimated minutes, always "about"; a dash when missing."""
    return NOTHING if is_missing(value) else f"about {round(value)} min"


def size_words(gap: float) -> str:
    """Return how a group stands to the size range, from its patients above (+) or below (-)."""
    if is_missing(gap):
        return "no practice yet"
    if gap == 0:
        return "in the size range"
    side = "below" if gap < 0 else "above"
    return f"{whole(abs(gap))} patients {side} the range"


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: ``Wells, Street and Frome``."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: ``1 practice``, ``4 practices``."""
    return f"{number:,} {one if number == 1 else many}"


def in_words(item: Measure, value: Any, county: County, practices: int) -> str:
    """Return one measure of a group as a person reads it; why it is missing when it is."""
    if is_missing(value):
        if item.key == "worst_loss" and practices == 1:
            return "no one to take over"
        return "no practice yet" if practices == 0 else item.when_missing
    if item.key == "band_gap":
        return size_words(float(value))
    if item.key == "hub":
        return str(county.practices["name"].get(value, value))
    if item.unit == "share":
        return percent(float(value))
    if item.unit == "minutes":
        return minutes(float(value))
    if item.unit == "£":
        return f"£{value:,.0f}"
    if item.unit in ONE_DECIMAL or item.key in ONE_DECIMAL:
        return f"{value:,.1f}"
    return whole(float(value))
