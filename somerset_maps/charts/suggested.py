"""A suggestion over one's own plan: whose area is whose now, and where practices would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
from plotly import graph_objects as go
from shapely import get_parts, union_all

from somerset_maps.charts.county_map import (
    BRITISH_GRID,
    NOBODY,
    Shapes,
    county_figure,
    fill_areas,
    letter_places,
)
from somerset_maps.charts.look import INK, QUIET
from somerset_maps.plan import Plan

Line = tuple[list[float | None], list[float | None]]
#: Areas are drawn so much paler than their group's colour.
_PALER = 0.72
_CLOSE_METRES = 40
_SIMPLER_METRES = 150


def outlines(areas: gpd.GeoDataFrame, owner: Sequence[str | None]) -> Line:
    """Return the borders of groups of areas as one line in kilometres, None between two rings.

    Args:
        areas: ``county.small_areas``.
        owner: name of each area's group, None for none.
    """
    shapes = areas.geometry.to_crs(BRITISH_GRID)
    xs: list[float | None] = []
    ys: list[float | None] = []
    owners = pd.Series(list(owner), index=shapes.index, dtype=object)
    for name in owners.dropna().unique():
        joined = union_all(shapes[owners == name].to_numpy())
        closed = joined.buffer(_CLOSE_METRES).buffer(-_CLOSE_METRES).simplify(_SIMPLER_METRES)
        for part in get_parts(closed):
            points = np.asarray(part.exterior.coords) / 1000
            xs += [*points[:, 0].round(2).tolist(), None]
            ys += [*points[:, 1].round(2).tolist(), None]
    return xs, ys


def ghost_map(
    shapes: Shapes,
    mine: Plan,
    suggested: Plan,
    own_areas: Sequence[str | None],
    ghost: Line,
    practices: pd.DataFrame,
    height: int,
    projector: bool = False,
) -> go.Figure:
    """Return the map: pale areas of the plan's groups, the suggestion's borders and its moves.

    Args:
        shapes: outlines of the small areas.
        mine: the plan.
        suggested: the suggestion, its groups named after those of ``mine``.
        own_areas: name of the group of ``mine`` each area belongs to, None for none.
        ghost: borders of the suggestion's groups, from :func:`outlines`.
        practices: ``county.practices``.
        height: in pixels.
        projector: whether a room looks on.
    """
    figure = county_figure(shapes, height, projector)
    colour = {group.name: group.colour for group in mine.groups}
    fill_areas(figure, shapes, [paler(colour.get(name or "", NOBODY)) for name in own_areas])
    figure.add_trace(
        go.Scatter(
            x=ghost[0], y=ghost[1], mode="lines", hoverinfo="skip",
            line={"color": INK, "width": 2.2 if not projector else 3.2, "dash": "4px,3px"},
        )
    )  # fmt: skip
    letters = {group.name: group.letter for group in mine.groups}
    places = letter_places(shapes, own_areas, [1.0] * len(own_areas))
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in places.values()], y=[y for _, y in places.values()], mode="text",
            text=[f"<b>{letters[name]}</b>" for name in places], hoverinfo="skip",
            textfont={"size": 28 if projector else 22, "color": QUIET},
        )
    )  # fmt: skip
    moved = {
        str(code)
        for code in practices.index
        if mine.assignment.get(str(code)) != suggested.assignment.get(str(code))
    }
    _dots(figure, practices.loc[[c for c in practices.index if c not in moved]], suggested, 8, None)
    _dots(
        figure,
        practices.loc[[c for c in practices.index if c in moved]],
        suggested,
        36 if projector else 25,
        20 if projector else 14,
    )
    return figure


def paler(colour: str) -> str:
    """Return ``#RRGGBB`` mixed with white.

    >>> paler("#000000")
    '#B8B8B8'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _PALER):02X}" for part in parts)


def _dots(
    figure: go.Figure, practices: pd.DataFrame, suggested: Plan, size: int, letters: int | None
) -> None:
    """Draw practices in the colour of the group they would be in, with its letter if wanted."""
    lettered = letters is not None
    groups = {group.name: group for group in suggested.groups}
    at = [groups.get(suggested.assignment.get(str(code), "")) for code in practices.index]
    look: Mapping[str, object] = {
        "size": size,
        "color": [group.colour if group else "#FFFFFF" for group in at],
        "line": {"color": INK if lettered else "#FFFFFF", "width": 2 if lettered else 1},
    }
    words = [
        f"{name}: {f'{group.letter} {group.name}' if group else 'in no group'}"
        for name, group in zip(practices["name"], at, strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=practices["easting"] / 1000, y=practices["northing"] / 1000,
            mode="markers+text" if lettered else "markers", marker=look,
            text=[group.letter if group else "–" for group in at] if lettered else None,
            textfont={"size": letters or 1, "color": [group.ink if group else INK for group in at]},
            customdata=words, hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
