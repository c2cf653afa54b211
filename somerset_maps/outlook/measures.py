"""The outlook as measures, so that everything shown of it has its entry."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics.context import Context, Floats
from somerset_maps.metrics.measure import Measure
from somerset_maps.outlook.forecast import HORIZON, Outlook, outlook
from somerset_maps.plan import Plan

_kept: WeakKeyDictionary[County, tuple[Plan, Outlook]] = WeakKeyDictionary()


def _outlook(context: Context) -> Outlook:
    """Return the outlook of the context's plan; the last of each county is kept."""
    county = context.county.county
    known = _kept.get(county)
    if known is None or known[0] != context.plan:
        known = _kept[county] = (context.plan, outlook(county, context.plan))
    return known[1]


def outlook_list(context: Context) -> Floats:
    """Registered patients of each group in five years; shape (G,)."""
    paths = _outlook(context).groups
    return _last(context, {name: path.values for name, path in paths.items()})


def outlook_gp_fte(context: Context) -> Floats:
    """Full-time GPs of each group in five years; shape (G,)."""
    paths = _outlook(context).gp_time
    return _last(context, {name: path.values for name, path in paths.items()})


def outlook_patients_per_gp(context: Context) -> Floats:
    """Patients per full-time GP of each group in five years, practices with a return; (G,)."""
    found = _outlook(context)
    return _last(context, {name: found.patients_per_gp(name).values for name in found.groups})


def _last(context: Context, paths: dict[str, tuple[float, ...]]) -> Floats:
    missing = (float("nan"),)
    return np.array([paths.get(group.name, missing)[-1] for group in context.plan.groups])


def outlook_list_practice(context: Context) -> Floats:
    """Registered patients of each practice in five years; shape (P,)."""
    paths = _outlook(context).practices
    return np.array([paths[code].values[HORIZON] for code in context.county.codes])


def outlook_list_county(context: Context) -> float:
    """Registered patients of the county in five years."""
    return _outlook(context).county_list.values[HORIZON]


def outlook_gp_fte_county(context: Context) -> float:
    """Full-time GPs of the county in five years."""
    return _outlook(context).county_gp_time.values[HORIZON]


_LISTS = {
    "title": "List in five years",
    "unit": "patients",
    "direction": "none",
    "formula": "L exp(5 g + (s - g) (0.8 + ... + 0.8^5)): s the own slope of the last three "
    "years, g the county's",
    "source": "NHSBSA lists July 2013 to March 2016; NHS Digital, General Practice Workforce, "
    "lists of 30 September, as compiled by the Health Equity Evidence Centre",
    "grade": "modelled",
}
_GPS = {
    "title": "Full-time GPs in five years",
    "unit": "whole-time equivalents",
    "direction": "up",
    "formula": "F exp(0.5 x 5 g): g the county's slope of the last three years",
    "source": "NHS Digital, General Practice Workforce, as compiled by the Health Equity Evidence "
    "Centre",
    "grade": "modelled",
    "when_missing": "no GP return",
}
_GP_CAVEAT = (
    "In a back-test it was 9% off for groups of 30-50,000 and 32% for one practice, so it is never "
    "drawn for one practice. For 2016 there is no earlier record: level."
)

MEASURES = (
    Measure(
        key="outlook_list", level="group", compute=outlook_list,
        meaning="How many patients the group would have in five years if recent growth slowly "
        "fell in with the county's.",
        caveat="In a back-test 1.7% off for groups of 30-50,000 after five years; smaller groups "
        "are less certain.",
        **_LISTS,  # type: ignore[arg-type]
    ),
    Measure(
        key="outlook_list", level="practice", compute=outlook_list_practice, private=True,
        meaning="How many patients the practice would have in five years if recent growth slowly "
        "fell in with the county's.",
        caveat="In a back-test 4.8% off after five years; 80% of outcomes lay within -7 to +8%.",
        **_LISTS,  # type: ignore[arg-type]
    ),
    Measure(
        key="outlook_list", level="county", compute=outlook_list_county,
        meaning="How many patients the county would have in five years at the growth of the last "
        "three.",
        caveat="No range: there are too few starting points to test one.",
        **_LISTS,  # type: ignore[arg-type]
    ),
    Measure(
        key="outlook_gp_fte", level="group", compute=outlook_gp_fte,
        meaning="How many full-time GPs the group would have in five years if half the county's "
        "trend went on.",
        caveat=_GP_CAVEAT, **_GPS,  # type: ignore[arg-type]
    ),
    Measure(
        key="outlook_gp_fte", level="county", compute=outlook_gp_fte_county,
        meaning="How many full-time GPs the county would have in five years if half its trend "
        "went on.",
        caveat=_GP_CAVEAT, **_GPS,  # type: ignore[arg-type]
    ),
    Measure(
        key="outlook_patients_per_gp", level="group", title="Patients per full-time GP in five "
        "years", unit="patients", direction="down", compute=outlook_patients_per_gp,
        meaning="How many patients each full-time GP of the group would look after in five years.",
        formula="list in five years / full-time GPs in five years, over practices with a return",
        source=str(_GPS["source"]), grade="modelled",
        caveat=_GP_CAVEAT,
        when_missing="no GP return",
    ),
)  # fmt: skip
