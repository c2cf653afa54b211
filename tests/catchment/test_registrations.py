"""The modelled registrations in data/: their sums, their check values, their measured error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from somerset_maps.derive import validation
from somerset_maps.errors import DataError
from somerset_maps.sources.build import default_data_dir

YEARS = {"2016": "mid-2017", "2018": "mid-2017", "2020": "mid-2019", "2026": "mid-2020"}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(default_data_dir() / f"{name}.csv", dtype={"snapshot": str})


def cells(snapshot: str) -> pd.DataFrame:
    table = read("registrations")
    return table[table["snapshot"] == snapshot]


@pytest.mark.parametrize("snapshot", YEARS)
def test_rows_are_the_lists(snapshot: str) -> None:
    practices = read("practices")
    practices = practices[practices["snapshot"] == snapshot]
    lists = practices.set_index("practice_code")["list_size"]
    modelled = cells(snapshot).groupby("practice_code")["patients"].sum()
    assert set(modelled.index) == set(lists.index)
    # Cells are kept to the hundredth and those below half of one are left out.
    assert (modelled - lists.loc[modelled.index]).abs().max() < 1


@pytest.mark.parametrize(
    ("snapshot", "factor"),
    [("2016", 1.0131), ("2018", 573_599 / 555_195), ("2020", 1.0386), ("2026", 605_796 / 563_851)],
)
def test_columns_are_residents_times_one_factor(snapshot: str, factor: float) -> None:
    residents = read("residents")
    residents = residents[residents["residents_year"] == YEARS[snapshot]].set_index("lsoa_code")
    modelled = cells(snapshot).groupby("lsoa_code")["patients"].sum()
    ratio = modelled / residents["population"].loc[modelled.index]
    assert len(ratio) == 327
    assert ratio.to_numpy() == pytest.approx(np.full(327, factor), abs=2e-4)


@pytest.mark.parametrize(
    ("practice", "area", "patients"),
    [
        ("L85003", "West Somerset 005B", 1_925),
        ("L85003", "West Somerset 005C", 1_455),
        ("L85001", "Taunton Deane 007D", 1_369),
        ("L85055", "Sedgemoor 001A", 2_000),
    ],
)
def test_single_cells_keep_their_check_values(practice: str, area: str, patients: int) -> None:
    names = read("small_areas").set_index("lsoa_code")["official_name"]
    found = cells("2016").set_index(["practice_code", "lsoa_code"])["patients"].loc[practice]
    found.index = found.index.map(names)
    # In towns a cell moves by a few per cent with the 250 m cell that a surgery stands in.
    assert found[area] == pytest.approx(patients, rel=0.04)


@pytest.mark.parametrize(
    ("snapshot", "correlation", "error"),
    [
        ("2016", 0.969, 0.74),
        ("2018", 0.971, 0.68),
        ("2020", 0.972, 0.85),
        ("2026", 0.979, 0.75),
    ],
)
def test_modelled_deprivation_comes_near_the_published(
    snapshot: str, correlation: float, error: float
) -> None:
    both = validation.practice_deprivation(default_data_dir(), snapshot).dropna()
    assert both["modelled"].corr(both["published"]) == pytest.approx(correlation, abs=0.003)
    assert (both["modelled"] - both["published"]).abs().mean() == pytest.approx(error, abs=0.02)


@pytest.mark.parametrize(
    ("practice", "score"),
    [("L85001", 16.62), ("L85003", 24.60), ("L85018", 15.47), ("L85055", 10.95)],
)
def test_modelled_deprivation_of_four_practices(practice: str, score: float) -> None:
    both = validation.practice_deprivation(default_data_dir(), "2016")
    assert both.loc[practice, "modelled"] == pytest.approx(score, abs=0.1)


def test_errors_shown_beside_registrations_are_those_measured() -> None:
    shown = read("model_errors").query("model == 'registrations'")
    measured = {
        (error.measure, error.snapshot): error.value
        for error in validation.registration_errors(default_data_dir())
    }
    kept = {(row.measure, row.snapshot): row.value for row in shown.itertuples()}
    held_out = {key: value for key, value in kept.items() if key[0].endswith("held out")}
    assert {key: value for key, value in kept.items() if key not in held_out} == pytest.approx(
        measured, abs=0.001
    )
    assert len(measured) == 2 * len(YEARS)
    assert held_out == {
        ("mean absolute error, held out", "2016"): 0.73,
        ("mean absolute error, held out", "2020"): 0.85,
    }


def test_scores_of_2019_follow_the_rank_on_the_scale_of_2015() -> None:
    areas = pd.DataFrame(
        {
            "imd2015_score": [40.0, 20.0, 10.0],
            "imd2015_rank": [100, 10_000, 20_000],
            "imd2019_rank": [10_000, 15_000, 100],
        }
    )
    assert validation.area_deprivation(areas, 2015).tolist() == [40, 20, 10]
    assert validation.area_deprivation(areas, 2019).tolist() == [20, 15, 40]
    with pytest.raises(DataError, match="imd_year 2010"):
        validation.area_deprivation(areas, 2010)
