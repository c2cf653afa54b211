"""A small still map of a plan as SVG: for pages and for files that need no script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape

import geopandas as gpd

from somerset_maps.charts.county_map import BRITISH_GRID, NOBODY, Shapes, letter_places
from somerset_maps.charts.look import FONT, INK
from somerset_maps.plan import Plan

#: Units of the drawing for a kilometre; whole numbers keep the file small.
_SCALE = 10
_MARGIN = 20
_RING, _DOT, _LETTER = 19, 7, 48
#: Beyond so many groups a small map names the large ones only.
MOST_LETTERS = 26


def points_of(practices: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Return practice code to its place in kilometres of the British grid."""
    points = practices.geometry.to_crs(BRITISH_GRID)
    return {
        str(code): (point.x / 1000, point.y / 1000)
        for code, point in zip(practices.index, points, strict=True)
    }


def small_map(
    shapes: Shapes,
    plan: Plan,
    owner: Sequence[str | None],
    people: Sequence[float],
    places: Mapping[str, tuple[float, float]],
    ringed: Collection[str] = (),
    title: str = "",
) -> str:
    """Return the map; every map of one county has the same scale.

    Args:
        shapes: outlines of the small areas.
        plan: whose letters and colours to use.
        owner: for each area the name of the group most people there belong to.
        people: living in each area, to find where a letter stands best.
        places: practice code to its place, of every practice.
        ringed: codes of the practices to mark.
        title: what the map shows, for those who cannot see it; escaped here.
    """
    west, south, east, north = shapes.box
    width = round((east - west) * _SCALE) + 2 * _MARGIN
    height = round((north - south) * _SCALE) + 2 * _MARGIN

    def at(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * _SCALE) + _MARGIN, round((north - y) * _SCALE) + _MARGIN

    groups = {group.name: group for group in plan.groups}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
    ]
    fills = [_fill(plan, name) for name in owner]
    for colour in dict.fromkeys(fills):
        path = "".join(
            _path(rings, at)
            for rings, own in zip(shapes.rings, fills, strict=True)
            if own == colour
        )
        parts.append(
            f'<path d="{path}" fill="{colour}" stroke="{colour}" stroke-width="1.5" '
            'fill-rule="evenodd"/>'
        )
    for code, place in places.items():
        x, y = at(*place)
        if code in ringed:
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{_RING}" fill="none" stroke="#FFFFFF" '
                'stroke-width="9"/>'
                f'<circle class="ring" cx="{x}" cy="{y}" r="{_RING}" fill="none" '
                f'stroke="{INK}" stroke-width="5"/>'
            )
        colour = INK if code in plan.assignment else "#FFFFFF"
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{_DOT}" fill="{colour}" stroke="{INK}" '
            'stroke-width="2"/>'
        )
    lettered = letter_places(shapes, owner, people)
    for name, place in lettered.items():
        if _has_letter(plan, name):
            x, y = at(*place)
            parts.append(
                f'<text x="{x}" y="{y + 18}" font-family="{FONT}" font-size="{_LETTER}" '
                'font-weight="700" text-anchor="middle" stroke="#FFFFFF" stroke-width="12" '
                f'paint-order="stroke" fill="{INK}">{escape(groups[name].letter)}</text>'
            )
    return "".join([*parts, "</svg>"])


def _has_letter(plan: Plan, name: str) -> bool:
    return len(plan.group(name).members) > 1 or len(plan.groups) <= MOST_LETTERS


def _fill(plan: Plan, name: str | None) -> str:
    """Return the colour of an area: paler than the group's own, so that dots and letters read."""
    if name is None or not _has_letter(plan, name):
        return NOBODY
    colour = plan.group(name).colour
    mixed = (round(0.55 * int(colour[at : at + 2], 16) + 0.45 * 255) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _path(
    rings: tuple[list[float | None], list[float | None]],
    at: Callable[[float, float], tuple[int, int]],
) -> str:
    pieces: list[str] = []
    last: tuple[int, int] | None = None
    for x, y in zip(*rings, strict=True):
        if x is None or y is None:
            pieces.append("z")
            last = None
            continue
        point = at(x, y)
        if point != last:
            pieces.append(f"{'M' if last is None else 'L'}{point[0]} {point[1]}")
        last = point
    return "".join(pieces)
