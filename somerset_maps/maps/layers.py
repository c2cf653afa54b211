"""What the map fetches once: facts about practices, and the base map, as small files with a hash.

Coordinates travel as whole numbers of 0.00001 degrees, each the difference from the one before it:
the whole base map is then some 150 kB and needs no library to read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from pyproj import Transformer
from shapely import Point, STRtree, box, get_coordinates, get_parts, line_merge
from shapely.geometry.base import BaseGeometry

from somerset_maps.errors import DataError
from somerset_maps.maps.offline import STATIC_ROOT, content_hash, write_once

BRITISH_GRID = "EPSG:27700"
_DEGREE_STEPS = 100_000
_VIEW_MARGIN_M = 60_000
_LABEL_MARGIN_M = 16_000
_SEA_TOLERANCE_M = 40
#: Neighbouring districts under the name by which people in Somerset call that country.
_COUNTRY_OF = {
    "East Devon": "Devon",
    "Exeter": "Devon",
    "Mid Devon": "Devon",
    "North Devon": "Devon",
    "Teignbridge": "Devon",
    "Torridge": "Devon",
    "Bournemouth, Christchurch and Poole": "Dorset",
    "Bristol, City of": "Bristol",
    "Bridgend": "South Wales",
    "Vale of Glamorgan": "South Wales",
    "Cardiff": "South Wales",
    "Newport": "South Wales",
    "Monmouthshire": "South Wales",
}
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025.",
    "Contains Royal Mail data © Royal Mail copyright and database right 2025.",
    "Contains National Statistics data © Crown copyright and database right 2025. Source: Office "
    "for National Statistics licensed under the Open Government Licence v3.0.",
    "Settlements: GeoNames (geonames.org), CC BY 4.0.",
)


class PracticesAndNeighbours(Protocol):
    """The part of a county that the map draws."""

    @property
    def snapshot(self) -> str:
        """Its key, for example "2016"."""

    @property
    def practices(self) -> gpd.GeoDataFrame:
        """See :func:`facts`."""

    @property
    def adjacency(self) -> nx.Graph:
        """Practices that can be neighbours in a group, ``minutes`` on edges."""


@dataclass(frozen=True)
class LayerUrls:
    """Addresses from which the browser fetches facts and base map."""

    facts: str
    base: str
    postcodes: str


def facts(county: PracticesAndNeighbours) -> dict[str, Any]:
    """Return what both views know about practices, ready for JSON.

    Args:
        county: practices (index practice_code; name, place, locality, list_size in patients, gp_fte
            or missing, to_check, geometry in longitude and latitude) and their adjacency with
            ``minutes`` on each edge.

    Returns:
        ``snapshot``; ``practices`` in the order of their codes; ``edges`` as [a, b, minutes] with
        a < b.
    """
    rows = county.practices.sort_index()
    edges = sorted(
        [*sorted((str(a), str(b))), round(float(minutes), 1)]
        for a, b, minutes in county.adjacency.edges(data="minutes", default=0.0)
    )
    return {
        "snapshot": str(county.snapshot),
        "practices": [_practice(str(code), row) for code, row in rows.iterrows()],
        "edges": edges,
    }


def write_layers(
    county: PracticesAndNeighbours,
    static_dir: Path,
    outlines: gpd.GeoDataFrame,
    settlements: pd.DataFrame,
    postcodes: pd.DataFrame,
) -> LayerUrls:
    """Write facts and base map into the static folder, under names that change with their content.

    Args:
        county: see :func:`facts`.
        static_dir: the app's static folder.
        outlines: kind ("county", "locality", "neighbour", "coast", "sea", "tidal river"), name,
            geometry in longitude and latitude.
        settlements: name, lat, lon, population, rank (1 town, 2 small town, 3 village), in_county.
        postcodes: easting and northing in metres.

    Raises:
        DataError: if the outlines hold no county.
    """
    known = facts(county)
    return LayerUrls(
        facts=_write(static_dir, f"facts-{known['snapshot']}", known),
        base=_write(static_dir, "base", base_map(outlines, settlements)),
        postcodes=_write(static_dir, "postcodes", postcode_points(postcodes)),
    )


def base_map(outlines: gpd.GeoDataFrame, settlements: pd.DataFrame) -> dict[str, Any]:
    """Return land, borders, coast, water and names as the map's script draws them."""
    metres = outlines.set_crs("EPSG:4326", allow_override=True).to_crs(BRITISH_GRID)
    county = metres.geometry[metres["kind"] == "county"].union_all()
    if county.is_empty:
        raise DataError("outlines.geojson has no feature of kind “county”: derive the data again")
    localities = metres[metres["kind"] == "locality"]
    view = box(*county.buffer(_VIEW_MARGIN_M).bounds)
    neighbours = metres[metres["kind"] == "neighbour"].clip(view)
    coast = metres.geometry[metres["kind"] == "coast"].simplify(_SEA_TOLERANCE_M)
    rivers = metres.geometry[metres["kind"] == "tidal river"]
    west, south, east, north = outlines[outlines["kind"] == "county"].total_bounds
    return {
        "bounds": [round(float(side), 5) for side in (south, west, north, east)],
        "county": _rings([county]),
        "seas": _rings(metres.geometry[metres["kind"] == "sea"].simplify(_SEA_TOLERANCE_M)),
        "rivers": _rings(rivers),
        "coast": _lines(coast),
        "borders": _lines(_shared_borders(localities.geometry)),
        "localities": [
            {"name": str(row["name"]), "anchors": _anchors(row.geometry)}
            for _, row in localities.iterrows()
        ],
        "outside": _outside_names(neighbours, county),
        "places": _places(settlements),
        "attribution": list(ATTRIBUTION),
    }


