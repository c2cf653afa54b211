"""Shapes for the map: small areas with shared edges kept, outlines, coast, sea, tidal rivers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from somerset_maps.errors import DataError
from somerset_maps.sources.places import to_degrees

NATIONAL_GRID = 27700
LATITUDE_LONGITUDE = 4326

HAND_DRAWN = ("road_sketch.geojson", "bridges.geojson")
"""Files drawn from general knowledge and corrected by local people: kept, never derived."""

AREA_TOLERANCE_M = 62.0
"""Coverage simplification: corners that span less than this squared (m2) go; 0.45 MB remain."""

TIDAL_GAP_M = 400.0
"""Half the widest tidal river that is read as a gap in the clipped outline, not as coast."""

TIDAL_GAP_FRAME = (320_000, 120_000, 345_000, 160_000)
"""Where the tidal Parrett and Tone lie (metres, British National Grid)."""

RIVER_MOUTH_M = 60.0
"""Coastlines stop this far from a tidal river, so that no line closes its mouth."""

AXE_FRAME = (329_500, 153_000, 333_800, 160_000)
"""The lower Axe on the border with North Somerset: no road bridge seaward of the A370."""

AXE_NEIGHBOUR = "E06000024"

SEA_FRAMES = {
    "Bristol Channel": (
        [
            (219_000, 118_000),
            (219_000, 182_000),
            (278_500, 183_500),
            (300_000, 184_500),
            (352_000, 191_000),
            (352_000, 140_000),
            (300_000, 118_000),
        ],
        (305_000, 155_000),
    ),
    "English Channel": (
        [(296_500, 55_000), (296_500, 97_000), (420_000, 97_000), (420_000, 55_000)],
        (330_000, 75_000),
    ),
}
"""Frames (metres, British National Grid) and a point at sea in each. Land that the published
neighbours do not show (Swansea, Gloucestershire, Torbay) lies outside the frames."""

Shape = Any  # shapely ships no types


def keep_hand_drawn(out: Path) -> None:
    """Put the hand-drawn road sketch and bridges into `out` unless they are there already.

    Raises
    ------
    DataError
        They are in neither place.
    """
    kept = Path(__file__).resolve().parents[2] / "data"
    for name in HAND_DRAWN:
        if (out / name).is_file():
            continue
        if not (kept / name).is_file():
            raise DataError(f"{kept / name} is missing: it is drawn by hand; restore it from git.")
        shutil.copyfile(kept / name, out / name)


def read_boundaries(path: Path) -> gpd.GeoDataFrame:
    """Small-area boundaries on the British National Grid, ordered by ``lsoa_code``.

    Raises
    ------
    DataError
        The file is missing or its polygons overlap.
    """
    if not path.is_file():
        raise DataError(f"{path} is missing: the small areas are drawn from it.")
    frame = gpd.read_file(path).rename(columns={"lsoa11_code": "lsoa_code"})
    frame = frame[["lsoa_code", "geometry"]].to_crs(NATIONAL_GRID)
    return frame.sort_values("lsoa_code").reset_index(drop=True)


def simplified_areas(boundaries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Small areas simplified as one coverage: neighbours still share every edge.

    Parameters
    ----------
    boundaries : GeoDataFrame
        ``lsoa_code`` and polygons on the British National Grid that share their edges.

    Returns
    -------
    GeoDataFrame
        The same rows in degrees, rounded to 5 decimals (about 1 m).
    """
    simple = shapely.coverage_simplify(boundaries.geometry.to_numpy(), AREA_TOLERANCE_M)
    degrees = np.array([_in_degrees(shape) for shape in simple])
    if not shapely.coverage_is_valid(degrees):
        raise DataError("Simplified small areas overlap: choose another AREA_TOLERANCE_M.")
    return gpd.GeoDataFrame(
        {"lsoa_code": boundaries["lsoa_code"]}, geometry=degrees, crs=LATITUDE_LONGITUDE
    )


