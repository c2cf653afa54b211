"""Three plans of the real county against SQL over the tables and networkx over the adjacency."""

from __future__ import annotations

import math
import re
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from somerset_maps import County, Plan, Settings, evaluate
from somerset_maps.metrics import measures
from somerset_maps.sources.build import open_database

STATEMENTS = dict(
    re.findall(r"-- name: (\w+)\n(.*?;)", (Path(__file__).parent / "golden.sql").read_text(), re.S)
)

BY_NETWORKX = {"contiguous", "pieces"}
#: Worked out in plain pandas in the bench, which its own test sets against these.
BY_PANDAS = {
    "accessibility", "accessibility_smooth", "short_cover_alone", "short_cover_pooled",
    "pharmacies", "community_hospitals", "branches",
}  # fmt: skip

#: Made by hand: over a locality's border, in two pieces, a practice alone, most in no group.
BY_HAND = Plan.from_assignment(
    dict.fromkeys(("L85002", "L85034", "L85039", "L85043", "L85024"), "Wells and Cheddar")
    | dict.fromkeys(("L85041", "L85019", "L85602", "L85027"), "Minehead and Wincanton")
    | {"L85008": "Frome"}
    | dict.fromkeys(("L85012", "L85050"), "Wellington")
)


@pytest.fixture(scope="module", params=["localities 2016", "pcn-2020 in 2020", "by hand 2016"])
def case(request, county_2016, county_2020) -> tuple[County, Plan]:
    return {
        "localities 2016": (county_2016, county_2016.reference_plans["localities"]),
        "pcn-2020 in 2020": (county_2020, county_2020.reference_plans["pcn-2020"]),
        "by hand 2016": (county_2016, BY_HAND),
    }[request.param]


def ask(name: str, county: County, plan: Plan, settings: Settings) -> pd.DataFrame:
    table = pd.DataFrame(plan.assignment.items(), columns=["practice_code", "group"])
    values = {
        "snapshot": county.snapshot, "low": settings.band[0], "high": settings.band[1],
        "minutes": settings.minutes,
    }  # fmt: skip
    sql = STATEMENTS[name]
    with open_database() as connection:
        connection.register("plan", table)
        used = {key: value for key, value in values.items() if f"${key}" in sql}
        return connection.execute(sql, used).df()


@pytest.mark.parametrize("minutes", [5, 10])
def test_group_measures_agree_with_sql(case, minutes):
    county, plan = case
    settings = Settings(minutes=minutes)
    expected = ask("groups", county, plan, settings).set_index("group")
    expected = expected.join(ask("people", county, plan, settings).set_index("group"))
    found = evaluate(county, plan, settings).groups
    assert set(expected.index) == set(found.index)
    known = set(expected) | BY_NETWORKX | BY_PANDAS
    assert {measure.key for measure in measures("group")} == known
    for key in expected:
        for name, value in expected[key].items():
            other = found.at[name, key]
            if isinstance(value, str):
                assert other == value, (name, key)
            elif pd.isna(value):
                assert math.isnan(other), (name, key)
            else:
                assert float(other) == pytest.approx(float(value), rel=1e-9), (name, key)


def test_pieces_agree_with_networkx(case):
    county, plan = case
    found = evaluate(county, plan).groups
    for group in plan.groups:
        part = county.adjacency.subgraph(group.members)
        assert found.at[group.name, "pieces"] == nx.number_connected_components(part)
        assert found.at[group.name, "contiguous"] == nx.is_connected(part)


@pytest.mark.parametrize("minutes", [5, 10, 15, 20])
def test_coverage_of_the_county_agrees_with_sql(case, minutes):
    county, plan = case
    settings = Settings(minutes=minutes)
    expected = ask("county", county, plan, settings).iloc[0]
    found = evaluate(county, plan, settings).county
    assert found["coverage"] == pytest.approx(expected["coverage"], rel=1e-9)
    assert found["coverage_any"] == pytest.approx(expected["coverage_any"], rel=1e-9)


def test_county_measures_follow_from_the_groups(case):
    county, plan = case
    scores = evaluate(county, plan)
    groups, found = ask("groups", county, plan, Settings()), scores.county
    everyone = county.practices["list_size"].sum()
    in_range = groups["band_status"] == "in"
    assert found["placed_share"] == pytest.approx(groups["registered"].sum() / everyone)
    assert found["groups"] == len(groups)
    assert found["in_band_groups"] == in_range.sum()
    assert found["in_band_share"] == pytest.approx(groups["registered"][in_range].sum() / everyone)
    assert found["single_practice_groups"] == (groups["practices"] == 1).sum()
    assert found["worst_loss"] == pytest.approx(groups["worst_loss"].max())
    assert found["straddling_groups"] == (groups["locality_share"] < 0.9).sum()
    assert found["pieces"] == (scores.groups["pieces"] > 1).sum()
    travel = (groups["minutes_to_hub"] * groups["registered"]).sum()
    assert found["minutes_to_hub"] == pytest.approx(travel / groups["registered"].sum())
    sound = county.practices[(county.practices["to_check"] == "")].dropna(subset="gp_fte")
    sound = sound.assign(group=[plan.assignment.get(code) for code in sound.index])
    sums = sound.groupby("group")[["list_size", "gp_fte"]].sum()
    per_gp = sums["list_size"] / sums["gp_fte"]
    assert found["patients_per_gp_fte_min"] == pytest.approx(per_gp.min())
    assert found["patients_per_gp_fte_max"] == pytest.approx(per_gp.max())


