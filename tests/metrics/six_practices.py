"""A county of six practices on one road and four small areas, small enough for pencil and paper.

Practices lie at minutes 0, 6, 16, 30, 40 and 70 along the road; neighbours are 1-2-3-4-5, and
nobody is a neighbour of 6. L85004 sent no return; the return of L85005 is one to check. As the crow
flies only L85001 and L85002 are close, 1.5 km. Areas 2 and 4 are rural.
"""

from __future__ import annotations

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from shapely.geometry import Point, box

from somerset_maps import County, Plan

CODES = [f"L8500{n}" for n in range(1, 7)]
AREAS = [f"E0100000{n}" for n in range(1, 5)]
ALONG_THE_ROAD = np.array([0.0, 6, 16, 30, 40, 70])
EASTINGS = [300_000, 301_500, 308_000, 315_000, 320_000, 335_000]
NO_RETURN = NOT_PUBLISHED = float("nan")

#: area by area: minutes to the main sites 1 to 6, to a branch of L85002, to an outside surgery.
SITE_MINUTES = np.array(
    [
        [4, 8, 18, 32, 42, 72, 20, 50],
        [12, 6, 9, 25, 35, 65, 10, 50],
        [30, 25, 15, 5, 8, 40, 11, 50],
        [70, 60, 45, 30, 20, 10, 50, 4],
    ],
    dtype=float,
)
REGISTERED = np.array(
    [
        [9_000, 3_000, 0, 0],
        [2_000, 5_000, 1_000, 0],
        [0, 13_000, 9_000, 0],
        [0, 0, 6_000, 0],
        [0, 0, 20_000, 10_000],
        [0, 0, 0, 4_000],
    ],
    dtype=float,
)
#: area by area: published car minutes to two hospitals.
HOSPITAL_MINUTES = pd.DataFrame(
    {"West Hospital": [10.0, 20, 30, 50], "East Hospital": [50.0, 40, 31, 20]}, index=AREAS
)

#: North lies in two localities; L85006 is in no group.
NORTH_AND_SOUTH = (
    Plan.from_assignment(
        {"L85001": "North", "L85002": "North", "L85003": "North"}
        | {"L85004": "South", "L85005": "South"}
    )
    .add_group("Empty")
)  # fmt: skip
#: Far is in two pieces, One is a practice alone; everybody is in a group.
FAR_AND_ONE = Plan.from_assignment(
    {"L85001": "North", "L85002": "North", "L85003": "North"}
    | {"L85004": "Far", "L85006": "Far", "L85005": "One"}
)


def six_practices(gp_fte: list[float] | None = None) -> County:
    """Return the county; ``gp_fte`` replaces the whole-time GPs of the six practices."""
    points = gpd.points_from_xy(-3.2 + ALONG_THE_ROAD / 100, [51.1] * 6)
    practices = gpd.GeoDataFrame(
        {
            "name": [f"Practice {n}" for n in range(1, 7)],
            "locality": [
                *("Mendip", "Mendip", "Sedgemoor"),
                *("South Somerset", "South Somerset", "Taunton & West Somerset"),
            ],
            "list_size": [12_000, 8_000, 22_000, 6_000, 30_000, 4_000],
            "weighted_list": [11_000, NOT_PUBLISHED, 23_000, 7_000, 29_000, 5_000],
            "share_65_plus": [0.25, 0.5, NOT_PUBLISHED, 0.2, 0.3, 0.1],
            "share_75_plus": [0.1, 0.2, *[NOT_PUBLISHED] * 3, 0.05],
            "easting": EASTINGS,
            "northing": [120_000] * 6,
            "gp_fte": gp_fte or [8.0, 2.0, 10.0, NO_RETURN, 15.0, 1.0],
            "gp_headcount": [10.0, 4.0, 12.0, NO_RETURN, 15.0, 1.0],
            "to_check": ["", "", "", "No GP return", "GP return looks low", ""],
        },
        index=pd.Index(CODES, name="practice_code"),
        geometry=points,
        crs=4326,
    )
    sites = gpd.GeoDataFrame(
        {
            "site_id": [f"{code}-1" for code in CODES] + ["L85002-2"],
            "practice_code": [*CODES, "L85002"],
            "kind": ["main"] * 6 + ["branch"],
        },
        geometry=[*points, Point(-3.1, 51.1)],
        crs=4326,
    )
    areas = gpd.GeoDataFrame(
        {
            "name": ["Westford", "Long Moor", "Eastbridge", "Far End"],
            "locality": ["Mendip", "Mendip", "Sedgemoor", "South Somerset"],
            "population": [10_000, 20_000, 30_000, 40_000],
            "population_65_plus": [2_000, 5_000, 6_000, 12_000],
            "rural": [False, True, False, True],
            "households": [4_000, 8_000, 12_000, 16_000],
            "households_no_car": [1_000, 800, 1_200, 3_200],
        },
        index=pd.Index(AREAS, name="lsoa_code"),
        geometry=[box(lon - 0.04, 51, lon + 0.04, 51.2) for lon in (-3.2, -3.1, -3.0, -2.9)],
        crs=4326,
    )
    outside = gpd.GeoDataFrame(
        {"site_id": ["L81025-1"], "practice_code": ["L81025"], "kind": ["outside"]},
        geometry=gpd.points_from_xy([-2.5], [51.26]),
        crs=4326,
    )
    minutes = pd.DataFrame(
        np.abs(ALONG_THE_ROAD[:, None] - ALONG_THE_ROAD[None, :]), index=CODES, columns=CODES
    )
    registrations = pd.DataFrame(
        [
            (CODES[p], AREAS[a], REGISTERED[p, a])
            for p, a in zip(*np.nonzero(REGISTERED), strict=True)
        ],
        columns=["practice_code", "lsoa_code", "patients"],
    )
    return County(
        snapshot="2016",
        about={},
        practices=practices,
        sites=sites,
        outside_sites=outside,
        small_areas=areas,
        registrations=registrations,
        minutes=minutes,
        site_minutes=pd.DataFrame(SITE_MINUTES[:, :7], index=AREAS, columns=sites["site_id"]),
        outside_site_minutes=pd.DataFrame(SITE_MINUTES[:, 7:], index=AREAS, columns=["L81025-1"]),
        adjacency=_neighbours(),
        successors=pd.DataFrame(columns=["practice_code", "successor", "effective", "kind"]),
        reference_plans={},
        services=_services(),
        hospital_minutes=HOSPITAL_MINUTES,
    )


def _services() -> gpd.GeoDataFrame:
    """Two pharmacies in area 1, one in 3, one outside; a community hospital in area 4."""
    lons = [-3.21, -3.19, -3.0, -2.5, -2.9]
    return gpd.GeoDataFrame(
        {
            "service_id": [f"S{n}" for n in range(5)],
            "kind": ["pharmacy"] * 4 + ["community hospital"],
        },
        geometry=gpd.points_from_xy(lons, [51.1] * 5),
        crs=4326,
    )


def _neighbours() -> nx.Graph:
    graph = nx.path_graph(CODES[:5])
    graph.add_node(CODES[5])
    return graph
