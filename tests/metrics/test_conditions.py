"""Registers of long-term conditions: by hand, by SQL, and only where they apply."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from somerset_maps import County, Plan, load_county
from somerset_maps.errors import DataError
from somerset_maps.metrics.conditions import MEASURES, REGISTERS
from somerset_maps.metrics.context import context_of
from somerset_maps.sources.build import open_database
from somerset_maps.sources.disease_registers import read_disease_registers
from tests.metrics.six_practices import NORTH_AND_SOUTH, six_practices


def test_a_share_by_hand() -> None:
    county = six_practices()
    rows = [("L85001", "DM", 600, 17, 10_000), ("L85002", "DM", 300, 17, 5_000),
            ("L85001", "DEM", 90, 0, 12_000)]  # fmt: skip
    columns = ["practice_code", "register", "patients", "from_age", "list_of_ages"]
    object.__setattr__(county, "conditions", pd.DataFrame(rows, columns=columns))
    context = context_of(county, NORTH_AND_SOUTH)
    found = {item.key: item.compute(context) for item in MEASURES}
    # North has the first two practices with a register; South and the empty group have none.
    assert found["register_dm"][0] == pytest.approx(900 / 15_000)
    assert found["register_dem"][0] == pytest.approx(90 / 12_000)
    assert np.isnan(found["register_dm"][1:]).all()
    assert np.isnan(found["register_copd"]).all()


@pytest.mark.parametrize("item", MEASURES, ids=lambda item: item.key)
def test_every_register_agrees_with_sql(item) -> None:
    county = load_county("2026")
    plan = county.reference_plans["localities"]
    heirs = county.lineages[county.lineages["kind"] != "dispersed"]
    place = pd.DataFrame(
        [(row.earlier_code, plan.assignment[row.practice_code]) for row in heirs.itertuples()],
        columns=["practice_code", "grp"],
    )
    with open_database() as connection:
        connection.register("place", place)
        expected = connection.execute(
            "select grp, sum(patients) / sum(list_of_ages) as share from long_term_conditions "
            "join place using (practice_code) where register = ? group by grp",
            [item.technical.removeprefix("QOF ")],
        ).df().set_index("grp")["share"]  # fmt: skip
    found = item.compute(context_of(county, plan))
    for group, value in zip(plan.groups, found, strict=True):
        assert value == pytest.approx(expected[group.name])
        assert 0 < value < 0.5


def test_the_registers_are_known_by_name_and_age() -> None:
    with open_database() as connection:
        table = connection.execute(
            "select register, min(from_age), max(from_age), count(*) from long_term_conditions "
            "group by register"
        ).fetchall()
    assert {name: (low, high, count) for name, low, high, count in table} == {
        code: (age, age, 64) for code, (_, age) in REGISTERS.items()
    }


@pytest.mark.parametrize(("snapshot", "practices"), [("2016", 0), ("2018", 0), ("2020", 64)])
def test_they_stand_only_where_they_apply(snapshot: str, practices: int) -> None:
    found = load_county(snapshot).conditions
    assert found["practice_code"].nunique() == practices


def test_joined_practices_are_added_up(county_2020: County) -> None:
    now, then = load_county("2026").conditions, county_2020.conditions
    diabetes = [frame[frame["register"] == "DM"] for frame in (now, then)]
    assert diabetes[0]["patients"].sum() == diabetes[1]["patients"].sum()
    assert diabetes[0]["practice_code"].nunique() == 59


def test_the_reader_names_a_file_that_is_not_one(tmp_path: Path) -> None:
    path = tmp_path / "registers.csv"
    path.write_text("PRACTICE_CODE,REGISTER\nL85001,3\n")
    with pytest.raises(DataError, match=r"registers\.csv"):
        read_disease_registers(path)


def test_without_groups_there_is_nothing(county_2020: County) -> None:
    assert MEASURES[0].compute(context_of(county_2020, Plan())).size == 0