def test_the_plan_made_by_hand_has_what_it_was_made_for(county_2016):
    scores = evaluate(county_2016, BY_HAND)
    assert scores.groups.at["Minehead and Wincanton", "pieces"] == 2
    assert scores.groups.at["Minehead and Wincanton", "gp_returns"] == 3
    assert scores.county["single_practice_groups"] == 1
    assert scores.county["straddling_groups"] >= 1


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [("2016", {5: 81.9, 10: 98.5, 15: 99.7, 20: 100.0}),
     ("2020", {5: 81.1, 10: 98.3, 15: 99.7, 20: 100.0})],
)  # fmt: skip
def test_residents_near_the_countys_own_surgeries(snapshot, expected, request):
    """Known from an independent model of the same drives: percent of residents."""
    county = request.getfixturevalue(f"county_{snapshot}")
    for minutes, percent in expected.items():
        settings = Settings(minutes=minutes)
        own = ask("county", county, BY_HAND, settings).iloc[0]["coverage_of_own"]
        assert 100 * own == pytest.approx(percent, abs=0.4)
        # The surgeries of two practices outside the county add less than one resident in 100.
        any_surgery = evaluate(county, Plan(), settings).county["coverage_any"]
        assert own <= any_surgery < own + 0.01


def test_the_loss_of_the_biggest_team_falls_with_size_alone(county_2016):
    localities = evaluate(county_2016, county_2016.reference_plans["localities"])
    assert localities.groups["worst_loss"].between(0.098, 0.282).all()
    assert localities.groups["worst_loss"].round(2).tolist() == [0.28, 0.17, 0.10, 0.19]
    one = Plan.from_assignment(dict.fromkeys(county_2016.practices.index, "Somerset"))
    assert evaluate(county_2016, one).county["worst_loss"] == pytest.approx(0.05, abs=0.005)


def test_the_four_localities_in_numbers(county_2016):
    groups = evaluate(county_2016, county_2016.reference_plans["localities"]).groups
    assert groups["practices"].tolist() == [12, 15, 27, 21]
    assert groups["registered"].tolist() == [114_491, 124_328, 170_860, 152_767]
    assert groups["gp_fte"].sum() == pytest.approx(332.4)
    assert groups["gp_returns"].sum() == 74


@pytest.mark.parametrize(
    ("snapshot", "per_10000"), [("2016", 332.4 / 55.5195), ("2020", 293.3 / 56.2225)]
)
def test_every_gp_is_in_somebodys_reach_once(snapshot, per_10000, request):
    """Shared out by distance or not, the mean over residents is all GPs over all residents."""
    county = request.getfixturevalue(f"county_{snapshot}")
    scores = evaluate(county, Plan())
    residents = county.small_areas["population"]
    for key in ("accessibility", "accessibility_smooth"):
        mean = (scores.small_areas[key] * residents).sum() / residents.sum()
        assert mean == pytest.approx(per_10000, rel=1e-9)
    assert scores.county["accessibility"] == pytest.approx(per_10000, rel=1e-9)


def test_the_rural_figure_depends_on_how_distance_is_weighed(county_2016):
    """Known from an independent model of the same method: 6.0; rural 5.72 and 4.45."""
    found = evaluate(county_2016, Plan()).county
    assert found["accessibility"] == pytest.approx(6.0, abs=0.05)
    assert found["accessibility_rural"] == pytest.approx(5.72, abs=0.1)
    assert found["accessibility_smooth_rural"] == pytest.approx(4.45, abs=0.2)


def test_what_the_countys_papers_say(county_2016):
    """About £1.68m at £3 a patient; 3 million consultations a year."""
    scores = evaluate(county_2016, county_2016.reference_plans["localities"])
    assert scores.county["fund"] == pytest.approx(1.68e6, rel=0.01)
    assert scores.groups["consultations"].sum() == pytest.approx(3e6, rel=0.01)
    assert scores.groups["community_hospitals"].sum() == 13
    assert scores.groups["pharmacies"].sum() == 101


def test_practices_that_were_absorbed_had_more_marks(county_2016):
    """By April 2026: 9 of 14 with two marks, 7 of 37 with one, none of 24."""
    marks = evaluate(county_2016, Plan()).practices["merger_exposure"]
    gone = marks.index.isin(county_2016.successors["practice_code"])
    assert marks.value_counts().to_dict() == {1: 37, 0: 24, 2: 14}
    assert marks[gone].value_counts().to_dict() == {2: 9, 1: 7}
