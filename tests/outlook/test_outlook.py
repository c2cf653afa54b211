"""Forecasts by pencil and paper, their ranges, their back-test, and what followed."""

from __future__ import annotations

from math import exp, isnan, log, nan

import pandas as pd
import pytest

from somerset_maps import County, Plan, evaluate, load_county
from somerset_maps.metrics.context import context_of
from somerset_maps.outlook import HORIZON, SCENARIOS, Path, outlook
from somerset_maps.outlook.back_test import back_test
from somerset_maps.outlook.forecast import gp_time_after, list_after
from somerset_maps.outlook.measures import MEASURES
from somerset_maps.outlook.ranges import RANGES, range_after
from somerset_maps.outlook.record import later_record, outcome_by_marks
from somerset_maps.outlook.scenarios import scenario
from somerset_maps.outlook.spans import when_above, when_below
from somerset_maps.outlook.trends import Trend, gp_trend, list_trend, trend


@pytest.fixture(scope="module")
def latest() -> County:
    return load_county("2026")


def test_a_list_follows_its_own_trend_less_and_less() -> None:
    # 0.8 + 0.64 = 1.44 years of the difference of 0.03 are left after two.
    assert list_after(10_000, 0.04, 0.01, 2) == pytest.approx(10_000 * exp(0.02 + 0.03 * 1.44))
    assert list_after(10_000, 0.01, 0.01, 5) == pytest.approx(10_000 * exp(0.05))
    assert list_after(10_000, nan, 0.01, 5) == pytest.approx(10_000 * exp(0.05))
    assert list_after(10_000, 0.04, 0.01, 0) == 10_000


def test_gp_time_follows_half_of_the_countys_trend() -> None:
    assert gp_time_after(20.0, -0.04, 5) == pytest.approx(20 * exp(-0.1))
    assert gp_time_after(20.0, nan, 5) == 20.0


def test_a_slope_is_of_the_sum_of_lines_known_at_both_ends() -> None:
    start = pd.Series({"a": 100.0, "b": 200.0, "c": nan})
    end = pd.Series({"a": 110.0, "b": 220.0, "c": 50.0})
    both = Trend("2015-09-30", "2018-09-30", start, end, 3.0)
    assert both.slope() == pytest.approx(log(1.1) / 3)
    assert isnan(both.slope(["c"]))
    assert isnan(both.slope([]))


def test_a_trend_looks_three_years_back_and_never_ahead() -> None:
    days = [f"{year}-09-30" for year in range(2015, 2021)]
    table = pd.DataFrame({"a": range(6)}, index=days, dtype=float)
    found = trend(table, "2019-12-31")
    assert (found.first, found.last) == ("2016-09-30", "2019-09-30")
    assert found.years == pytest.approx(3, abs=0.01)


def test_ranges_never_narrow_as_years_go_by() -> None:
    for key, rows in RANGES.items():
        assert len(rows) == HORIZON
        below, above = zip(*rows, strict=True)
        assert list(below) == sorted(below, reverse=True), key
        assert list(above) == sorted(above), key
    assert range_after("list", "group", 0) == (0, 0)
    with pytest.raises(ValueError, match="no tested range"):
        range_after("list", "group", HORIZON + 1)


def test_two_sources_are_never_in_one_slope(county_2016: County, county_2020: County) -> None:
    assert (list_trend(county_2016).first, list_trend(county_2016).last) == (
        "2013-07-01", "2016-01-01",
    )  # fmt: skip
    assert list_trend(county_2020).last == "2019-09-30"


def test_in_2016_gp_time_has_no_earlier_record_and_is_level(county_2016: County) -> None:
    assert gp_trend(county_2016).first == ""
    ahead = outlook(county_2016, county_2016.reference_plans["localities"])
    assert ahead.no_earlier_record
    assert len(set(ahead.county_gp_time.values)) == 1
    for path in ahead.gp_time.values():
        assert len(set(path.values)) == 1
        assert path.low[5] == pytest.approx(0.75 * path.values[5])
        assert path.high[5] == pytest.approx(1.34 * path.values[5])


