"""Still maps of the county: small areas filled by group or by steps, letters on the groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from plotly import graph_objects as go
from shapely import get_coordinates, get_parts

from somerset_maps.charts.look import INK, LINE, plain_figure

BRITISH_GRID = "EPSG:27700"
_SIMPLER_METRES = 120
NOBODY = "#E9ECEF"


@dataclass(frozen=True, eq=False)
class Shapes:
    """Outlines of the small areas in kilometres of the British grid.

    Attributes:
        codes: of the areas, in the county's order.
        rings: for each area its rings as x and y, None between two rings.
        centres: population-weighted centres, shape (areas, 2).
        box: west, south, east, north.
    """

    codes: tuple[str, ...]
    rings: tuple[tuple[list[float | None], list[float | None]], ...]
    centres: np.ndarray
    box: tuple[float, float, float, float]


def shapes_of(areas: gpd.GeoDataFrame) -> Shapes:
    """Return the outlines of ``county.small_areas``."""
    outlines = areas.geometry.to_crs(BRITISH_GRID).simplify(_SIMPLER_METRES)
    centres = areas.set_geometry("centroid", crs=4326).to_crs(BRITISH_GRID)
    points = np.column_stack([centres.geometry.x, centres.geometry.y]) / 1000
    west, south, east, north = (float(edge) / 1000 for edge in outlines.total_bounds)
    return Shapes(
        codes=tuple(map(str, areas.index)),
        rings=tuple(_rings(outline) for outline in outlines),
        centres=points,
        box=(west, south, east, north),
    )


def _rings(outline: object) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in get_parts(outline):
        points = get_coordinates(part.exterior) / 1000
        xs += [*points[:, 0].round(2).tolist(), None]
        ys += [*points[:, 1].round(2).tolist(), None]
    return xs, ys


def county_figure(shapes: Shapes, height: int, projector: bool = False) -> go.Figure:
    """Return an empty map of the county, true to scale."""
    figure = plain_figure(height, projector)
    west, south, east, north = shapes.box
    figure.update_xaxes(visible=False, range=(west - 1, east + 1))
    figure.update_yaxes(visible=False, range=(south - 1, north + 1), scaleanchor="x", scaleratio=1)
    return figure


def fill_areas(
    figure: go.Figure,
    shapes: Shapes,
    colours: Sequence[str],
    words: Sequence[str] | None = None,
) -> None:
    """Fill every area with its colour; what the words say shows when an area is touched."""
    for colour in dict.fromkeys(colours):
        xs: list[float | None] = []
        ys: list[float | None] = []
        for (x, y), own in zip(shapes.rings, colours, strict=True):
            if own == colour:
                xs += x
                ys += y
        figure.add_trace(
            go.Scatter(
                x=xs, y=ys, fill="toself", fillcolor=colour, mode="lines",
                line={"color": "#FFFFFF", "width": 0.6}, hoverinfo="skip",
            )
        )  # fmt: skip
    if words is not None:
        figure.add_trace(
            go.Scatter(
                x=shapes.centres[:, 0], y=shapes.centres[:, 1], mode="markers",
                marker={"size": 12, "opacity": 0}, text=list(words),
                hovertemplate="%{text}<extra></extra>",
            )
        )  # fmt: skip


def letter_places(
    shapes: Shapes, owner: Sequence[str | None], weight: Sequence[float]
) -> dict[str, tuple[float, float]]:
    """Return where each group's letter stands: the area nearest to the middle of its people."""
    places: dict[str, tuple[float, float]] = {}
    owners, weights = np.array(owner, dtype=object), np.asarray(weight, dtype=float)
    for name in dict.fromkeys(one for one in owner if one is not None):
        own = np.flatnonzero(owners == name)
        middle = np.average(shapes.centres[own], axis=0, weights=np.maximum(weights[own], 1e-9))
        nearest = own[((shapes.centres[own] - middle) ** 2).sum(axis=1).argmin()]
        places[name] = (float(shapes.centres[nearest, 0]), float(shapes.centres[nearest, 1]))
    return places


def put_letters(
    figure: go.Figure,
    places: Mapping[str, tuple[float, float]],
    letters: Mapping[str, str],
    size: int = 20,
) -> None:
    """Write each group's letter on the map, dark on a white halo."""
    for name, (x, y) in places.items():
        figure.add_annotation(
            x=x, y=y, text=f"<b>{letters[name]}</b>", showarrow=False,
            font={"size": size, "color": INK}, bgcolor="rgba(255,255,255,0.85)",
            bordercolor=LINE, borderpad=2,
        )  # fmt: skip
