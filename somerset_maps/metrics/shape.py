"""Shape: is a group in one piece, how far apart are its practices, which localities it spans."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure

DRIVES = "Estimated drive minutes: overland model on open geography, set on published car minutes"
DRIVE_CAVEAT = (
    "About 1.5-2.5 minutes off on average; Exmoor, the Brendons, the Quantocks and the Levels can "
    "be 7-8 minutes too fast. Free-flowing, no road map, and nothing about people without a car."
)
WHOLE_SHARE = 0.9


def contiguous(context: Context) -> list[bool | None]:
    """Whether each group is in one piece; None for an empty group; length G."""
    return [None if count == 0 else bool(count == 1) for count in context.pieces]


def pieces(context: Context) -> Floats:
    """Number of pieces of each group; shape (G,)."""
    return context.unless_empty(context.pieces)


def hub(context: Context) -> list[str | None]:
    """Code of the practice nearest to all of a group's patients' practices; length G."""
    return [
        None if practice < 0 else context.county.codes[practice]
        for practice in context.hubs.tolist()
    ]


def _travel(context: Context) -> Floats:
    """Patients x minutes between practices and their group's hub; 0 when empty; shape (G,)."""
    return np.where(context.counts > 0, context.travel_if_hub[context.hubs], 0.0)


def minutes_to_hub(context: Context) -> Floats:
    """List-weighted mean drive from practices to the group's hub, minutes; shape (G,)."""
    return ratio(_travel(context), context.registered)


def spread_minutes(context: Context) -> Floats:
    """Longest drive between two practices of a group, minutes; 0 for one alone; shape (G,)."""
    return context.max_by_group(context.furthest)


def lists_by_locality(context: Context) -> Floats:
    """Registered patients of each group by locality; shape (G, localities)."""
    localities = int(context.county.locality.max()) + 1
    inside = context.group_of >= 0
    cell = context.group_of[inside] * localities + context.county.locality[inside]
    table = np.bincount(
        cell, weights=context.county.lists[inside], minlength=context.size * localities
    )
    return table.reshape(context.size, localities).astype(float)


def locality_share(context: Context) -> Floats:
    """Share of a group's patients in its largest locality, 0 to 1; shape (G,)."""
    return ratio(lists_by_locality(context).max(axis=1, initial=0.0), context.registered)


def localities(context: Context) -> Floats:
    """Number of localities a group's practices are in; shape (G,)."""
    return context.unless_empty((lists_by_locality(context) > 0).sum(axis=1))


def county_minutes_to_hub(context: Context) -> float:
    """List-weighted mean of minutes to the hub over practices in a group; NaN without any."""
    total = context.registered.sum()
    return float(_travel(context).sum() / total) if total else float("nan")


def groups_in_pieces(context: Context) -> int:
    """Number of groups that are not in one piece."""
    return int((context.pieces > 1).sum())


def straddling_groups(context: Context) -> int:
    """Number of groups with less than nine tenths of their patients in one locality."""
    share = locality_share(context)
    return int((share[~np.isnan(share)] < WHOLE_SHARE).sum())


def compactness(context: Context) -> float:
    """Travel of the most compact plan under the same rules over that of this plan, 0 to 1.

    NaN while that plan is not known, or while a practice is in no group.
    """
    travelled = _travel(context).sum()
    everyone = bool((context.group_of >= 0).all())
    if context.most_compact is None or not everyone or not travelled:
        return float("nan")
    return float(context.most_compact / travelled)


def practice_minutes_to_hub(context: Context) -> Floats:
    """Drive from each practice to its group's hub, minutes; NaN outside groups; shape (P,)."""
    out = np.full(len(context.county.codes), np.nan)
    inside = context.group_of >= 0
    if inside.any():
        rows = np.flatnonzero(inside)
        out[rows] = context.drives(rows, context.hubs[context.group_of[rows]])
    return out