@pytest.mark.parametrize("snapshot", ["2016", "2018", "2020", "2026"])
def test_today_is_what_evaluate_says(snapshot: str) -> None:
    county = load_county(snapshot)
    plan = county.reference_plans["pcn-2020"]
    ahead, now = outlook(county, plan), evaluate(county, plan)
    for name, path in ahead.groups.items():
        assert path.values[0] == pytest.approx(now.groups.at[name, "registered"])
        assert ahead.gp_time[name].values[0] == pytest.approx(now.groups.at[name, "gp_fte"])
        assert ahead.patients_per_gp(name).values[0] == pytest.approx(
            now.groups.at[name, "patients_per_gp_fte"]
        )
    everybody = county.practices["list_size"].sum()
    assert ahead.county_list.values[0] == pytest.approx(everybody)


def test_a_group_without_a_return_has_no_gp_time(county_2016: County) -> None:
    plan = Plan.from_assignment({"L85602": "Brendon"}).add_group("Nobody")
    ahead = outlook(county_2016, plan)
    assert list(ahead.groups) == ["Brendon"]
    assert isnan(ahead.gp_time["Brendon"].values[5])
    assert isnan(ahead.patients_per_gp("Brendon").values[5])
    assert when_above(ahead.patients_per_gp("Brendon"), ahead.years, 2_500) == "not known"


@pytest.mark.parametrize(
    ("figure", "grouped", "known", "tolerance"),
    [("list", False, 0.048, 0.01), ("list", True, 0.017, 0.01),
     ("gp_fte", False, 0.32, 0.02), ("gp_fte", True, 0.09, 0.01)],
)  # fmt: skip
def test_the_back_test_is_as_far_off_as_an_independent_one(
    latest: County, figure, grouped: bool, known: float, tolerance: float
) -> None:
    """Errors five years on of a separate calculation, made with three yearly counts."""
    networks = {g.name: g.members for g in latest.reference_plans["pcn-2020"].groups}
    found = back_test(latest, figure, "2017-09-30", networks if grouped else None)
    assert (found.made, found.came) == ("2017-09-30", "2022-09-30")
    assert found.error == pytest.approx(known, abs=tolerance)
    assert found.covered >= 0.8
    assert len(found.table) == (12 if grouped else 58)


def test_the_own_trend_of_gp_time_would_have_been_worse(latest: County) -> None:
    found = back_test(latest, "gp_fte", "2017-09-30")
    own = gp_own_trend_error(latest, found.table)
    assert own > 1.5 * found.error


def gp_own_trend_error(county: County, table: pd.DataFrame) -> float:
    from somerset_maps.sources.lines import line_series

    lines = line_series(county.history, county.lineages, "gp_fte")
    own = trend(lines, "2017-09-30")
    off = [
        abs(row.start * exp(5 * own.slope([code])) / row.outcome - 1)
        for code, row in zip(table.index, table.itertuples(), strict=True)
        if not isnan(own.slope([code]))
    ]
    return sum(off) / len(off)


def test_a_group_lacks_a_count_as_soon_as_one_practice_does(latest: County) -> None:
    lines = back_test(latest, "list", "2017-09-30")
    missing = set(map(str, latest.practices.index)) - set(lines.table.index)
    assert missing
    code = min(missing)
    pair = {"Two": [code, lines.table.index[0]], "One": [lines.table.index[1]]}
    assert list(back_test(latest, "list", "2017-09-30", pair).table.index) == ["One"]


