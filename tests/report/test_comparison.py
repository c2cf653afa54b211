"""Every number of the comparison is the one that evaluate gives; the better one is marked."""

from __future__ import annotations

import math

import pytest

from somerset_maps import County, Plan, Settings, evaluate
from somerset_maps.metrics import measure, measures
from somerset_maps.report.comparison import (
    IMPROVES_BY_SIZE,
    MOSTLY_BY_SIZE,
    Option,
    Row,
    county_rows,
    difference_words,
    spread_rows,
    stances_words,
    standing_words,
)
from somerset_maps.report.measure_table import table_html
from somerset_maps.scenarios.marks import Marks


def option(county: County, plan: Plan, name: str = "A plan", marks: Marks | None = None) -> Option:
    return Option(name, evaluate(county, plan, Settings()), marks)


def alone(county: County) -> Plan:
    return Plan.from_assignment({str(code): f"Group {code}" for code in county.practices.index})


def of_24(county: County) -> Plan:
    codes = list(map(str, county.practices.index))
    return Plan.from_assignment({code: f"Group {at % 24}" for at, code in enumerate(codes)})


def odd_plans(county: County) -> dict[str, Plan]:
    codes = list(map(str, county.practices.index))
    return {
        "empty": Plan(),
        "an empty group": Plan().add_group("Nobody"),
        "one group of all": Plan.from_assignment(dict.fromkeys(codes, "Somerset")),
        "24 groups": of_24(county),
        "each alone": alone(county),
        "no return": Plan.from_assignment({"L85602": "Brendon"}),
    }


def row(rows: list[Row], key: str) -> Row:
    return next(one for one in rows if one.measure.key == key)


def test_every_number_is_the_one_of_evaluate(county_2016: County) -> None:
    plans = [county_2016.reference_plans[key] for key in ("pcn-2020", "localities")]
    plans.append(of_24(county_2016))
    found = county_rows(county_2016, [option(county_2016, plan) for plan in plans])
    for at, plan in enumerate(plans):
        county = evaluate(county_2016, plan, Settings()).county
        for one in found:
            value = one.cells[at].value
            if value is None:
                assert math.isnan(float(county[one.measure.key]))
            else:
                assert value == float(county[one.measure.key])
    assert [one.measure.key for one in found] == [item.key for item in measures("county")]


def test_the_better_one_is_marked_by_the_direction_of_the_measure(county_2016: County) -> None:
    plans = [county_2016.reference_plans[key] for key in ("localities", "pcn-2020")]
    rows = county_rows(county_2016, [option(county_2016, plan) for plan in plans])
    assert [cell.mark for cell in row(rows, "in_band_share").cells] == ["", "better"]  # 0%, 47%
    assert [cell.mark for cell in row(rows, "patients_per_gp_fte_max").cells] == ["better", ""]
    for one in rows:
        if one.measure.direction == "none":
            assert {cell.mark for cell in one.cells} == {""}, one.measure.key


def test_plans_that_read_alike_are_the_same_and_none_is_better(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    rows = county_rows(county_2016, [option(county_2016, plan), option(county_2016, plan)])
    assert {cell.mark for one in rows for cell in one.cells} == {""}
    assert {one.cells[1].difference for one in rows} <= {"the same", ""}


@pytest.mark.parametrize(
    ("key", "first", "other", "words"),
    [
        ("coverage", 0.82, 0.88, "6 points more"),
        ("coverage", 0.88, 0.87, "1 point less"),
        ("groups", 13.0, 4.0, "9 fewer"),
        ("groups", 4.0, 4.0, "the same"),
        ("minutes_to_hub", 6.0, 13.0, "about 7 min more"),
        ("fund", 1000.0, 900.0, "£100 less"),
        ("accessibility", 5.5, 6.0, "0.5 more"),
        ("coverage", None, 0.5, ""),
    ],
)
def test_the_difference_is_said_in_words(
    key: str, first: float | None, other: float | None, words: str
) -> None:
    assert difference_words(measure("county", key), first, other) == words


def test_odd_plans_compare_and_never_show_a_missing_number(county_2016: County) -> None:
    plans = odd_plans(county_2016)
    options = [option(county_2016, plan, name) for name, plan in plans.items()]
    rows = county_rows(county_2016, options)
    rows += spread_rows(county_2016, "group", options)
    rows += spread_rows(county_2016, "practice", options)
    shown = table_html(rows, options, "All")
    for word in (">nan", " nan", "None", ">inf", "NaT"):
        assert word not in shown
    assert all(cell.text for one in rows for cell in one.cells)


def test_what_asks_how_practices_stand_together_is_not_asked_of_each_alone(
    county_2016: County,
) -> None:
    options = [option(county_2016, county_2016.reference_plans["pcn-2020"]),
               option(county_2016, alone(county_2016))]  # fmt: skip
    rows = county_rows(county_2016, options)
    for key in ("placed_share", "minutes_to_hub", "groups"):
        assert row(rows, key).cells[1].text == "does not apply: every practice alone"
        assert {cell.mark for cell in row(rows, key).cells} == {""}


def test_a_missing_value_has_its_reason(county_2016: County) -> None:
    rows = county_rows(county_2016, [option(county_2016, of_24(county_2016))] * 2)
    assert "most compact grouping" in row(rows, "compactness").cells[0].text


@pytest.mark.parametrize("key", ["localities", "pcn-2020"])
def test_two_groups_made_one_never_do_worse_where_size_alone_improves(
    county_2016: County, key: str
) -> None:
    plan = county_2016.reference_plans[key]
    before = evaluate(county_2016, plan).county
    groups = [group.name for group in plan.groups if group.members]
    for gone in groups[1:]:
        after = evaluate(county_2016, plan.combine(groups[0], gone)).county
        for name in IMPROVES_BY_SIZE & set(before.index):
            change = after[name] - before[name]
            sign = 1 if measure("county", name).direction == "up" else -1
            assert sign * change >= -1e-9, (name, gone)


def test_one_group_of_all_does_best_where_larger_groups_mostly_do(county_2016: County) -> None:
    plans = [*odd_plans(county_2016).values(), *county_2016.reference_plans.values()]
    all_in_one = evaluate(county_2016, odd_plans(county_2016)["one group of all"]).county
    for key in MOSTLY_BY_SIZE:
        values = [float(evaluate(county_2016, plan).county[key]) for plan in plans]
        assert float(all_in_one[key]) == max(value for value in values if value == value)


def test_no_practice_has_agreed_until_one_has(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    none = option(county_2016, plan, marks=Marks())
    assert "No practice has agreed" in standing_words(none, 75)
    assert stances_words(none, 75) == "no practice was asked"
    marks = Marks().with_stance(["L85002"], "agreed", "the facilitator", "2016-03-01")
    one = option(county_2016, plan, marks=marks.with_stance(["L85001"], "no", "x", "2016-03-01"))
    assert standing_words(one, 75).startswith("1 practice has agreed")
    assert stances_words(one, 75) == "1 agreed, 1 no, 73 not asked"
    assert stances_words(one, 75, wall=True) == "1 of 75 agreed"
    assert stances_words(option(county_2016, plan), 75) == "nobody was asked"


def test_people_s_words_stand_in_the_table_as_text(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    options = [option(county_2016, plan, "<script>alert(1)</script> & Co")] * 2
    shown = table_html(county_rows(county_2016, options), options, "<b>caption</b>")
    assert "<script" not in shown
    assert "<b>caption" not in shown
    assert "&lt;script&gt;" in shown
