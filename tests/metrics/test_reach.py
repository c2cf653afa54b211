"""Tables of who lives how far away, whose areas overlap, and what a closure would mean."""

from __future__ import annotations

import math
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point
from six_practices import AREAS, CODES, NORTH_AND_SOUTH, six_practices

from somerset_maps import Plan, PlanError, Settings, evaluate
from somerset_maps.metrics import (
    areas_served,
    catchment_overlap,
    close_practice,
    close_site,
    coverage_table,
    furthest_areas,
    hospital_alignment,
)
from somerset_maps.metrics.takers import reassign

COUNTY = six_practices()


def test_coverage_at_several_limits_by_hand():
    table = coverage_table(COUNTY, NORTH_AND_SOUTH)
    # To the own group 4, 6, 5 and 20 minutes; to anybody 4, 6, 5 and 4 (outside the county).
    assert table.loc[("residents", 5), "own_group"] == pytest.approx(40 / 100)
    assert table.loc[("residents", 10), "own_group"] == pytest.approx(60 / 100)
    assert table.loc[("residents", 20), "own_group"] == 1
    assert table.loc[("residents", 5), "any"] == pytest.approx(80 / 100)
    # 2,000, 5,000, 6,000 and 12,000 are 65 or older; areas 2 and 4 are rural.
    assert table.loc[("aged 65 and over", 5), "own_group"] == pytest.approx(8 / 25)
    assert table.loc[("aged 65 and over", 5), "own_group_people"] == 8_000
    assert table.loc[("in rural areas", 10), "own_group"] == pytest.approx(20 / 60)
    assert table.loc[("in rural areas", 5), "any"] == pytest.approx(40 / 60)
    assert table.loc[("in rural areas", 5), "people"] == 60_000


def test_coverage_agrees_with_the_measure_and_with_what_is_known(county_2016):
    plan = county_2016.reference_plans["localities"]
    table = coverage_table(county_2016, plan)
    for minutes in (5, 10, 15, 20):
        scores = evaluate(county_2016, plan, Settings(minutes=minutes)).county
        row = table.loc[("residents", minutes)]
        assert row["own_group"] == pytest.approx(scores["coverage"])
        assert row["any"] == pytest.approx(scores["coverage_any"])
    # Known from an independent model, without the two surgeries of outside practices.
    for who, expected in {
        "residents": (81.9, 98.5, 99.7, 100.0),
        "aged 65 and over": (79.0, 98.3, 99.6, 100.0),
        "in rural areas": (61.6, 96.9, 99.3, 100.0),
    }.items():
        assert [100 * share for share in table.loc[who, "any"]] == pytest.approx(expected, abs=0.9)


def test_who_serves_an_area_and_which_areas_are_furthest():
    served = areas_served(COUNTY, NORTH_AND_SOUTH)
    assert list(served["group"]) == ["North", "North", "South", "South"]
    assert list(served["group_share"]) == pytest.approx([1, 1, 26 / 36, 10 / 14])
    assert served.at[AREAS[2], "second"] == "North"
    assert served.at[AREAS[2], "second_share"] == pytest.approx(10 / 36)
    assert served["second"].isna().tolist() == [True, True, False, True]
    furthest = furthest_areas(COUNTY, NORTH_AND_SOUTH, count=2)
    assert list(furthest["name"]) == ["Far End", "Long Moor"]
    assert furthest.at[AREAS[3], "households_no_car"] == 3_200
    assert furthest.at[AREAS[3], "minutes_own_group"] == 20
    by_any = furthest_areas(COUNTY, NORTH_AND_SOUTH, count=1, by="minutes_any")
    assert list(by_any["name"]) == ["Long Moor"]


def test_tables_of_an_empty_plan_are_missing_not_zero():
    served = areas_served(COUNTY, Plan())
    assert served["group"].isna().all()
    assert served["group_share"].isna().all()
    assert furthest_areas(COUNTY, Plan()).empty
    assert (coverage_table(COUNTY, Plan())["own_group"] == 0).all()
    assert catchment_overlap(COUNTY, Plan()).empty
    assert hospital_alignment(COUNTY, Plan()).empty


def test_overlap_of_catchments_by_hand():
    table = catchment_overlap(COUNTY, NORTH_AND_SOUTH)
    assert table.loc["North"].tolist() == pytest.approx([32 / 42, 10 / 42, 0, 0])
    assert table.loc["South"].tolist() == pytest.approx([0, 1, 0, 0])
    assert "Empty" not in table.index


def test_overlap_adds_to_one_and_its_diagonal_is_self_containment(county_2016):
    plan = county_2016.reference_plans["pcn-2020"]
    table = catchment_overlap(county_2016, plan)
    assert table.sum(axis=1).tolist() == pytest.approx([1.0] * len(table))
    own = evaluate(county_2016, plan).groups["self_containment"]
    for name in table.index:
        assert table.loc[name, name] == pytest.approx(own[name])


def test_the_nearest_hospital_by_hand():
    table = hospital_alignment(COUNTY, NORTH_AND_SOUTH)
    # Area by area West is 10, 20, 30 and 50 minutes away, East 50, 40, 31 and 20.
    assert table.loc["North", "hospital"] == "West Hospital"
    assert table.loc["North", "share"] == 1
    assert table.loc["North", "minutes"] == pytest.approx((11 * 10 + 21 * 20 + 10 * 30) / 42)
    assert table.loc["South", "West Hospital"] == pytest.approx(26 / 36)
    assert table.loc["South", "East Hospital"] == pytest.approx(10 / 36)
    assert "published" in table.attrs["basis"]