def test_years_are_spans() -> None:
    years = (2016, 2017, 2018, 2019)
    path = Path((10, 11, 12, 13), (10, 10, 11, 12.5), (10, 12.5, 14, 15))
    assert when_above(path, years, 12) == "between 2017 and 2019"
    assert when_above(path, years, 14.5) == "not before 2019, if at all"
    assert when_above(path, years, 20) == "not within 3 years"
    assert when_above(path, years, 9) == "already"
    assert when_below(path, years, 9.5) == "not within 3 years"
    falling = Path((10, 9, 8), (10, 8, 6), (10, 9.5, 8.4))
    assert when_below(falling, (2016, 2017, 2018), 8.5) == "between 2017 and 2018"


def test_a_scenario_adds_to_the_trend(county_2020: County) -> None:
    plan = county_2020.reference_plans["localities"]
    usual = outlook(county_2020, plan)
    leave = outlook(county_2020, plan, scenario("retirements"))
    more = outlook(county_2020, plan, scenario("recruitment"))
    assert leave.county_gp_time.values[5] == pytest.approx(usual.county_gp_time.values[5] * 0.98**5)
    assert more.county_gp_time.values[5] == pytest.approx(usual.county_gp_time.values[5] + 30)
    by_group = sum(path.values[5] for path in more.gp_time.values())
    assert by_group == pytest.approx(more.county_gp_time.values[5])
    assert leave.county_list == usual.county_list
    need = usual.county_patients_per_gp(0.01).values[5]
    assert need == pytest.approx(usual.county_patients_per_gp().values[5] * 1.01**5)
    assert SCENARIOS[0].key == "as now"


def test_what_followed_is_the_sum_of_the_lines_that_came(
    county_2016: County, latest: County
) -> None:
    plan = county_2016.reference_plans["localities"]
    record, mixed = later_record(county_2016, plan, latest, "list_size")
    assert mixed == {}
    assert record.index.min() > "2016-03-31"
    total = record.loc["2018-09-30"].sum()
    rows = latest.history
    counted = rows[(rows["source"] == "Workforce") & (rows["as_of"] == "2018-09-30")]
    counted = counted[~counted["flag"].isin(["closed", "part year"])]
    assert total == pytest.approx(counted["list_size"].sum(), rel=0.001)


def test_a_group_whose_practice_joined_one_outside_has_no_record(
    county_2016: County, latest: County
) -> None:
    # Brendon Hills joined Dunster, which is not in the group.
    plan = Plan.from_assignment({"L85602": "West", "L85019": "Coast"})
    record, mixed = later_record(county_2016, plan, latest, "list_size")
    assert "Dunster" in mixed["West"]
    assert "West" not in record


def test_what_happened_is_counts(county_2016: County) -> None:
    marks = evaluate(county_2016, Plan()).practices["merger_exposure"]
    table = outcome_by_marks(county_2016, marks)
    assert table["practices"].to_dict() == {0: 24, 1: 37, 2: 14}
    assert table["gone"].to_dict() == {0: 0, 1: 7, 2: 9}


def test_the_measures_are_the_ends_of_the_paths(county_2020: County) -> None:
    plan = county_2020.reference_plans["localities"].add_group("Nobody")
    context, ahead = context_of(county_2020, plan), outlook(county_2020, plan)
    names = list(ahead.groups)
    for item in MEASURES:
        value = item.compute(context)
        match item.level, item.key:
            case "group", "outlook_list":
                expected = [ahead.groups[name].values[5] for name in names]
            case "group", "outlook_gp_fte":
                expected = [ahead.gp_time[name].values[5] for name in names]
            case "group", _:
                expected = [ahead.patients_per_gp(name).values[5] for name in names]
            case "practice", _:
                expected = [ahead.practices[code].values[5] for code in context.county.codes]
            case "county", "outlook_list":
                expected = ahead.county_list.values[5]
            case _:
                expected = ahead.county_gp_time.values[5]
        if item.level == "group":
            assert isnan(value[-1])
            value = value[:-1]
        assert value == pytest.approx(expected), (item.level, item.key)
