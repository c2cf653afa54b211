"""What the travel model reads from `data/`: land, towns, roads, tidal rivers and bridges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from somerset_maps.errors import DataError
from somerset_maps.travel.grid import FloatArray

NATIONAL_GRID = 27700
ACROSS_THE_WATER = "W"
"""Welsh authorities (codes W...) are drawn on the map but no journey goes there."""

Shape = Any  # shapely ships no types


@dataclass(frozen=True)
class Sketch:
    """Everything the travel model knows of the land, on the British National Grid (metres)."""

    county: Shape
    neighbours: dict[str, Shape]
    postcodes: FloatArray
    towns_around: FloatArray
    town_populations: FloatArray
    roads: tuple[tuple[str, Shape], ...]
    junctions: FloatArray
    upland: tuple[Shape, ...]
    tidal_rivers: tuple[Shape, ...]
    crossings: tuple[Shape, ...]


def read_sketch(data_dir: Path) -> Sketch:
    """Read the travel model's inputs from the project's tables.

    Parameters
    ----------
    data_dir : Path
        Folder with small_areas.geojson, outlines.geojson, road_sketch.geojson, bridges.geojson,
        postcodes.csv and settlements.csv.

    Raises
    ------
    DataError
        A file is missing, or has no feature of a kind that the model needs.
    """
    areas = _shapes(data_dir, "small_areas.geojson")
    outlines = _shapes(data_dir, "outlines.geojson")
    drawn = _shapes(data_dir, "road_sketch.geojson")
    bridges = _shapes(data_dir, "bridges.geojson")
    postcodes = _table(data_dir, "postcodes.csv")
    places = _table(data_dir, "settlements.csv")

    neighbours = _of_kind(outlines, "neighbour", "outlines.geojson")
    by_land = neighbours[~neighbours["code"].str.startswith(ACROSS_THE_WATER)]
    roads = _of_kind(drawn, "road", "road_sketch.geojson")
    junctions = _of_kind(drawn, "motorway junction", "road_sketch.geojson")
    junctions = junctions.sort_values("position")
    upland = drawn[drawn["kind"] == "upland"]
    rivers = _of_kind(outlines, "tidal river", "outlines.geojson")
    crossings = _of_kind(bridges, "crossing", "bridges.geojson")

    outside = places[(places["in_county"].astype(str).str.lower() == "false")]
    outside = outside[outside["population"] > 0]
    points = gpd.GeoSeries(
        gpd.points_from_xy(outside["lon"], outside["lat"]), crs="EPSG:4326"
    ).to_crs(NATIONAL_GRID)

    return Sketch(
        county=shapely.coverage_union_all(areas.geometry.to_numpy()),
        neighbours=dict(zip(by_land["code"], by_land.geometry, strict=True)),
        postcodes=postcodes[["easting", "northing"]].to_numpy(float),
        towns_around=_coordinates(points.to_numpy()),
        town_populations=outside["population"].to_numpy(float),
        roads=tuple(zip(roads["road_class"], roads.geometry, strict=True)),
        junctions=_coordinates(junctions.geometry.to_numpy()),
        upland=tuple(upland.geometry),
        tidal_rivers=tuple(rivers.geometry),
        crossings=tuple(crossings.geometry),
    )


def _shapes(data_dir: Path, name: str) -> gpd.GeoDataFrame:
    path = _present(data_dir, name)
    return gpd.read_file(path).to_crs(NATIONAL_GRID)


def _table(data_dir: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(_present(data_dir, name))


def _present(data_dir: Path, name: str) -> Path:
    path = data_dir / name
    if not path.is_file():
        raise DataError(
            f"{path} is missing: travel minutes need it. Restore the data folder, "
            "or point SOMERSET_DATA at a folder that has it."
        )
    return path


def _of_kind(frame: gpd.GeoDataFrame, kind: str, name: str) -> gpd.GeoDataFrame:
    found = frame[frame["kind"] == kind]
    if found.empty:
        raise DataError(f"{name} has no feature of kind '{kind}': travel minutes need one.")
    return found


def _coordinates(points: NDArray[np.object_]) -> FloatArray:
    return np.asarray(shapely.get_coordinates(points), dtype=float)
