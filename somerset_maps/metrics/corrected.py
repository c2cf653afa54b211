"""A county with drives as somebody who knows the roads says they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from somerset_maps.county import County
from somerset_maps.settings import CorrectedDrive

_corrected: WeakKeyDictionary[County, dict[tuple[CorrectedDrive, ...], County]] = (
    WeakKeyDictionary()
)
#: How many sets of corrections of one county are kept at once.
_KEPT = 8


def corrected(county: County, drives: Sequence[CorrectedDrive]) -> County:
    """Return the county with these drives put right, in both directions; itself without any.

    Where people are registered stays as it was modelled. A drive between places that this snapshot
    does not have changes nothing; see :func:`known`.
    """
    if not drives:
        return county
    kept = _corrected.setdefault(county, {})
    key = tuple(drives)
    if key not in kept:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = _with(county, key)
    return kept[key]


def known(county: County, drive: CorrectedDrive) -> bool:
    """Whether a snapshot has both ends of a corrected drive."""
    if drive.start in county.position:
        return drive.end in county.position
    return drive.start in county.small_areas.index and (
        drive.end in county.site_minutes or drive.end in county.outside_site_minutes
    )


def estimated(county: County, start: str, end: str) -> float:
    """Return the estimated minutes of a drive: an area to a surgery, or practice to practice.

    Raises:
        KeyError: if the snapshot does not have both ends.
    """
    if start in county.position:
        return float(county.minutes.at[start, end])
    table = county.site_minutes if end in county.site_minutes else county.outside_site_minutes
    return float(table.at[start, end])


def _with(county: County, drives: Sequence[CorrectedDrive]) -> County:
    minutes, sites = county.minutes.copy(), county.site_minutes.copy()
    outside, graph = county.outside_site_minutes.copy(), county.adjacency.copy()
    for drive in drives:
        if not known(county, drive):
            continue
        start, end = drive.start, drive.end
        if start in county.position:
            minutes.loc[start, end] = minutes.loc[end, start] = drive.minutes
            if graph.has_edge(start, end):
                graph.edges[start, end]["minutes"] = drive.minutes
        elif end in sites:
            sites.loc[start, end] = drive.minutes
        else:
            outside.loc[start, end] = drive.minutes
    return replace(
        county,
        minutes=minutes,
        site_minutes=sites,
        outside_site_minutes=outside,
        adjacency=graph,
    )
