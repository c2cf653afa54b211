"""The county as notebooks and pages read it: columns, check values, reference plans."""

from __future__ import annotations

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from somerset_maps import DataError, Plan, load_county
from somerset_maps.county import snapshots


@pytest.fixture(params=["2016", "2018", "2020", "2026"])
def county(request):
    return request.getfixturevalue(f"county_{request.param}")


def is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def test_practices_have_the_columns_of_the_library(county):
    frame = county.practices
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.index.name == "practice_code"
    assert frame.index.is_unique
    assert frame.index.is_monotonic_increasing
    for column in ("name", "official_name", "place", "postcode", "locality", "district", "contract",
                   "to_check"):  # fmt: skip
        assert pd.api.types.is_string_dtype(frame[column]), column
    for column in ("list_size", "weighted_list", "share_65_plus", "gp_fte", "gp_headcount",
                   "admin_fte", "imd_score"):  # fmt: skip
        assert is_number(frame[column]), column
    assert frame["to_check"].notna().all()
    assert frame["dispensing"].dropna().isin([True, False]).all()
    assert frame["share_65_plus"].dropna().between(0.02, 0.5).all()
    assert frame.crs == 4326
    assert frame.geometry.geom_type.eq("Point").all()


def test_sites_small_areas_and_registrations_have_theirs(county):
    assert {"site_id", "practice_code", "kind", "geometry"} <= set(county.sites)
    assert set(county.sites["kind"]) == {"main", "branch"}
    assert set(county.outside_sites["practice_code"]) == {"L81025", "L83044"}
    areas = county.small_areas
    assert areas.index.name == "lsoa_code"
    assert len(areas) == 327
    assert areas.index.is_unique
    for column in ("population", "population_65_plus", "imd_decile"):
        assert is_number(areas[column]), column
    assert areas["rural"].isin([True, False]).all()
    assert areas.geometry.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    assert areas["centroid"].geom_type.eq("Point").all()
    away = areas.geometry.to_crs(27700).distance(areas["centroid"].to_crs(27700))
    assert away.max() < 200, "a centre lies metres outside its own area"
    assert list(county.registrations) == ["practice_code", "lsoa_code", "patients"]
    assert county.registrations.attrs["basis"] == "modelled"


def test_frames_and_arrays_are_in_one_order(county):
    codes, areas = list(county.practices.index), list(county.small_areas.index)
    assert list(county.minutes.index) == list(county.minutes.columns) == codes
    assert list(county.site_minutes.index) == areas
    assert list(county.site_minutes.columns) == list(county.sites["site_id"])
    assert county.registration_matrix.shape == (len(codes), len(areas))
    assert set(county.adjacency.nodes) == set(codes)
    one = county.registrations.iloc[100]
    row, column = codes.index(one["practice_code"]), areas.index(one["lsoa_code"])
    assert county.registration_matrix[row, column] == one["patients"]


def test_drives_are_whole_and_symmetric(county):
    minutes = county.minutes.to_numpy()
    assert np.array_equal(minutes, minutes.T)
    assert (np.diag(minutes) == 0).all()
    assert (minutes + 10 * np.eye(len(minutes)) > 1).all()
    assert minutes.max() < 150
    assert not county.site_minutes.isna().any().any()
    assert not county.outside_site_minutes.isna().any().any()


def test_two_practices_in_one_building_are_1_4_minutes_apart(county_2016):
    for one, other in (("L85029", "L85060"), ("L85045", "Y01163"), ("L85002", "L85034")):
        assert county_2016.minutes.at[one, other] == 1.4
        assert county_2016.adjacency.has_edge(one, other)


def test_neighbours_are_within_25_minutes_and_hang_together(county):
    for one, other, minutes in county.adjacency.edges(data="minutes"):
        assert minutes == county.minutes.at[one, other]
        assert minutes <= 25
    near = county.minutes.to_numpy() <= 5
    for row, column in zip(*np.nonzero(np.triu(near, 1)), strict=True):
        assert county.adjacency.has_edge(
            county.practices.index[row], county.practices.index[column]
        )
    assert nx.is_connected(county.adjacency)


def test_registered_patients_are_all_somewhere(county):
    per_practice = county.registration_matrix.sum(axis=1)
    assert per_practice == pytest.approx(county.practices["list_size"], abs=3)


