"""Coverage: who lives within reach of a surgery of their own group."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure

MODEL = (
    "Estimated drive minutes and modelled registrations (gravity model on open geography, checked "
    "against published practice deprivation); residents ONS mid-2017 or mid-2019"
)
CAVEAT = (
    "No surgery moves when a practice changes group. Minutes are about right, by car: 15.9% of "
    "households had none in 2011. Area centres, not doors."
)


def coverage(context: Context) -> Floats:
    """Share of each group's patients within the limit of one of its surgeries; shape (G,)."""
    return ratio(context.patients_within(context.settings.minutes), context.patients)


def minutes_own_group(context: Context) -> Floats:
    """Minutes from each area to the nearest surgery of the group most patients are in; (A,).

    NaN where most patients' practice is in no group.
    """
    return context.minutes_own


def minutes_any(context: Context) -> Floats:
    """Minutes from each area to the nearest surgery of any practice; shape (A,)."""
    return context.county.minutes_any * context.settings.minutes_multiplier


def _residents_within(context: Context, minutes: Floats) -> float:
    reached = np.nan_to_num(minutes, nan=np.inf) <= context.settings.minutes
    residents = context.county.residents
    return float(residents[reached].sum() / residents.sum())


def county_coverage(context: Context) -> float:
    """Share of residents within the limit of a surgery of the group most of them are in."""
    return _residents_within(context, minutes_own_group(context))


def coverage_any(context: Context) -> float:
    """Share of residents within the limit of any surgery; no plan changes it."""
    return _residents_within(context, minutes_any(context))


MEASURES = (
    Measure(
        key="coverage", level="group", title="Within reach of an own-group surgery",
        unit="share", direction="up",
        meaning="If the group shared its surgeries, the share of its patients who would live "
        "within the limit of one.",
        formula="patients in areas whose minutes to the group's nearest delivery point are at "
        "most the limit / the group's patients",
        source=MODEL, grade="modelled", caveat=CAVEAT, compute=coverage,
    ),
    Measure(
        key="coverage", level="county", title="Within reach of an own-group surgery",
        unit="share", direction="up",
        meaning="If groups shared their surgeries, the share of residents who would live within "
        "the limit of one of their own group's.",
        formula="residents of areas within the limit of a delivery point of the group most of "
        "the area's patients belong to / residents; areas mostly of practices in no group "
        "count as not reached",
        source=MODEL, grade="modelled", caveat=CAVEAT, compute=county_coverage, compares=True,
    ),
    Measure(
        key="coverage_any", level="county", title="Within reach of any surgery", unit="share",
        direction="up",
        meaning="The share of residents within the limit of any surgery: no plan changes it.",
        formula="residents of areas within the limit of any delivery point / residents",
        source=MODEL, grade="modelled", caveat=CAVEAT, compute=coverage_any,
    ),
    Measure(
        key="minutes_own_group", level="small area", title="Minutes to an own-group surgery",
        unit="minutes", direction="down",
        meaning="About how long the drive is to the nearest surgery of the group most people "
        "here belong to.",
        formula="least minutes to a delivery point of the group with most registered patients",
        source=MODEL, grade="modelled", caveat=CAVEAT, compute=minutes_own_group, compares=True,
    ),
    Measure(
        key="minutes_any", level="small area", title="Minutes to any surgery", unit="minutes",
        direction="down", meaning="About how long the drive is to the nearest surgery.",
        formula="least minutes to any delivery point", source=MODEL, grade="modelled",
        caveat=CAVEAT, compute=minutes_any,
    ),
)  # fmt: skip
