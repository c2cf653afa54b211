"""Demand: how much care the group's patients are likely to ask for, and the fund they bring."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.size import LISTS

_AGES = (
    "Published for 2016 (NHSBSA) and 2020 (NHS Digital, 65 and over only); 2018 lies half way "
    "between the two, 2026 comes from a table of 2023 and lacks two practices."
)
_CONSULTATIONS = (
    "Somerset's GP paper: 3 million consultations a year for 560,000 patients, 5.35 each; the "
    "rate is a setting"
)


def weighted(context: Context) -> Floats:
    """Weighted patients over practices for which they were published; shape (G,)."""
    values = context.county.weighted_lists
    total = context.sum_by_group(np.nan_to_num(values))
    return context.where_known(total, ~np.isnan(values))


def weighted_known(context: Context) -> Floats:
    """Practices of each group whose weighted list was published; shape (G,)."""
    known = ~np.isnan(context.county.weighted_lists)
    return context.unless_empty(context.sum_by_group(known.astype(float)))


def _by_list(context: Context, share: Floats) -> Floats:
    """List-weighted mean of a practice column over practices that have it; shape (G,)."""
    lists = context.county.lists
    return ratio(
        context.sum_by_group(lists * np.nan_to_num(share)),
        context.sum_by_group(lists * ~np.isnan(share)),
    )


def share_65_plus(context: Context) -> Floats:
    """Share of patients aged 65 and over, 0 to 1; shape (G,)."""
    return _by_list(context, context.county.share_65_plus)


def share_75_plus(context: Context) -> Floats:
    """Share of patients aged 75 and over, 0 to 1; shape (G,)."""
    return _by_list(context, context.county.share_75_plus)


def fund(context: Context) -> Floats:
    """Pounds from the transformation fund; shape (G,)."""
    return context.unless_empty(context.registered * context.settings.fund_per_patient)


def county_fund(context: Context) -> float:
    """Pounds from the transformation fund for every patient of the county."""
    return float(context.county.lists.sum() * context.settings.fund_per_patient)


def consultations(context: Context) -> Floats:
    """Consultations a year; shape (G,)."""
    return context.unless_empty(context.registered * context.settings.consultations_per_patient)


def consultations_per_gp_day(context: Context) -> Floats:
    """Consultations per whole-time GP and working day over practices with a return; (G,)."""
    asked = context.county.lists * context.has_return * context.settings.consultations_per_patient
    days = context.gp_fte * context.settings.working_days
    return ratio(context.sum_by_group(asked), context.sum_by_group(days))


MEASURES = (
    Measure(
        key="weighted", level="group", title="Weighted patients", unit="patients",
        direction="none",
        meaning="How many patients the lists count as when age, sex, illness and moves are "
        "weighed in, as in the national contract.",
        formula="sum of weighted lists over practices for which one was published",
        source="NHS Digital, NHS Payments to General Practice (2015-16; 2017-18; 2019-20; "
        "2022-23)",
        grade="measured",
        caveat="Of another date than the lists; L85029 is not in the payments of 2015-16. It "
        "shares out money and is no count of people.",
        compute=weighted, technical="Carr-Hill weighted list", when_missing="not published",
    ),
    Measure(
        key="weighted_known", level="group", title="Practices with a weighted list",
        unit="practices", direction="none",
        meaning="For how many of the practices the weighted list was published.",
        formula="number of practices with a weighted list",
        source="NHS Digital, NHS Payments to General Practice", grade="measured",
        caveat="A missing figure is missing, not zero.", compute=weighted_known,
    ),
    Measure(
        key="share_65_plus", level="group", title="Patients aged 65 and over", unit="share",
        direction="none", meaning="How much of the group's lists is 65 or older.",
        formula="sum of list x share aged 65 and over / sum of lists, practices with the share",
        source=LISTS, grade="measured", caveat=_AGES, compute=share_65_plus,
        when_missing="not published",
    ),
    Measure(
        key="share_75_plus", level="group", title="Patients aged 75 and over", unit="share",
        direction="none", meaning="How much of the group's lists is 75 or older.",
        formula="sum of list x share aged 75 and over / sum of lists, practices with the share",
        source="NHSBSA, Patient List Size by age and sex, January to March 2016",
        grade="measured", caveat="Published for 2016 only.", compute=share_75_plus,
        when_missing="published for 2016 only",
    ),
    Measure(
        key="fund", level="group", title="Transformation fund", unit="£",
        direction="none", meaning="What the group would have at so many pounds a patient.",
        formula="pounds a patient x registered patients",
        source="Somerset's GP paper: £3 a patient; the rate is a setting", grade="assumed",
        caveat="One total for April 2017 to March 2019, not a yearly sum; an offer of its time, "
        "not an entitlement; for the county the paper says about "
        "£1.68m, and these lists give £1.69m in 2016.",
        compute=fund,
    ),
    Measure(
        key="consultations", level="group", title="Consultations a year",
        unit="consultations", direction="none",
        meaning="About how often patients of the group are seen or spoken to in a year.",
        formula="5.35 x registered patients", source=_CONSULTATIONS, grade="assumed",
        caveat="One rate for all: an older list asks for more. By anybody in the practice, not "
        "only by a GP. The lists of 2016 give 3.01 million.",
        compute=consultations,
    ),
    Measure(
        key="consultations_per_gp_day", level="group", title="Consultations per GP and day",
        unit="consultations", direction="down",
        meaning="How many consultations there are for each full-time GP on a working day.",
        formula="5.35 x lists / (GP whole-time equivalents x 253 days), practices with a return",
        source=_CONSULTATIONS, grade="assumed",
        caveat="All consultations set against GPs alone: nurses and pharmacists take many. The "
        "BMA calls 25 contacts a day safe.",
        compute=consultations_per_gp_day, when_missing="no GP return",
    ),
    Measure(
        key="fund", level="county", title="Transformation fund", unit="£",
        direction="none", meaning="What the county would have at so many pounds a patient.",
        formula="pounds a patient x registered patients of the county",
        source="Somerset's GP paper: £3 a patient; the rate is a setting", grade="assumed",
        caveat="One total for April 2017 to March 2019, not a yearly sum. No plan changes it. The "
        "paper says about £1.68m.", compute=county_fund,
    ),
)  # fmt: skip
