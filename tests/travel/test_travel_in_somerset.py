"""The travel model on Somerset: the tables of minutes, and how near they come to published ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import shapely

from somerset_maps.derive import adjacency, validation
from somerset_maps.sources.build import default_data_dir
from somerset_maps.sources.places import to_british_grid
from somerset_maps.travel import TravelModel
from somerset_maps.travel.sketch import Sketch

Read = Callable[[str], pd.DataFrame]
Averaged = Callable[[np.ndarray], pd.DataFrame]


@pytest.fixture(scope="module")
def practice_to_area(
    sites_2016: pd.DataFrame, to_postcodes: np.ndarray, to_areas: Averaged
) -> pd.DataFrame:
    """Minutes from each practice's nearest own site, averaged over an area's postcodes."""
    own = sites_2016[sites_2016["kind"] != "outside"]
    codes, rows = [], []
    for code, of_practice in own.groupby("practice_code"):
        codes.append(code)
        rows.append(to_postcodes[of_practice.index].min(axis=0))
    return to_areas(np.array(rows)).set_axis(codes)


def place(read: Read, name: str) -> list[tuple[float, float]]:
    row = read("settlements").set_index("name").loc[name]
    easting, northing = to_british_grid([row["lat"]], [row["lon"]])
    return [(easting[0], northing[0])]


def area_code(read: Read, official_name: str) -> str:
    return str(read("small_areas").set_index("official_name").loc[official_name, "lsoa_code"])


def test_the_table_of_minutes_is_what_the_tables_of_data_give(
    sites_2016: pd.DataFrame, to_postcodes: np.ndarray, to_areas: Averaged, read: Read
) -> None:
    computed = to_areas(to_postcodes).set_axis(sites_2016["site_id"])
    kept = read("site_minutes").pivot(index="site_id", columns="lsoa_code", values="minutes")
    assert set(computed.index) <= set(kept.index)
    off = (kept.loc[computed.index, computed.columns] - computed).abs()
    assert off.to_numpy().max() < 0.006


def test_minutes_of_2016_keep_their_check_values(practice_to_area: pd.DataFrame) -> None:
    assert practice_to_area.shape == (75, 327)
    values = practice_to_area.to_numpy()
    assert values.mean() == pytest.approx(34.58, abs=0.1)
    assert np.median(values) == pytest.approx(33.12, abs=0.1)
    assert values.max() == pytest.approx(112.1, abs=0.3)
    assert values.min() == pytest.approx(1.73, abs=0.1)


@pytest.mark.parametrize(
    ("practice", "area", "minutes"),
    [
        ("L85001", "Taunton Deane 007D", 2.1),
        ("L85065", "West Somerset 005C", 17.9),
        ("L85002", "Sedgemoor 001A", 18.1),
        ("L85010", "Sedgemoor 007A", 21.7),
    ],
)
def test_single_journeys_keep_their_check_values(
    practice_to_area: pd.DataFrame, read: Read, practice: str, area: str, minutes: float
) -> None:
    found = practice_to_area.loc[practice, area_code(read, area)]
    assert found == pytest.approx(minutes, abs=0.15)


def test_minutes_of_2020_keep_their_check_values(read: Read) -> None:
    sites = read("sites").query("snapshot == '2020' and kind != 'outside'")
    kept = read("site_minutes").pivot(index="site_id", columns="lsoa_code", values="minutes")
    nearest = kept.loc[sites["site_id"]].groupby(sites["practice_code"].to_numpy()).min()
    assert nearest.shape == (65, 327)
    assert nearest.to_numpy().mean() == pytest.approx(33.87, abs=0.1)
    assert np.median(nearest.to_numpy()) == pytest.approx(32.48, abs=0.1)


def test_residents_in_reach_of_any_site(practice_to_area: pd.DataFrame, read: Read) -> None:
    residents = read("residents").query("residents_year == 'mid-2017'").set_index("lsoa_code")
    residents = residents.loc[practice_to_area.columns]
    areas = read("small_areas").set_index("lsoa_code").loc[practice_to_area.columns]
    nearest = practice_to_area.min()

    def shares(people: pd.Series) -> list[float]:
        return [
            float(100 * people[nearest <= reach].sum() / people.sum()) for reach in (5, 10, 15, 20)
        ]

    everyone = residents["population"]
    assert shares(everyone) == pytest.approx([81.9, 98.5, 99.7, 100.0], abs=0.15)
    assert shares(residents["population_65_plus"]) == pytest.approx(
        [79.0, 98.3, 99.6, 100.0], abs=0.15
    )
    rural = areas["rural"].astype(bool)
    assert shares(everyone[rural]) == pytest.approx([61.6, 96.9, 99.3, 100.0], abs=0.15)


def test_the_kept_table_gives_nearly_the_same_reach(read: Read) -> None:
    # Nearest by whole area instead of by postcode: half a per cent apart within five minutes.
    for snapshot, year, wanted in (
        ("2016", "mid-2017", [81.9, 98.5, 99.7, 100.0]),
        ("2020", "mid-2019", [81.1, 98.3, 99.7, 100.0]),
    ):
        sites = read("sites").query("kind != 'outside'")
        sites = sites[sites["snapshot"] == snapshot]
        minutes = read("site_minutes")
        nearest = minutes[minutes["site_id"].isin(sites["site_id"])]
        nearest = nearest.groupby("lsoa_code")["minutes"].min()
        people = read("residents")
        people = people[people["residents_year"] == year].set_index("lsoa_code")
        people = people["population"].loc[nearest.index]
        found = [100 * people[nearest <= reach].sum() / people.sum() for reach in (5, 10, 15, 20)]
        assert found == pytest.approx(wanted, abs=0.6)


@pytest.mark.parametrize(
    ("hospital", "areas", "error"),
    [
        ("Musgrove Park Hospital, Taunton", 298, 1.45),
        ("Yeovil District Hospital", 307, 2.02),
        ("Weston General Hospital, Weston-super-Mare", 249, 1.54),
    ],
)
def test_estimates_come_near_published_car_minutes(
    hospital_minutes: pd.DataFrame, hospital: str, areas: int, error: float
) -> None:
    rows = hospital_minutes[hospital_minutes["hospital"] == hospital]
    off = rows["published"] - rows["estimated"]
    assert len(rows) == areas
    assert off.abs().mean() == pytest.approx(error, abs=0.05)
    spread = ((rows["published"] - rows["published"].mean()) ** 2).sum()
    assert 1 - (off**2).sum() / spread > 0.96


@pytest.fixture(scope="module")
def hospital_minutes(model: TravelModel) -> pd.DataFrame:
    return validation.hospital_minutes(default_data_dir(), model)


def test_errors_shown_beside_minutes_are_those_measured(
    hospital_minutes: pd.DataFrame, read: Read
) -> None:
    shown = read("model_errors").query("model == 'travel minutes'")
    overall = shown.set_index("measure")["value"]["mean absolute error, all"]
    off = (hospital_minutes["published"] - hospital_minutes["estimated"]).abs()
    assert overall == pytest.approx(off.mean(), abs=0.001)
    assert {"minutes", "share", "r"} == set(shown["unit"])


def test_the_parrett_makes_the_way_to_cannington_longer(
    model: TravelModel, sketch: Sketch, read: Read
) -> None:
    start, end = place(read, "Burnham-on-Sea"), place(read, "Cannington")
    assert model.minutes(start, end)[0, 0] == pytest.approx(20, abs=1)
    bridged_everywhere = shapely.box(300_000, 100_000, 360_000, 170_000)
    as_if_land = TravelModel.from_sketch(
        dataclasses.replace(sketch, crossings=(bridged_everywhere,))
    )
    assert as_if_land.minutes(start, end)[0, 0] == pytest.approx(16, abs=1)


def test_practice_pairs_are_complete_and_never_below_one_site(read: Read) -> None:
    pairs = read("practice_minutes")
    assert pairs["snapshot"].value_counts().to_dict() == {
        "2016": 75 * 74 // 2,
        "2018": 70 * 69 // 2,
        "2020": 65 * 64 // 2,
        "2026": 59 * 58 // 2,
    }
    assert (pairs["practice_a"] < pairs["practice_b"]).all()
    assert pairs["minutes"].min() == 1.4
    vine = pairs.query("snapshot == '2016' and practice_a == 'L85029' and practice_b == 'L85060'")
    assert vine["minutes"].tolist() == [1.4]


def test_neighbours_are_near_and_hold_the_county_together(read: Read) -> None:
    edges = read("adjacency").merge(
        read("practice_minutes"), on=["snapshot", "practice_a", "practice_b"], validate="1:1"
    )
    assert len(edges) == len(read("adjacency"))
    assert edges.loc[edges["why"] == "delaunay", "minutes"].max() <= adjacency.DELAUNAY_MINUTES
    assert edges.loc[edges["why"] == "near", "minutes"].max() <= adjacency.NEAR_MINUTES
    shared = edges.query("snapshot == '2016' and why == 'same site'")
    assert set(zip(shared["practice_a"], shared["practice_b"], strict=True)) == {
        ("L85029", "L85060"),
        ("L85045", "Y01163"),
        ("L85065", "L85602"),
        ("L85002", "L85034"),
        ("L85054", "L85061"),
    }


def test_practices_of_one_site_share_its_neighbours() -> None:
    # A square of sites 3 km apart, two practices on the first, a fifth site far from all.
    practices = pd.DataFrame(
        {
            "practice_code": ["A", "B", "C", "D", "E", "F"],
            "easting": [0, 0, 3_000, 0, 3_100, 40_000],
            "northing": [0, 0, 0, 3_000, 3_100, 40_000],
            "postcode": ["TA1 1AA", "TA1 1AA", "TA1 2AA", "TA1 3AA", "TA1 4AA", "TA1 5AA"],
        }
    )
    points = practices[["easting", "northing"]].to_numpy(float) / 1000
    minutes = 2 * np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    edges = adjacency.edges(practices, minutes)
    found = {(row.practice_a, row.practice_b): row.why for row in edges.itertuples()}
    assert found[("A", "B")] == "same site"
    assert found[("A", "C")] == found[("B", "C")] == "delaunay"
    assert found[("A", "D")] == found[("B", "D")] == "delaunay"
    assert not any("F" in pair for pair in found)  # triangulated, but an hour away
