"""Size: how many practices and patients, and how they stand to the size range."""

from __future__ import annotations

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics.context import Context, Floats, context_of, ratio
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.shape import lists_by_locality
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.sources.schemas import LOCALITIES

LISTS = "Registered patients of the snapshot (NHSBSA Jan-Mar 2016; NHS Digital April 2020)"
RANGE_CAVEAT = (
    "30-50,000 is the range the 2018 paper names for planning; no study shows that it is best."
)


def practices(context: Context) -> Floats:
    """Number of practices; shape (G,)."""
    return context.unless_empty(context.counts)


def registered(context: Context) -> Floats:
    """Sum of lists, patients; shape (G,)."""
    return context.unless_empty(context.registered)


def ranges(context: Context) -> list[tuple[tuple[int, int], str]]:
    """Return each group's size range and why it differs from the plan's ("" when it does not).

    A group's own range goes before that of the locality most of its patients' practices are in.
    """
    settings = context.settings
    if not settings.own_ranges:
        return [(settings.band, "")] * context.size
    own = {(item.kind, item.key): item for item in settings.own_ranges}
    largest = lists_by_locality(context).argmax(axis=1)
    found = []
    for row, group in enumerate(context.plan.groups):
        item = own.get(("group", group.letter))
        if item is None and context.counts[row]:
            item = own.get(("locality", LOCALITIES[largest[row]]))
        found.append((item.band, item.reason) if item else (settings.band, ""))
    return found


def size_ranges(
    county: County, plan: Plan, settings: Settings
) -> list[tuple[tuple[int, int], str]]:
    """Return :func:`ranges` of a plan, in the order of its groups."""
    return ranges(context_of(county, plan, settings))


def band_gap(context: Context) -> Floats:
    """Patients below (-) or above (+) the size range, 0 inside; shape (G,)."""
    bands = np.array([band for band, _ in ranges(context)], dtype=float).reshape(-1, 2)
    low, high = bands[:, 0], bands[:, 1]
    size = context.registered
    gap = np.minimum(size - low, 0.0) + np.maximum(size - high, 0.0)
    return context.unless_empty(gap)


def band_status(context: Context) -> list[str | None]:
    """Return "under", "in" or "over" for each group, None for an empty one; length G."""
    words = {-1: "under", 0: "in", 1: "over"}
    return [None if np.isnan(gap) else words[int(np.sign(gap))] for gap in band_gap(context)]


def largest_share(context: Context) -> Floats:
    """Largest practice's share of the group's patients, 0 to 1; shape (G,)."""
    return ratio(context.max_by_group(context.county.lists), context.registered)


def placed_share(context: Context) -> float:
    """Share of all patients whose practice is in a group, 0 to 1."""
    return float(context.registered.sum() / context.county.lists.sum())


def groups(context: Context) -> int:
    """Number of groups with at least one practice."""
    return int((context.counts > 0).sum())


def in_band_groups(context: Context) -> int:
    """Number of groups inside the size range."""
    return int((band_gap(context) == 0).sum())


def in_band_share(context: Context) -> float:
    """Patients of groups inside the size range as a share of all patients, 0 to 1."""
    inside = band_gap(context) == 0
    return float(context.registered[inside].sum() / context.county.lists.sum())


def single_practice_groups(context: Context) -> int:
    """Number of groups of one practice."""
    return int((context.counts == 1).sum())


def share_of_group(context: Context) -> Floats:
    """Each practice's share of its group's patients, 0 to 1; NaN outside groups; shape (P,)."""
    own = np.append(context.registered, np.nan)[context.group_of]
    return ratio(context.county.lists, own)


MEASURES = (
    Measure(
        key="practices", level="group", title="Practices", unit="practices", direction="none",
        meaning="How many practices would work together in this group.",
        formula="number of practices in the group",
        source="NHS Digital, ODS practice list of the snapshot", grade="measured",
        caveat="Two codes in one building count as two practices.", compute=practices,
    ),
    Measure(
        key="registered", level="group", title="Registered patients", unit="patients",
        direction="none", meaning="How many patients are on the lists of these practices.",
        formula="sum of list sizes", source=LISTS, grade="measured",
        caveat="Registered patients, not residents: lists run a few percent above the census.",
        compute=registered, technical="list size",
    ),
    Measure(
        key="band_status", level="group", title="Size range", unit="", direction="none",
        meaning="Whether the group has about as many patients as the paper in hand suggests.",
        formula="under, in or over the size range; both ends count as in",
        source=LISTS, grade="measured", caveat=RANGE_CAVEAT, compute=band_status,
    ),
    Measure(
        key="band_gap", level="group", title="Patients from the size range", unit="patients",
        direction="zero",
        meaning="How many patients the group is below (-) or above (+) the size range.",
        formula="sum of lists less the nearer end of the range; 0 inside",
        source=LISTS, grade="measured", caveat=RANGE_CAVEAT, compute=band_gap,
    ),
    Measure(
        key="largest_share", level="group", title="Largest practice's share", unit="share",
        direction="down",
        meaning="How much of the group one practice is: above half, it could outvote the rest.",
        formula="largest list / sum of lists", source=LISTS, grade="measured",
        caveat="Share of patients is not a rule of voting: groups set their own rules.",
        compute=largest_share, technical="dominance",
    ),
    Measure(
        key="placed_share", level="county", title="Patients whose practice is in a group",
        unit="share", direction="up", meaning="How far the plan has come.",
        formula="patients of practices in a group / all patients", source=LISTS,
        grade="measured", caveat="A plan may leave practices out on purpose.",
        compute=placed_share,
    ),
    Measure(
        key="groups", level="county", title="Groups", unit="groups", direction="none",
        meaning="How many groups have at least one practice.",
        formula="number of groups with a practice", source="The plan", grade="measured",
        caveat="The 2015 paper expected about 20 groups of 25-30,000.", compute=groups,
    ),
    Measure(
        key="in_band_groups", level="county", title="Groups in the size range", unit="groups",
        direction="up", meaning="How many groups have a size the paper in hand suggests.",
        formula="number of groups whose lists add up to a size in the range", source=LISTS,
        grade="measured", caveat=RANGE_CAVEAT, compute=in_band_groups,
    ),
    Measure(
        key="in_band_share", level="county", title="In the size range", unit="share",
        direction="up",
        meaning="The share of all patients whose group has a size the paper in hand suggests.",
        formula="patients of groups in the range / all patients of the county",
        source=LISTS, grade="measured", caveat=RANGE_CAVEAT, compute=in_band_share,
    ),
    Measure(
        key="single_practice_groups", level="county", title="Groups of one practice",
        unit="groups", direction="none", meaning="Groups in which a practice is on its own.",
        formula="number of groups with exactly one practice", source="The plan",
        grade="measured", caveat="A large practice may be a group by itself.",
        compute=single_practice_groups,
    ),
    Measure(
        key="share_of_group", level="practice", title="Share of its group", unit="share",
        direction="none", meaning="How much of its group's patients are this practice's.",
        formula="list / sum of the group's lists", source=LISTS, grade="measured",
        caveat="Share of patients is not a rule of voting: groups set their own rules.",
        compute=share_of_group,
    ),
)  # fmt: skip
