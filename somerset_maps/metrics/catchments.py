"""Catchments: the areas where a group has the most patients, and what lies in them."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import NOT_IN_A_GROUP, Context, Floats, ratio
from somerset_maps.metrics.coverage import CAVEAT, MODEL
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.services import count_by_area

_WHERE = "Areas where most registered patients are the group's. "


def self_containment(context: Context) -> Floats:
    """Share of a group's patients who live where it has the most patients; shape (G,)."""
    return ratio(context.patients_where_most, context.patients)


def county_self_containment(context: Context) -> float:
    """The same over all practices in a group; NaN without any."""
    everyone = float(context.patients.sum())
    return float(context.patients_where_most.sum()) / everyone if everyone else float("nan")


def _inside(context: Context, kind: str) -> Floats:
    """Services of a kind in each group's catchment; shape (G,)."""
    counts = count_by_area(context.county, kind)
    taken = context.area_group != NOT_IN_A_GROUP
    found = np.bincount(
        context.area_group[taken], weights=counts[taken], minlength=context.size
    ).astype(float)
    return context.unless_empty(found)


def pharmacies(context: Context) -> Floats:
    """Pharmacies in each group's catchment; shape (G,)."""
    return _inside(context, "pharmacy")


def community_hospitals(context: Context) -> Floats:
    """Community hospitals in each group's catchment; shape (G,)."""
    return _inside(context, "community hospital")


def branches(context: Context) -> Floats:
    """Branch surgeries, of whichever practice, in each group's catchment; shape (G,)."""
    return _inside(context, "branch")


_SELF = {
    "title": "Patients in the group's own area",
    "unit": "share",
    "direction": "up",
    "source": MODEL,
    "grade": "modelled",
    "caveat": "Where two groups share a town, neither has an area to itself: that is how people "
    "chose. " + CAVEAT,
    "compares": True,
    "technical": "self-containment",
}

MEASURES = (
    Measure(
        key="self_containment", level="group",
        meaning="The share of the group's patients who live where most people belong to it.",
        formula="its patients in areas where it has the most registered patients of all groups / "
        "its patients; practices in no group count together as one",
        compute=self_containment, **_SELF,  # type: ignore[arg-type]
    ),
    Measure(
        key="self_containment", level="county",
        meaning="The share of patients who live where most people belong to their own group.",
        formula="patients in areas where their group has the most / patients of all groups",
        compute=county_self_containment, **_SELF,  # type: ignore[arg-type]
    ),
    Measure(
        key="pharmacies", level="group", title="Pharmacies in its area", unit="pharmacies",
        direction="none",
        meaning="How many pharmacies there are where most people belong to this group.",
        formula="pharmacies in areas where the group has the most registered patients",
        source="NHS Choices, February 2014 (for 2016); NHS website, February 2020",
        grade="modelled",
        caveat=_WHERE + "One pharmacy of 2014 had no known postcode. Dispensing practices are "
        "not counted.",
        compute=pharmacies, compares=True,
    ),
    Measure(
        key="community_hospitals", level="group", title="Community hospitals in its area",
        unit="hospitals", direction="none",
        meaning="How many community hospitals there are where most people belong to this group.",
        formula="community hospitals in areas where the group has the most registered patients",
        source="NHS Choices, February 2014: 13 in the county", grade="modelled",
        caveat=_WHERE + "As they were in 2014; services have moved since.",
        compute=community_hospitals, compares=True,
    ),
    Measure(
        key="branches", level="group", title="Branch surgeries in its area", unit="surgeries",
        direction="none",
        meaning="How many branch surgeries there are where most people belong to this group.",
        formula="branch sites in areas where the group has the most registered patients",
        source="NHS Choices 2014 and NHS Digital, ODS branches 2017", grade="modelled",
        caveat=_WHERE + "Of whichever practice. Branches never registered and opening hours are "
        "not known.",
        compute=branches, compares=True,
    ),
)  # fmt: skip