def test_taunton_looks_to_musgrove_and_south_somerset_to_yeovil(county_2016):
    table = hospital_alignment(county_2016, county_2016.reference_plans["localities"])
    assert table.at["Taunton & West Somerset", "hospital"].startswith("Musgrove")
    assert table.at["South Somerset", "hospital"].startswith("Yeovil")
    assert table.at["Taunton & West Somerset", "share"] > 0.95


def test_closing_a_practice_by_hand():
    closure = close_practice(COUNTY, NORTH_AND_SOUTH, "L85001")
    # 9,000 in area 1: only L85002 has patients there. 3,000 in area 2: 5,000 and 13,000 there.
    assert closure.patients == 12_000
    assert closure.patients_without_car == pytest.approx(9_000 / 4 + 3_000 / 10)
    assert closure.takers.index.tolist() == ["L85002", "L85003"]
    to_two, to_three = 9_000 + 3_000 * 5 / 18, 3_000 * 13 / 18
    assert closure.takers["patients"].tolist() == pytest.approx([to_two, to_three])
    assert closure.takers["same_group"].all()
    assert closure.takers.at["L85002", "patients_per_gp_after"] == pytest.approx(
        (8_000 + to_two) / 2
    )
    assert closure.takers.at["L85003", "extra_per_gp"] == pytest.approx(to_three / 10)
    # Area 1: 4 minutes before, 8 after; area 2: 12 before, 6 or 9 after.
    assert closure.areas.loc[AREAS[0], "extra_minutes"] == 4
    assert closure.areas.loc[AREAS[1], "minutes_after"] == pytest.approx((5 * 6 + 13 * 9) / 18)
    assert closure.minutes_before == pytest.approx((9 * 4 + 3 * 12) / 12)


def test_where_nobody_else_has_patients_they_go_to_the_nearest():
    alone = np.array([[5.0, 0.0], [0.0, 4.0], [0.0, 4.0]])
    minutes = np.array([[1.0, 9], [8, 1], [7, 1]])
    moved = reassign(alone, minutes, 0, np.ones(3, dtype=bool))
    assert moved.tolist() == [[0, 0], [0, 0], [5, 0]]
    assert reassign(alone, minutes, 0, np.zeros(3, dtype=bool)).sum() == 0


def test_closing_a_branch_by_hand():
    closure = close_site(COUNTY, NORTH_AND_SOUTH, "L85002-2")
    # The branch is closer than the main surgery only for area 3 (11 against 25) and 4 (nobody).
    assert closure.patients == 1_000
    assert closure.areas["extra_minutes"].tolist() == [14]
    assert closure.takers.empty, "its patients stay with the practice"
    assert closure.extra_minutes == pytest.approx(14)


def test_a_closure_says_what_is_wrong():
    with pytest.raises(PlanError, match="L85099 is not a practice of the 2016 snapshot"):
        close_practice(COUNTY, NORTH_AND_SOUTH, "L85099")
    with pytest.raises(PlanError, match="L85001-9 is not a surgery"):
        close_site(COUNTY, NORTH_AND_SOUTH, "L85001-9")
    with pytest.raises(PlanError, match="only surgery of L85001"):
        close_site(COUNTY, NORTH_AND_SOUTH, "L85001-1")


def test_victoria_park_went_where_the_sum_says(county_2016):
    """Its patients were dispersed in 2021 to five practices: all are among the first six here."""
    plan = county_2016.reference_plans["pcn-2020"]
    takers = close_practice(county_2016, plan, "L85612").takers
    gone = county_2016.successors
    heirs = set(gone.loc[gone["practice_code"] == "L85612", "successor"])
    assert len(heirs) == 5
    assert heirs <= set(takers.index[:6])
    assert takers["patients"].sum() == pytest.approx(4_635, rel=0.01)


def test_most_practices_that_joined_another_joined_the_first_taker(county_2016):
    """Of 15 that joined another by April 2026, ten joined the first named, 12 one of two."""
    gone = county_2016.successors
    gone = gone[
        (gone["kind"] == "merged") & gone["practice_code"].isin(county_2016.practices.index)
    ]
    places = []
    for code, successor in zip(gone["practice_code"], gone["successor"], strict=True):
        takers = close_practice(county_2016, Plan(), code).takers
        places.append(list(takers.index).index(successor) + 1)
    assert len(places) == 15
    assert sum(place == 1 for place in places) >= 10
    assert sum(place <= 2 for place in places) >= 12


@given(st.sampled_from(CODES), st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_coverage_never_falls_when_a_surgery_is_added(code, minutes):
    before = six_practices()
    place = gpd.GeoDataFrame(
        {"site_id": ["NEW-1"], "practice_code": [code], "kind": ["branch"]},
        geometry=[Point(-3.0, 51.1)],
        crs=4326,
    )
    drives = before.site_minutes.assign(**{"NEW-1": np.array(minutes, dtype=float)})
    after = replace(before, sites=pd.concat([before.sites, place]), site_minutes=drives)
    one, other = (coverage_table(county, NORTH_AND_SOUTH) for county in (before, after))
    for key in ("own_group", "any"):
        assert (other[key] >= one[key]).all()
    groups = [evaluate(county, NORTH_AND_SOUTH).groups["coverage"] for county in (before, after)]
    assert (groups[1].dropna() >= groups[0].dropna()).all()


@given(st.sampled_from(CODES))
def test_every_patient_of_a_closed_practice_is_taken_once(code):
    closure = close_practice(COUNTY, NORTH_AND_SOUTH, code)
    assert closure.takers["patients"].sum() == pytest.approx(closure.patients)
    assert code not in closure.takers.index
    assert not math.isnan(closure.minutes_after)
