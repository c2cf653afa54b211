"""A snapshot's tables as typed frames: what :mod:`somerset_maps.county` is made of."""

from __future__ import annotations

import duckdb
import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd

from somerset_maps.errors import DataError

#: The first snapshot for which registers of long-term conditions are held.
FIRST_WITH_REGISTERS = "2020"


def points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return rows with lon and lat as points."""
    return gpd.GeoDataFrame(
        table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=4326
    )


def practices(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the practices of one snapshot, index practice_code."""
    frame = points(table.drop(columns="snapshot")).set_index("practice_code").sort_index()
    for age in ("65", "75"):
        frame[f"share_{age}_plus"] = frame[f"patients_{age}_plus"] / frame["list_size"]
    frame["to_check"] = frame["to_check"].fillna("")
    return frame


def services(connection: duckdb.DuckDBPyConnection, key: str) -> gpd.GeoDataFrame:
    """Return pharmacies and hospitals at one snapshot."""
    query = "from services where list_contains(string_split(snapshots, ';'), ?) order by service_id"
    return points(connection.execute(query, [key]).df())


def hospital_minutes(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return published car minutes, small areas x hospitals."""
    table = connection.execute("from published_car_minutes").df()
    return table.pivot(index="lsoa_code", columns="hospital", values="minutes_published")


def conditions(
    connection: duckdb.DuckDBPyConnection, key: str, lineages: pd.DataFrame
) -> pd.DataFrame:
    """Return the registers of a snapshot's practices; a dispersed practice's go to nobody."""
    table = connection.execute("from long_term_conditions").df()
    if key < FIRST_WITH_REGISTERS:
        return table.iloc[:0]
    own = lineages[lineages["kind"] != "dispersed"]
    heirs = dict(zip(own["earlier_code"], own["practice_code"], strict=True))
    table["practice_code"] = table["practice_code"].map(heirs)
    return (
        table.dropna(subset="practice_code")
        .groupby(["practice_code", "register", "from_age"], as_index=False)
        .sum()
    )


def small_areas(
    connection: duckdb.DuckDBPyConnection, residents_year: str, imd_year: str
) -> gpd.GeoDataFrame:
    """Return the small areas with residents and outlines, index lsoa_code."""
    table = connection.execute(
        """
        select a.*, r.* exclude (lsoa_code, residents_year), g.geometry as outline
        from small_areas a
        join residents r on r.lsoa_code = a.lsoa_code and r.residents_year = ?
        join small_areas_geojson g on g.lsoa_code = a.lsoa_code
        order by a.lsoa_code
        """,
        [residents_year],
    ).df()
    outline = gpd.GeoSeries.from_wkb(table.pop("outline").map(bytes), crs=4326)
    frame = gpd.GeoDataFrame(table, geometry=outline, crs=4326).set_index("lsoa_code")
    frame["centroid"] = gpd.GeoSeries(
        gpd.points_from_xy(frame["lon"], frame["lat"]), index=frame.index, crs=4326
    )
    frame["imd_decile"] = frame[f"imd{imd_year}_decile"]
    return frame


def square(pairs: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """Return a symmetric table from pairs (a < b); the diagonal is 0."""
    position = {code: row for row, code in enumerate(codes)}
    values = np.full((len(codes), len(codes)), np.nan)
    np.fill_diagonal(values, 0.0)
    first = pairs["practice_a"].map(position).to_numpy(int)
    second = pairs["practice_b"].map(position).to_numpy(int)
    values[first, second] = values[second, first] = pairs["minutes"].to_numpy(float)
    if np.isnan(values).any():
        raise DataError("practice_minutes.csv lacks a drive between two practices of the snapshot")
    return pd.DataFrame(values, index=codes, columns=codes)


def adjacency(edges: pd.DataFrame, minutes: pd.DataFrame) -> nx.Graph:
    """Return the graph of practices that can be neighbours in a group."""
    graph = nx.Graph()
    graph.add_nodes_from(map(str, minutes.index))
    for edge in edges.itertuples():
        graph.add_edge(
            edge.practice_a,
            edge.practice_b,
            minutes=float(minutes.loc[edge.practice_a, edge.practice_b]),
            why=edge.why,
        )
    return graph