MEASURES = (
    Measure(
        key="contiguous", level="group", title="In one piece", unit="yes or no", direction="one",
        meaning="Whether you can go from any practice to any other through neighbours in the "
        "group.",
        formula="the group's part of the adjacency graph is connected",
        source="Adjacency: Delaunay neighbours within 25 estimated minutes, and any pair within 5",
        grade="modelled", caveat="A rule of the map, not of roads: users may add a link.",
        compute=contiguous, technical="contiguity",
    ),
    Measure(
        key="pieces", level="group", title="Pieces", unit="pieces", direction="one",
        meaning="Into how many separate pieces the group falls on the map.",
        formula="connected components of the group's part of the adjacency graph",
        source="Adjacency: Delaunay neighbours within 25 estimated minutes, and any pair within 5",
        grade="modelled", caveat="A rule of the map, not of roads: users may add a link.",
        compute=pieces, technical="contiguity",
    ),
    Measure(
        key="hub", level="group", title="Hub", unit="practice", direction="none",
        meaning="The practice nearest to the others, weighing each by its patients.",
        formula="practice h with the least sum of list x minutes to h", source=DRIVES,
        grade="modelled", caveat="A point to measure from; not a proposal to move anything.",
        compute=hub, technical="weighted 1-median",
    ),
    Measure(
        key="minutes_to_hub", level="group", title="Minutes to the hub", unit="minutes",
        direction="down", meaning="How far apart the practices are, on average over patients.",
        formula="sum of list x minutes to the hub / sum of lists", source=DRIVES,
        grade="modelled", caveat="Practice to practice, not patients' journeys. " + DRIVE_CAVEAT,
        compute=minutes_to_hub,
    ),
    Measure(
        key="spread_minutes", level="group", title="Longest drive between two practices",
        unit="minutes", direction="down",
        meaning="How long a GP would drive between the two practices furthest apart.",
        formula="largest drive between two practices of the group", source=DRIVES,
        grade="modelled", caveat=DRIVE_CAVEAT, compute=spread_minutes, technical="diameter",
    ),
    Measure(
        key="locality_share", level="group", title="In its largest locality", unit="share",
        direction="up", meaning="How much of the group lies in one of the four localities.",
        formula="patients of practices in the largest locality / all of the group's",
        source="Locality: district of the main site's postcode (Code-Point Open 2014)",
        grade="measured", caveat="By the practice's address, not where patients live.",
        compute=locality_share,
    ),
    Measure(
        key="localities", level="group", title="Localities", unit="localities",
        direction="down", meaning="In how many of the four localities it has practices.",
        formula="number of localities with a practice of the group",
        source="Locality: district of the main site's postcode (Code-Point Open 2014)",
        grade="measured", caveat="By the practice's address, not where patients live.",
        compute=localities,
    ),
    Measure(
        key="minutes_to_hub", level="county", title="Minutes to the hub", unit="minutes",
        direction="down",
        meaning="How far practices are from the middle of their group, on average over patients.",
        formula="sum of list x minutes to the own hub / sum of lists, practices in a group",
        source=DRIVES, grade="modelled",
        caveat="Smaller groups have shorter drives: compare plans with as many groups. "
        + DRIVE_CAVEAT,
        compute=county_minutes_to_hub,
    ),
    Measure(
        key="pieces", level="county", title="Groups in pieces", unit="groups",
        direction="down", meaning="How many groups do not hang together on the map.",
        formula="number of groups with more than one piece",
        source="Adjacency: Delaunay neighbours within 25 estimated minutes, and any pair within 5",
        grade="modelled", caveat="A rule of the map, not of roads: users may add a link.",
        compute=groups_in_pieces, technical="contiguity",
    ),
    Measure(
        key="straddling_groups", level="county", title="Groups across localities",
        unit="groups", direction="none",
        meaning="How many groups lie across the border of two localities.",
        formula="number of groups with less than 90% of patients in one locality",
        source="Locality: district of the main site's postcode (Code-Point Open 2014)",
        grade="measured", caveat="By the practice's address, not where patients live.",
        compute=straddling_groups,
    ),
    Measure(
        key="compactness", level="county", title="Compactness", unit="share", direction="up",
        meaning="How near the plan comes to the most compact grouping under the same rules.",
        formula="patients x minutes of the most compact plan / those of this plan",
        source=DRIVES, grade="modelled",
        caveat="One measure among many; missing until that plan is known and every practice is "
        "in a group.",
        compute=compactness,
    ),
    Measure(
        key="minutes_to_hub", level="practice", title="Minutes to the hub", unit="minutes",
        direction="none", meaning="How far this practice is from the middle of its group.",
        formula="drive from the practice to its group's hub", source=DRIVES, grade="modelled",
        caveat=DRIVE_CAVEAT,
        compute=practice_minutes_to_hub,
    ),
)  # fmt: skip