CHECKS = {
    "2016": {
        "practices": 75, "patients": 562_446, "residents": 555_195, "sites": 90,
        "localities": [(12, 114_491), (15, 124_328), (27, 170_860), (21, 152_767)],
    },
    "2018": {
        "practices": 70, "patients": 573_599, "residents": 555_195, "sites": 86,
        "localities": [(12, 116_484), (15, 126_911), (25, 173_243), (18, 156_961)],
    },
    "2026": {
        "practices": 59, "patients": 605_796, "residents": 563_851, "sites": 77,
        "localities": [(11, 120_386), (13, 137_010), (19, 181_501), (16, 166_899)],
    },
    "2020": {
        "practices": 65, "patients": 583_921, "residents": 562_225, "sites": 82,
        "localities": [(11, 118_520), (15, 129_157), (22, 176_461), (17, 159_783)],
    },
}  # fmt: skip


def test_check_values_of_the_snapshot(county):
    expected = CHECKS[county.snapshot]
    assert len(county.practices) == expected["practices"]
    assert county.practices["list_size"].sum() == expected["patients"]
    assert county.small_areas["population"].sum() == expected["residents"]
    assert len(county.sites) == expected["sites"]
    by_locality = county.practices.groupby("locality")["list_size"].agg(["size", "sum"])
    assert list(by_locality.itertuples(index=False, name=None)) == expected["localities"]


def test_check_values_of_2016_only(county_2016):
    practices = county_2016.practices
    assert (practices["share_65_plus"] * practices["list_size"]).sum() == pytest.approx(129_362)
    assert (practices["share_75_plus"] * practices["list_size"]).sum() == pytest.approx(58_850)
    assert practices["gp_fte"].sum() == pytest.approx(332.4)
    assert practices["gp_fte"].notna().sum() == 74
    assert pd.isna(practices.at["L85602", "gp_fte"])


def test_a_branch_counts_from_the_day_it_opened(county_2016, county_2020):
    """L85014 and L85065 got a branch from practices they took over after the snapshot of 2016."""
    for code in ("L85014", "L85065"):
        then = county_2016.sites["practice_code"].eq(code).sum()
        assert county_2020.sites["practice_code"].eq(code).sum() > then


def test_reference_plans_in_2020(county_2020):
    pcns = county_2020.reference_plans["pcn-2020"]
    assert len(pcns.groups) == 13
    assert all(group.members for group in pcns.groups)
    assert "Y01163" not in pcns.assignment
    assert set(county_2020.practices.index) - set(pcns.assignment) == {"Y01163"}
    assert pcns.assignment["L85612"] == "Bridgwater"
    assert len(pcns.group("Frome").members) == 1


def test_reference_plans_carried_into_2016(county_2016, county_2020):
    then, now = (c.reference_plans["pcn-2020"] for c in (county_2016, county_2020))
    assert len(then.groups) == 13
    assert set(county_2016.practices.index) - set(then.assignment) == {"L85045", "Y01163"}
    for gone, successor in {"L85602": "L85065", "L85616": "L85014", "Y02778": "L85064",
                            "L85060": "L85029", "L85041": "L85019"}.items():  # fmt: skip
        assert then.assignment[gone] == now.assignment[successor]
    both = set(now.assignment) & set(county_2016.practices.index)
    assert {code: then.assignment[code] for code in both} == {
        code: now.assignment[code] for code in both
    }


def test_the_locality_plan_holds_every_practice(county):
    plan = county.reference_plans["localities"]
    assert plan.assignment == county.practices["locality"].to_dict()
    assert [group.letter for group in plan.groups] == ["A", "B", "C", "D"]


def test_colours_of_groups_beside_a_practice(county_2016):
    plan = county_2016.reference_plans["localities"]
    beside = county_2016.neighbour_colours(plan, ["L85008"])
    frome_is_in = plan.group("Mendip").colour
    assert frome_is_in in beside
    assert county_2016.neighbour_colours(Plan(), ["L85008"]) == set()


def test_the_default_snapshot_comes_first_and_a_strange_one_is_named():
    assert snapshots()["snapshot"].tolist() == ["2016", "2018", "2020", "2026"]
    assert load_county().snapshot == "2016"
    with pytest.raises(DataError, match="no snapshot “1999”: there are 2016, 2018, 2020, 2026"):
        load_county("1999")