def postcode_points(postcodes: pd.DataFrame) -> dict[str, Any]:
    """Return the postcode points in one run, sorted so that the differences are small."""
    to_degrees = Transformer.from_crs(BRITISH_GRID, "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(
        postcodes["easting"].to_numpy(), postcodes["northing"].to_numpy()
    )
    points = np.unique(np.column_stack([lon, lat]).round(4), axis=0)
    strips = (points[:, 1] // 0.02).astype(int)
    return {"points": _differences(points[np.lexsort((points[:, 0], strips))])}


def _practice(code: str, row: pd.Series[Any]) -> dict[str, Any]:
    fte = row.get("gp_fte")
    to_check = row.get("to_check")
    return {
        "code": code,
        "name": str(row["name"]),
        "place": str(row["place"]),
        "lat": round(float(row.geometry.y), 5),
        "lon": round(float(row.geometry.x), 5),
        "list": int(row["list_size"]),
        "fte": None if pd.isna(fte) else round(float(fte), 3),
        "to_check": "" if pd.isna(to_check) else str(to_check),
        "locality": str(row["locality"]),
    }


def _write(static_dir: Path, stem: str, content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    name = f"{stem}-{content_hash(text.encode())}.json"
    write_once(static_dir / "layers" / name, text.encode())
    return f"{STATIC_ROOT}/layers/{name}"


def _places(settlements: pd.DataFrame) -> list[list[Any]]:
    """Return names in the order in which they claim room: in the county first, towns first."""
    ordered = settlements.assign(
        population=settlements["population"].fillna(0),
        in_county=settlements["in_county"].astype(str).str.lower() == "true",
    ).sort_values(["in_county", "rank", "population", "name"], ascending=[False, True, False, True])
    return [
        [row.name_, round(row.lat, 4), round(row.lon, 4), int(row.rank_), int(row.in_county)]
        for row in ordered.rename(columns={"name": "name_", "rank": "rank_"}).itertuples()
    ]


def _shared_borders(areas: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Return the lines along which two of the areas meet."""
    shapes = list(areas)
    tree = STRtree(shapes)
    lines: list[BaseGeometry] = []
    for first, shape in enumerate(shapes):
        for second in tree.query(shape, predicate="intersects"):
            if second > first:
                lines.append(line_merge(_only_lines(shape.intersection(shapes[second]))))
    return [line for line in lines if not line.is_empty]


def _only_lines(shape: BaseGeometry) -> BaseGeometry:
    lines = [part for part in get_parts(shape) if part.geom_type == "LineString"]
    return gpd.GeoSeries(lines).union_all()


def _anchors(area: BaseGeometry, spacing_m: float = 5_000) -> list[list[float]]:
    """Return points inside an area, the roomiest first, at which its name could stand."""
    west, south, east, north = area.bounds
    grid = [
        Point(x, y)
        for x in np.arange(west, east, spacing_m)
        for y in np.arange(south, north, spacing_m)
    ]
    inside = [point for point in grid if area.contains(point)]
    inside.sort(key=lambda point: -area.boundary.distance(point))
    return _lat_lon(inside[:16])


def _outside_names(neighbours: gpd.GeoDataFrame, county: BaseGeometry) -> list[dict[str, Any]]:
    """Return each country around the county with points near the border for its name."""
    near = county.buffer(_VIEW_MARGIN_M / 2)
    names = neighbours["name"].map(lambda name: _COUNTRY_OF.get(name, name))
    found = []
    for name, parts in neighbours.geometry.groupby(names):
        area = parts.union_all().intersection(near).difference(county.buffer(_LABEL_MARGIN_M / 4))
        anchors = _anchors(area, 4_000)
        if anchors:
            found.append({"name": str(name), "anchors": anchors})
    return found


def _lat_lon(points: Iterable[Point]) -> list[list[float]]:
    degrees = gpd.GeoSeries(list(points), crs=BRITISH_GRID).to_crs("EPSG:4326")
    return [[round(point.y, 4), round(point.x, 4)] for point in degrees]


def _rings(shapes: Iterable[BaseGeometry]) -> list[list[int]]:
    degrees = gpd.GeoSeries(list(shapes), crs=BRITISH_GRID).to_crs("EPSG:4326")
    polygons = [
        part for shape in degrees for part in get_parts(shape) if part.geom_type == "Polygon"
    ]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return [_differences(get_coordinates(ring)) for ring in rings]


def _lines(shapes: Iterable[BaseGeometry]) -> list[list[int]]:
    degrees = gpd.GeoSeries(list(shapes), crs=BRITISH_GRID).to_crs("EPSG:4326")
    return [_differences(get_coordinates(part)) for shape in degrees for part in get_parts(shape)]


def _differences(points: np.ndarray[Any, np.dtype[np.float64]]) -> list[int]:
    """Return lon, lat pairs as whole steps, each relative to the last but the first."""
    steps = np.rint(points * _DEGREE_STEPS).astype(int)
    steps[1:] = np.diff(steps, axis=0)
    return [int(step) for step in steps.ravel()]
