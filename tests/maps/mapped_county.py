"""A county as far as the map needs one, and the tables of the base map, from the project's data."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import networkx as nx
import pandas as pd

import somerset_maps

DATA = Path(somerset_maps.__file__).resolve().parents[1] / "data"


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
    return MappedCounty(snapshot, practices, _neighbours(snapshot))


def _neighbours(snapshot: str) -> nx.Graph:
    """Practices that can be neighbours, with estimated drive minutes on each edge."""
    pair = ["practice_a", "practice_b"]
    edges = pd.read_csv(DATA / "adjacency.csv", dtype={"snapshot": str})
    minutes = pd.read_csv(DATA / "practice_minutes.csv", dtype={"snapshot": str})
    both = edges.merge(minutes, on=["snapshot", *pair], validate="one_to_one")
    both = both[both["snapshot"] == snapshot]
    return nx.from_pandas_edgelist(both, *pair, edge_attr="minutes")


def outlines() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "outlines.geojson")


def settlements() -> pd.DataFrame:
    return pd.read_csv(DATA / "settlements.csv")


def postcodes() -> pd.DataFrame:
    return pd.read_csv(DATA / "postcodes.csv")