def write_small_areas(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Write the simplified areas as GeoJSON with the property ``lsoa_code``."""
    _write_geojson(
        path,
        (
            ({"lsoa_code": code}, shape)
            for code, shape in zip(areas["lsoa_code"], areas.geometry, strict=True)
        ),
    )


def write_outlines(
    boundaries: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    locality_of: pd.Series[str],
    neighbours: gpd.GeoDataFrame,
    path: Path,
) -> None:
    """Write county, localities, neighbours, coast, sea and tidal rivers.

    Parameters
    ----------
    boundaries : GeoDataFrame
        Full-resolution small areas on the British National Grid: the tidal rivers come from them.
    areas : GeoDataFrame
        Simplified small areas in degrees: county and locality edges are theirs.
    locality_of : Series
        Locality by ``lsoa_code``.
    neighbours : GeoDataFrame
        Neighbouring authorities in degrees: ``lad_code``, ``lad_name``.
    path : Path
        File to write. Properties: ``kind``, ``name`` and, for a neighbour, ``code``.
    """
    drawn = areas.to_crs(NATIONAL_GRID)
    around = neighbours.to_crs(NATIONAL_GRID)
    detailed = shapely.union_all(boundaries.geometry.to_numpy())
    north_somerset = around.loc[around["lad_code"] == AXE_NEIGHBOUR, "geometry"].iloc[0]

    localities = closed_localities(drawn, locality_of)
    county = _without_crumbs(shapely.union_all(list(localities.values())))
    features: list[tuple[Mapping[str, str], Shape]] = [
        ({"kind": "county", "name": "Somerset"}, _in_degrees(county))
    ]
    features += [
        ({"kind": "locality", "name": name}, _in_degrees(shape))
        for name, shape in localities.items()
    ]
    features += [
        ({"kind": "neighbour", "name": row.lad_name, "code": row.lad_code}, row.geometry)
        for row in neighbours.itertuples()
    ]
    rivers = tidal_rivers(detailed, north_somerset)
    mouths = shapely.union_all(list(rivers.values())).buffer(RIVER_MOUTH_M)
    for name, (sea, coast) in seas(county, around.geometry.to_numpy()).items():
        features.append(({"kind": "sea", "name": name}, _in_degrees(sea)))
        features.append(({"kind": "coast", "name": name}, _in_degrees(coast - mouths)))
    for name, river in rivers.items():
        features.append(({"kind": "tidal river", "name": name}, _in_degrees(river)))
    _write_geojson(path, features)


def closed_localities(areas: gpd.GeoDataFrame, locality_of: pd.Series[str]) -> dict[str, Shape]:
    """Locality polygons on the National Grid, the tidal gap closed so that none looks cracked.

    The gap goes to the localities on its banks, so that edges between localities still agree.
    """
    by_locality = areas["lsoa_code"].map(locality_of)
    shapes = {
        str(name): shapely.coverage_union_all(group.geometry.to_numpy())
        for name, group in areas.groupby(by_locality)
    }
    gap = tidal_gap(shapely.union_all(list(shapes.values()))).buffer(1, join_style="mitre")
    closed: dict[str, Shape] = {}
    for name, shape in shapes.items():
        others = [closed.get(key, other) for key, other in shapes.items() if key != name]
        bank = gap.intersection(shape.buffer(TIDAL_GAP_M))
        filled = shape.union(bank).difference(shapely.union_all(others))
        closed[name] = _without_crumbs(filled)
    return closed


def tidal_gap(county: Shape) -> Shape:
    """The tidal Parrett and Tone: the gap that mean high water leaves in the clipped outline."""
    closing = county.buffer(TIDAL_GAP_M, join_style="mitre").buffer(
        -TIDAL_GAP_M, join_style="mitre"
    )
    frame = shapely.box(*TIDAL_GAP_FRAME)
    parts = [part for part in shapely.get_parts(closing - county) if frame.contains(part)]
    if not parts:
        raise DataError("The tidal River Parrett was not found in the boundaries of small areas.")
    return max(parts, key=shapely.area)


def tidal_rivers(county: Shape, north_somerset: Shape) -> dict[str, Shape]:
    """Water that can only be crossed at a bridge, as polygons on the National Grid.

    Parameters
    ----------
    county : shapely geometry
        Full-resolution outline of the county, clipped at mean high water.
    north_somerset : shapely geometry
        The neighbour whose border is the River Axe.
    """
    border = county.boundary.intersection(north_somerset.buffer(150))
    axe = border.intersection(shapely.box(*AXE_FRAME)).buffer(120)
    return {
        "River Parrett and River Tone (tidal)": tidal_gap(county).buffer(3).simplify(2),
        "River Axe (below the A370)": axe.simplify(10),
    }


def seas(county: Shape, neighbours: NDArray[np.object_]) -> dict[str, tuple[Shape, Shape]]:
    """Sea polygon and coastline of each sea frame, on the National Grid.

    Hairline gaps between the separately simplified neighbours are closed first.
    """
    land = shapely.union_all([county, *neighbours])
    land = land.buffer(80, join_style="mitre").buffer(-80, join_style="mitre")
    found: dict[str, tuple[Shape, Shape]] = {}
    for name, (corners, at_sea) in SEA_FRAMES.items():
        frame = shapely.Polygon(corners)
        parts = shapely.get_parts(frame - land)
        sea = next(part for part in parts if part.contains(shapely.Point(at_sea)))
        coast = shapely.line_merge(sea.boundary - frame.boundary.buffer(5))
        found[name] = (sea, coast)
    return found


def _without_crumbs(shape: Shape, square_metres: float = 20_000) -> Shape:
    """The shape without parts and holes smaller than two hectares."""
    kept = [
        shapely.Polygon(
            part.exterior,
            [hole for hole in part.interiors if shapely.Polygon(hole).area > square_metres],
        )
        for part in shapely.get_parts(shape)
        if part.area > square_metres
    ]
    return shapely.union_all(kept)


def _in_degrees(shape: Shape) -> Shape:
    """The shape in degrees, rounded to 5 decimals, repeated points removed."""

    def rounded(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lat, lon = to_degrees(points[:, 0], points[:, 1])
        return np.asarray(np.column_stack([lon, lat]).round(5), dtype=np.float64)

    return shapely.remove_repeated_points(shapely.transform(shape, rounded))


def _write_geojson(path: Path, features: Iterable[tuple[Mapping[str, str], Shape]]) -> None:
    """Write a FeatureCollection, a feature a line, so that changes read well."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": dict(properties),
                "geometry": shapely.geometry.mapping(shape),
            },
            separators=(",", ":"),
            ensure_ascii=False,
        )
        for properties, shape in features
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
