"""What holds of every measure for any plan."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from six_practices import CODES, six_practices

from somerset_maps import Plan, PlanError, Settings, evaluate
from somerset_maps.metrics import measures

COUNTY = six_practices()
NAMES = ["North", "South", "East", "West", "Empty"]
SHARES = {
    ("group", "largest_share"), ("group", "coverage"), ("group", "locality_share"),
    ("county", "placed_share"), ("county", "in_band_share"), ("county", "coverage"),
    ("county", "coverage_any"), ("practice", "share_of_group"), ("group", "share_65_plus"),
    ("group", "share_75_plus"), ("group", "hhi"), ("group", "self_containment"),
    ("county", "self_containment"), ("practice", "gp_loss"), ("practice", "power"),
    ("practice", "power_one_vote"), ("practice", "power_two_thirds"),
}  # fmt: skip


@st.composite
def plans(draw) -> Plan:
    plan = Plan()
    for name in draw(st.permutations(NAMES)):
        plan = plan.add_group(name)
    chosen = draw(st.lists(st.sampled_from([*NAMES[:4], None]), min_size=6, max_size=6))
    for code, name in zip(CODES, chosen, strict=True):
        plan = plan.move(code, name)
    return plan


def missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def alike(one: Any, other: Any) -> bool:
    if missing(one) or missing(other):
        return missing(one) and missing(other)
    if isinstance(one, float | np.floating):
        return float(one) == pytest.approx(float(other), rel=1e-12)
    return bool(one == other)


@given(plans(), st.sampled_from(CODES), st.sampled_from([*NAMES, None]))
def test_a_move_changes_only_the_two_groups_concerned(plan, code, target):
    before, after = evaluate(COUNTY, plan), evaluate(COUNTY, plan.move(code, target))
    concerned = {plan.assignment.get(code), target}
    for measure in measures("group"):
        if measure.compares:
            continue
        for name in set(NAMES) - concerned:
            assert alike(before.groups.at[name, measure.key], after.groups.at[name, measure.key])


@given(plans(), st.permutations(range(5)))
def test_the_order_of_groups_does_not_matter(plan, order):
    shuffled = Plan(tuple(plan.groups[row] for row in order))
    one, other = evaluate(COUNTY, plan), evaluate(COUNTY, shuffled)
    for key in one.groups:
        for name in NAMES:
            assert alike(one.groups.at[name, key], other.groups.at[name, key]), (name, key)
    for frame in ("practices", "small_areas"):
        left, right = getattr(one, frame), getattr(other, frame)
        assert all(alike(a, b) for key in left for a, b in zip(left[key], right[key], strict=True))
    assert all(alike(one.county[key], other.county[key]) for key in one.county.index)


@given(plans())
def test_values_make_sense(plan):
    scores = evaluate(COUNTY, plan, heavy=True)
    for level, frame in (("group", scores.groups), ("practice", scores.practices)):
        for key in frame:
            values = [v for v in frame[key] if not missing(v)]
            if (level, key) in SHARES:
                assert all(0 <= v <= 1 for v in values), key
            assert not any(isinstance(v, float) and math.isinf(v) for v in values), key
    for key, value in scores.county.items():
        if ("county", key) in SHARES and not missing(value):
            assert 0 <= value <= 1
        assert missing(value) or not math.isinf(float(value))
    for group in plan.groups:
        row = scores.groups.loc[group.name]
        assert all(map(missing, row)) == (not group.members)
        if group.members:
            assert row["hub"] in group.members
            assert row["minutes_to_hub"] <= row["spread_minutes"]
            assert row["pieces"] <= len(group.members)
    assert scores.county["groups"] == sum(bool(group.members) for group in plan.groups)
    inside = scores.practices["group"].notna()
    assert scores.groups["registered"].sum() == COUNTY.practices["list_size"][inside].sum()


@given(plans(), st.floats(0.5, 3), st.floats(0.5, 3))
def test_slower_roads_never_shorten_a_drive_nor_raise_coverage(plan, one, other):
    fast, slow = (
        evaluate(COUNTY, plan, Settings(minutes_multiplier=m)) for m in sorted((one, other))
    )
    assert fast.county["coverage"] >= slow.county["coverage"]
    assert fast.county["coverage_any"] >= slow.county["coverage_any"]
    for key, sign in (("coverage", 1), ("minutes_to_hub", -1), ("spread_minutes", -1)):
        known = fast.groups["practices"].notna()
        change = sign * (fast.groups[key] - slow.groups[key])[known]
        assert (change.astype(float) >= -1e-9).all()


@given(plans(), st.floats(1, 120), st.floats(1, 120))
def test_a_longer_limit_never_lowers_coverage(plan, one, other):
    short, long = (evaluate(COUNTY, plan, Settings(minutes=m)) for m in sorted((one, other)))
    assert short.county["coverage"] <= long.county["coverage"]
    assert (short.groups["coverage"].dropna() <= long.groups["coverage"].dropna()).all()
    assert long.county["coverage"] <= long.county["coverage_any"]


@pytest.mark.filterwarnings("error")
def test_plans_at_the_edge_give_no_warning_no_infinity_and_no_misleading_zero(county_2016):
    codes = list(map(str, county_2016.practices.index))
    edges = {
        "empty": Plan(),
        "an empty group": Plan().add_group("Wells"),
        "everyone": Plan.from_assignment(dict.fromkeys(codes, "Somerset")),
        "each alone": Plan.from_assignment({code: f"Group {code}" for code in codes}),
        "no return": Plan.from_assignment({"L85602": "Brendon"}),
    }
    scores = {name: evaluate(county_2016, plan) for name, plan in edges.items()}
    for name, score in scores.items():
        for frame in (score.groups, score.practices, score.small_areas):
            numbers = frame.select_dtypes("number").to_numpy(float)
            assert not np.isinf(numbers).any(), name
        assert not any(isinstance(v, float) and math.isinf(v) for v in score.county)
    nothing = scores["empty"].county
    for key in ("worst_loss", "minutes_to_hub", "compactness", "patients_per_gp_fte_max"):
        assert missing(nothing[key]), key
    assert (nothing["placed_share"], nothing["groups"], nothing["coverage"]) == (0, 0, 0)
    assert scores["an empty group"].county["groups"] == 0
    everyone = scores["everyone"]
    assert everyone.county["coverage"] <= everyone.county["coverage_any"]
    alone = scores["each alone"]
    assert alone.groups["worst_loss"].isna().all()
    assert missing(alone.county["worst_loss"])
    assert alone.county["minutes_to_hub"] == 0
    silent = scores["no return"].groups.loc["Brendon"]
    for key in ("gp_fte", "gp_headcount", "patients_per_gp_fte", "worst_loss"):
        assert missing(silent[key]), key
    assert silent["gp_returns"] == 0


def test_a_stranger_to_the_snapshot_is_named(county_2016, county_2020):
    with pytest.raises(PlanError, match="L85099 is not a practice of the 2016 snapshot"):
        evaluate(county_2016, Plan.from_assignment({"L85099": "Wells"}))
    localities = county_2016.reference_plans["localities"]
    with pytest.raises(PlanError, match="are not practices of the 2020 snapshot"):
        evaluate(county_2020, localities)


@given(plans())
def test_say_and_shares_of_a_group_add_to_one(plan):
    practices = evaluate(COUNTY, plan, heavy=True).practices
    for group in plan.groups:
        for key in ("share_of_group", "power", "power_one_vote", "power_two_thirds"):
            if group.members:
                assert practices.loc[list(group.members), key].sum() == pytest.approx(1)


def test_heavy_measures_are_computed_when_they_are_asked_for():
    plan = Plan.from_assignment({"L85001": "North", "L85002": "North"})
    light, full = evaluate(COUNTY, plan), evaluate(COUNTY, plan, heavy=True)
    heavy = {measure.key for measure in measures("practice", "heavy")}
    assert heavy
    assert set(light.practices) & heavy == set()
    assert heavy <= set(full.practices)
    assert light.complete.practices.equals(full.practices)
    assert light.power()["power"].tolist()[:2] == [1, 0]
