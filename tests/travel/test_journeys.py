"""Computing the tables of journeys: what is wrong with the tables they rest on is said."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from somerset_maps.derive import journeys
from somerset_maps.errors import DataError
from somerset_maps.sources.build import default_data_dir
from somerset_maps.travel import TravelModel


@pytest.fixture(scope="module")
def places() -> journeys.Places:
    return journeys.read_places(default_data_dir())


def site(site_id: str, code: str, kind: str, easting: int = 1) -> dict[str, object]:
    return {
        "site_id": site_id,
        "practice_code": code,
        "kind": kind,
        "easting": easting,
        "northing": 2,
    }


def test_a_site_of_two_snapshots_is_computed_once() -> None:
    sites = pd.DataFrame([site("B-1", "B", "main"), site("A-1", "A", "main")] * 2)
    assert journeys.distinct_sites(sites)["site_id"].tolist() == ["A-1", "B-1"]


def test_a_site_that_moved_needs_a_name_of_its_own() -> None:
    moved = pd.DataFrame([site("A-1", "A", "main"), site("A-1", "A", "main", easting=9)])
    with pytest.raises(DataError, match="A-1 has two positions"):
        journeys.distinct_sites(moved)


def test_patients_go_to_the_nearest_of_a_practice_s_own_sites() -> None:
    sites = pd.DataFrame(
        [site("A-1", "A", "main"), site("A-2", "A", "branch"), site("X-1", "X", "outside")]
    )
    to_postcodes = np.array([[5.0, 9.0], [7.0, 3.0], [1.0, 1.0]])
    practices = pd.DataFrame({"practice_code": ["A"]})
    found = journeys.nearest_site(practices, sites, sites, to_postcodes)
    assert found.tolist() == [[5.0, 3.0]]
    with pytest.raises(DataError, match="no site for X"):
        journeys.nearest_site(pd.DataFrame({"practice_code": ["X"]}), sites, sites, to_postcodes)


def test_minutes_to_an_area_are_the_mean_over_its_postcodes(places: journeys.Places) -> None:
    points = pd.DataFrame({"site_id": ["A-1"]})
    eastings = places.postcodes[["easting"]].to_numpy(float).T
    table = journeys.site_minutes(points, places, eastings).set_index("lsoa_code")["minutes"]
    wanted = places.postcodes.groupby("lsoa_code")["easting"].mean().round(2)
    assert len(table) == 327
    assert (table.loc[wanted.index] - wanted).abs().max() < 0.011


def test_practices_of_one_postcode_are_one_site_apart(model: TravelModel) -> None:
    practices = pd.DataFrame(
        {
            "easting": [322_034, 324_271, 354_321],
            "northing": [125_011, 126_078, 145_180],
            "postcode": ["TA1 1NW", "TA11NW", "BA5 1XJ"],
        }
    )
    between = journeys.practice_minutes(model, practices)
    assert between[0, 1] == between[1, 0] == 1.4
    assert np.diag(between).tolist() == [0, 0, 0]
    taunton, wells = (322_034, 125_011), (354_321, 145_180)
    assert between[0, 2] == pytest.approx(model.minutes([wells], [taunton])[0, 0])


def test_a_year_without_residents_is_named(places: journeys.Places) -> None:
    with pytest.raises(DataError, match="no row of mid-1999"):
        places.residents_of("mid-1999")
    short = dataclasses.replace(places, residents=places.residents.iloc[1:])
    with pytest.raises(DataError, match="no row of mid-2017"):
        short.residents_of("mid-2017")


def test_a_missing_or_broken_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"small_areas\.csv is missing"):
        journeys.read_places(tmp_path)
    for name in ("small_areas.csv", "residents.csv", "postcodes.csv"):
        text = (default_data_dir() / name).read_text(encoding="utf-8")
        if name == "postcodes.csv":
            header, first, rest = text.split("\n", 2)
            text = "\n".join([header, first[:-9] + "E01099999", rest])
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"postcodes\.csv, row 2: the lsoa_code"):
        journeys.read_places(tmp_path)
