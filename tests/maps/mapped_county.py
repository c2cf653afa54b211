"""A county as far as the map needs one, and the tables of the base map, from the project's data."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from scipy.spatial import Delaunay

import somerset_maps

DATA = Path(somerset_maps.__file__).resolve().parents[1] / "data"
BESIDE_EACH_OTHER_M = 50


@dataclass(frozen=True)
class MappedCounty:
    snapshot: str
    practices: gpd.GeoDataFrame
    adjacency: nx.Graph


def mapped_county(snapshot: str = "2016") -> MappedCounty:
    rows = pd.read_csv(DATA / "practices.csv", dtype={"snapshot": str})
    rows = rows[rows["snapshot"] == snapshot].set_index("practice_code")
    points = gpd.points_from_xy(rows["lon"], rows["lat"], crs="EPSG:4326")
    practices = gpd.GeoDataFrame(rows, geometry=points)
    return MappedCounty(snapshot, practices, _neighbours(rows))


def _neighbours(rows: pd.DataFrame) -> nx.Graph:
    """Delaunay neighbours and whoever shares a building, at two minutes a kilometre."""
    metres = rows[["easting", "northing"]].to_numpy(float)
    graph = nx.Graph()
    graph.add_nodes_from(rows.index)
    for corner in Delaunay(metres).simplices:
        for a, b in ((0, 1), (1, 2), (0, 2)):
            _join(graph, rows.index, metres, corner[a], corner[b], limit=15_000)
    for a in range(len(rows)):
        for b in range(a):
            _join(graph, rows.index, metres, a, b, limit=BESIDE_EACH_OTHER_M)
    return graph


def _join(
    graph: nx.Graph, codes: pd.Index, metres: np.ndarray, a: int, b: int, limit: float
) -> None:
    distance = float(np.hypot(*(metres[a] - metres[b])))
    if distance <= limit:
        graph.add_edge(codes[a], codes[b], minutes=1.4 + distance / 500)


def outlines() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "outlines.geojson")


def settlements() -> pd.DataFrame:
    return pd.read_csv(DATA / "settlements.csv")


def postcodes() -> pd.DataFrame:
    return pd.read_csv(DATA / "postcodes.csv")
