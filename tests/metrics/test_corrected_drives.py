"""Drives put right by people: every measure uses them, nothing else changes, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from somerset_maps import County, Settings, evaluate
from somerset_maps.metrics.corrected import corrected, estimated, known
from somerset_maps.scenarios import Workspace
from somerset_maps.settings import CorrectedDrive
from somerset_maps.suggest.ground import ground_of
from tests.metrics.six_practices import AREAS, CODES, NORTH_AND_SOUTH, six_practices

#: From Long Moor to the surgery of the third practice: 9 minutes by the model, 11 in truth.
TO_A_SURGERY = CorrectedDrive(start=AREAS[1], end="L85003-1", minutes=11, by="a GP", why="the ford")
BETWEEN_TWO = CorrectedDrive(start=CODES[0], end=CODES[2], minutes=26, by="a GP")


def test_without_corrections_it_is_the_same_county() -> None:
    county = six_practices()
    assert corrected(county, ()) is county


def test_a_drive_to_a_surgery_changes_that_drive_alone() -> None:
    county = six_practices()
    put_right = corrected(county, (TO_A_SURGERY,))
    changed = put_right.site_minutes != county.site_minutes
    assert changed.sum().sum() == 1
    assert put_right.site_minutes.at[AREAS[1], "L85003-1"] == 11
    assert county.site_minutes.at[AREAS[1], "L85003-1"] == 9
    assert put_right.minutes.equals(county.minutes)
    assert put_right.registrations is county.registrations


def test_a_drive_between_practices_counts_both_ways() -> None:
    put_right = corrected(six_practices(), (BETWEEN_TWO,))
    assert put_right.minutes.at[CODES[0], CODES[2]] == 26
    assert put_right.minutes.at[CODES[2], CODES[0]] == 26


def test_every_measure_uses_the_corrections() -> None:
    county = six_practices()
    before = evaluate(county, NORTH_AND_SOUTH)
    after = evaluate(county, NORTH_AND_SOUTH, Settings(drives=(BETWEEN_TWO,)))
    assert before.groups.at["North", "spread_minutes"] == 16
    assert after.groups.at["North", "spread_minutes"] == 26
    # To the third practice it was 12,000 x 16 + 8,000 x 10, now 12,000 x 26 + 8,000 x 10: then the
    # second is the hub, at 12,000 x 6 + 22,000 x 10.
    assert (before.groups.at["North", "hub"], after.groups.at["North", "hub"]) == (
        CODES[2], CODES[1],
    )  # fmt: skip
    assert before.groups.at["North", "minutes_to_hub"] == pytest.approx(272_000 / 42_000)
    assert after.groups.at["North", "minutes_to_hub"] == pytest.approx(292_000 / 42_000)
    assert after.groups.at["South", "spread_minutes"] == before.groups.at["South", "spread_minutes"]
    assert after.county["coverage"] == before.county["coverage"]
    ground = ground_of(county, Settings(drives=(BETWEEN_TWO,)))
    assert ground.minutes[0, 2] == 26


def test_coverage_follows_a_corrected_drive(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    areas = evaluate(county_2016, plan).small_areas["minutes_own_group"]
    code = str(areas[areas.between(9, 10)].index[0])
    near = county_2016.site_minutes.loc[code]
    site = str(near.idxmin())
    far = tuple(
        CorrectedDrive(start=code, end=str(end), minutes=30) for end in near[near <= 15].index
    )
    settings = Settings(drives=far)
    before, after = (evaluate(county_2016, plan, one) for one in (Settings(), settings))
    people = county_2016.small_areas.at[code, "population"]
    lost = (before.county["coverage"] - after.county["coverage"]) * (
        county_2016.small_areas["population"].sum()
    )
    assert lost == pytest.approx(people)
    assert estimated(county_2016, code, site) == near.min()


def test_a_drive_of_another_snapshot_is_known_as_such_and_changes_nothing() -> None:
    county = six_practices()
    stranger = CorrectedDrive(start=AREAS[0], end="L85999-1", minutes=5)
    assert not known(county, stranger)
    assert known(county, TO_A_SURGERY)
    assert known(county, CorrectedDrive(start=AREAS[0], end="L81025-1", minutes=40))
    plan = NORTH_AND_SOUTH
    one, other = evaluate(county, plan), evaluate(county, plan, Settings(drives=(stranger,)))
    assert one.groups.equals(other.groups)
    assert one.small_areas.equals(other.small_areas)


@pytest.mark.parametrize("minutes", [0, -3, 500, float("nan")])
def test_impossible_minutes_are_refused(minutes: float) -> None:
    with pytest.raises(ValidationError):
        CorrectedDrive(start=AREAS[0], end="L85001-1", minutes=minutes)


def test_corrections_are_kept_with_the_plan(tmp_path: Path) -> None:
    settings = Settings(drives=(TO_A_SURGERY, BETWEEN_TWO))
    path = tmp_path / "workspace.duckdb"
    with Workspace.open(path) as workspace:
        plan_id = workspace.create("", NORTH_AND_SOUTH, "2016", settings)
    with Workspace.open(path) as workspace:
        assert workspace.load(plan_id).standing.settings == settings
