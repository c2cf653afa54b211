"""The base map as the map's script draws it: land, borders, coast, water, names and postcodes."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from somerset_maps.errors import DataError
from somerset_maps.maps.steps import (
    BRITISH_GRID,
    anchors,
    differences,
    lines,
    rings,
    shared_borders,
)

_VIEW_MARGIN_M = 60_000
_LABEL_MARGIN_M = 16_000
_SEA_TOLERANCE_M = 40
#: An edge along the grid, and longer than any stretch of coast that happens to lie so.
_STRAIGHT_M = 60
_LONG_M = 8_000
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
        "county": rings([county]),
        "seas": rings(metres.geometry[metres["kind"] == "sea"].simplify(_SEA_TOLERANCE_M)),
        "sea_ends": lines(_sea_ends(metres[metres["kind"] == "sea"])),
        "rivers": rings(rivers),
        "coast": lines(coast),
        "borders": lines(shared_borders(localities.geometry)),
        "localities": [
            {"name": str(row["name"]), "anchors": anchors(row.geometry)}
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
    return {"points": differences(points[np.lexsort((points[:, 0], strips))])}


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


def _sea_ends(seas: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return the straight edges at which the sea of the data ends, so that they can be softened."""
    found: list[BaseGeometry] = []
    for ring in seas.geometry.explode().exterior:
        corners = np.asarray(ring.coords)
        steps = np.abs(np.diff(corners, axis=0))
        straight = (steps.min(axis=1) < _STRAIGHT_M) & (steps.max(axis=1) > _LONG_M)
        found += [LineString(corners[at : at + 2]) for at in np.flatnonzero(straight)]
    return gpd.GeoSeries(found, crs=seas.crs)


def _outside_names(neighbours: gpd.GeoDataFrame, county: BaseGeometry) -> list[dict[str, Any]]:
    """Return each country around the county with points near the border for its name."""
    near = county.buffer(_VIEW_MARGIN_M / 2)
    names = neighbours["name"].map(lambda name: _COUNTRY_OF.get(name, name))
    found = []
    for name, parts in neighbours.geometry.groupby(names):
        area = parts.union_all().intersection(near).difference(county.buffer(_LABEL_MARGIN_M / 4))
        points = anchors(area, 4_000)
        if points:
            found.append({"name": str(name), "anchors": points})
    return found
