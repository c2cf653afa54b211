"""Accessibility: GPs within reach of where people live, set against everybody in reach of them.

Enhanced two-step floating catchment area: W. Luo and Y. Qi, An enhanced two-step floating
catchment area (E2SFCA) method for measuring spatial accessibility to primary care physicians,
Health and Place 15 (2009) 1100-1107.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.workforce import WORKFORCE

PER = 10_000


def zone_weights(minutes: Floats, zones: tuple[tuple[float, float], ...]) -> Floats:
    """Return the weight of the zone each drive falls in; the end of a zone counts as in it.

    >>> zone_weights(np.array([0.0, 10.0, 10.1, 31.0]), ((10, 1.0), (20, 0.68), (30, 0.22)))
    array([1.  , 1.  , 0.68, 0.  ])
    """
    limits = np.array([limit for limit, _ in zones])
    weights = np.array([weight for _, weight in zones] + [0.0])
    found: Floats = weights[np.searchsorted(limits, minutes, side="left")]
    return found


def decay_weights(minutes: Floats, rate: float) -> Floats:
    """Return exp(-rate x minutes)."""
    weights: Floats = np.exp(-rate * minutes)
    return weights


def floating_catchments(weights: Floats, gp_fte: Floats, residents: Floats) -> Floats:
    """Return whole-time GPs per 10,000 residents within reach of each area.

    Args:
        weights: of the drive between practice and area, 0 to 1, shape (P, A).
        gp_fte: whole-time GPs, 0 where not known, shape (P,).
        residents: of each area, shape (A,).

    Returns:
        Shape (A,). Its mean over residents is all GPs / all residents, since the GPs of a practice
        are shared out among the residents in its reach and nobody else.
    """
    supply = np.nan_to_num(ratio(gp_fte, weights @ residents))
    reached: Floats = PER * (supply @ weights)
    return reached


def accessibility(context: Context) -> Floats:
    """GPs per 10,000 residents in reach of each area, zones of minutes; shape (A,)."""
    settings = context.settings
    key = ("accessibility", settings.access_zones, settings.minutes_multiplier)
    return _kept(context, key, lambda t: zone_weights(t, settings.access_zones))


def accessibility_smooth(context: Context) -> Floats:
    """GPs per 10,000 residents in reach of each area, exponential decay; shape (A,)."""
    settings = context.settings
    key = ("accessibility_smooth", settings.access_decay, settings.minutes_multiplier)
    return _kept(context, key, lambda t: decay_weights(t, settings.access_decay))


def _kept(context: Context, key: Hashable, weigh: Callable[[Floats], Floats]) -> Floats:
    """Return what no plan changes, worked out once for a county and its settings."""
    county = context.county
    if key not in county.kept:
        weights = context.weighed_drives(weigh)
        county.kept[key] = floating_catchments(weights, context.gp_fte, county.residents)
    values: Floats = county.kept[key]
    return values


def _by_group(context: Context, values: Floats) -> Floats:
    return ratio(context.patients_times(values), context.patients)


def group_accessibility(context: Context) -> Floats:
    """Mean over where a group's patients live of :func:`accessibility`; shape (G,)."""
    return _by_group(context, accessibility(context))


def group_accessibility_smooth(context: Context) -> Floats:
    """Mean over where a group's patients live of :func:`accessibility_smooth`; shape (G,)."""
    return _by_group(context, accessibility_smooth(context))


def _mean(values: Floats, residents: Floats) -> float:
    everyone = residents.sum()
    return float(values @ residents / everyone) if everyone else float("nan")


def county_accessibility(context: Context) -> float:
    """Mean over residents of :func:`accessibility`: all GPs per 10,000 residents."""
    return _mean(accessibility(context), context.county.residents)


def accessibility_rural(context: Context) -> float:
    """Mean over residents of rural areas of :func:`accessibility`."""
    return _mean(accessibility(context), context.county.residents * context.county.rural)


def accessibility_smooth_rural(context: Context) -> float:
    """Mean over residents of rural areas of :func:`accessibility_smooth`."""
    return _mean(accessibility_smooth(context), context.county.residents * context.county.rural)


_CAVEAT = (
    "The rural figure depends on how distance is weighed: in 2016 5.7 by zones and 4.5 by smooth "
    "decay, against 6.0 for the county; read the two together. GPs of practices without a return "
    "and of practices over the border are not in it. No plan changes it for a place."
)
_COMMON = {
    "unit": "whole-time equivalents",
    "direction": "up",
    "source": "Luo and Qi 2009, E2SFCA; " + WORKFORCE + "; residents ONS; estimated drive minutes",
    "grade": "assumed",
    "caveat": _CAVEAT,
}
_ZONES = "zones to 10, 20 and 30 minutes weigh 1, 0.68 and 0.22"
_DECAY = "a drive of t minutes weighs exp(-0.342 t), fitted to registrations in Eastern England"
_FORMULA = (
    "sum over practices in reach of w(t) x (GPs / sum over areas of w(t) x residents), x 10,000; "
)
_IN_REACH = {**_COMMON, "title": "GPs in reach, per 10,000", "technical": "E2SFCA, zones"}
_SMOOTH = {**_COMMON, "title": "GPs in reach, near ones first", "technical": "E2SFCA, decay"}

MEASURES = (
    Measure(
        key="accessibility", level="small area", compute=accessibility,
        meaning="How many full-time GPs for every 10,000 people are within a drive of here, near "
        "ones counting more.",
        formula=_FORMULA + _ZONES, **_IN_REACH,  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility_smooth", level="small area", compute=accessibility_smooth,
        meaning="How many full-time GPs for every 10,000 people are close to here, every minute "
        "counting.",
        formula=_FORMULA + _DECAY, **_SMOOTH,  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility", level="group", compute=group_accessibility,
        meaning="How many full-time GPs for every 10,000 people are within a drive of where its "
        "patients live, of whichever practice.",
        formula="mean over its patients; " + _FORMULA + _ZONES,
        **_IN_REACH,  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility_smooth", level="group", compute=group_accessibility_smooth,
        meaning="How many full-time GPs for every 10,000 people are close to where its patients "
        "live, of whichever practice.",
        formula="mean over its patients; " + _FORMULA + _DECAY,
        **_SMOOTH,  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility", level="county", compute=county_accessibility,
        meaning="How many full-time GPs there are for every 10,000 residents, shared out by "
        "distance.",
        formula="mean over residents; " + _FORMULA + _ZONES,
        **_IN_REACH,  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility_rural", level="county", compute=accessibility_rural,
        meaning="How many full-time GPs for every 10,000 people are within a drive of those who "
        "live in rural areas.",
        formula="mean over residents of rural areas; " + _FORMULA + _ZONES,
        **{**_IN_REACH, "title": "GPs in reach of rural areas"},  # type: ignore[arg-type]
    ),
    Measure(
        key="accessibility_smooth_rural", level="county", compute=accessibility_smooth_rural,
        meaning="How many full-time GPs for every 10,000 people are close to those who live in "
        "rural areas, every minute counting.",
        formula="mean over residents of rural areas; " + _FORMULA + _DECAY,
        **{**_SMOOTH, "title": "GPs close to rural areas"},  # type: ignore[arg-type]
    ),
)  # fmt: skip
