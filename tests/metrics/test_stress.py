"""Stress tests by hand in the county of six practices, and what holds of them for any plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats
from six_practices import CODES, NORTH_AND_SOUTH, six_practices

from somerset_maps import Plan, PlanError, Settings, evaluate
from somerset_maps.metrics import (
    BadWinter,
    ContractHandedBack,
    GPsLeave,
    ListGrowth,
    breaking_curve,
    breaking_points,
    stress,
)
from somerset_maps.metrics.banzhaf import banzhaf
from somerset_maps.metrics.cover import short_days

COUNTY = six_practices()
LIMIT_3000 = Settings(breaking_point=3_000)
shares = st.floats(0, 1)
ftes = st.floats(0.3, 25)


def test_a_practice_hands_back_its_contract():
    outcome = stress(COUNTY, NORTH_AND_SOUTH, [ContractHandedBack("L85001")], LIMIT_3000)
    # 9,000 of its patients go to L85002, 3,000 of area 2 to L85002 and L85003 as 5 to 13.
    two, three = 9_000 + 3_000 * 5 / 18, 3_000 * 13 / 18
    practices = outcome.practices
    assert practices.at["L85002", "extra_patients"] == pytest.approx(two)
    assert practices.at["L85003", "patients_per_gp_after"] == pytest.approx((22_000 + three) / 10)
    assert practices.at["L85001", "patients_after"] == 0
    assert np.isnan(practices.at["L85001", "patients_per_gp_after"])
    assert outcome.moved.to_numpy().tolist() == [
        ["L85001", "L85002", pytest.approx(two)],
        ["L85001", "L85003", pytest.approx(three)],
    ]
    # L85002 was past 3,000 already (4,000); L85003 goes from 2,200 to 2,417; nobody breaks.
    assert practices.at["L85002", "beyond_before"]
    assert outcome.breaks_first == ()
    # North: 42,000 patients for 12 instead of 20 GPs, 3,500 each; passed at 14 of 20 GPs.
    north = outcome.groups.loc["North"]
    assert north["patients_per_gp_after"] == pytest.approx(3_500)
    assert outcome.groups_break_first == ("North",)
    assert north["breaks_at"] == pytest.approx((20 - 14) / 8)
    assert outcome.groups.at["South", "extra_patients"] == 0
    assert outcome.words == ("Practice 1 hands back its contract.",)


def test_patients_may_stay_in_the_group_or_go_anywhere():
    anywhere = stress(COUNTY, NORTH_AND_SOUTH, [ContractHandedBack("L85003")])
    assert anywhere.groups.at["South", "extra_patients"] > 0
    inside = stress(COUNTY, NORTH_AND_SOUTH, [ContractHandedBack("L85003", within_group=True)])
    assert inside.groups.at["South", "extra_patients"] == 0
    assert inside.groups.at["North", "patients_after"] == pytest.approx(42_000)


def test_gps_leave_and_the_winter_is_bad():
    leave = stress(COUNTY, NORTH_AND_SOUTH, [GPsLeave("L85001", 5)], LIMIT_3000)
    row = leave.practices.loc["L85001"]
    # Five of ten people take 4 of 8 whole-time GPs with them: 12,000 / 4.
    assert row["gp_fte_after"] == pytest.approx(4)
    assert row["patients_per_gp_after"] == pytest.approx(3_000)
    assert leave.breaks_first == (), "the point itself is not past it"
    both = stress(COUNTY, NORTH_AND_SOUTH, [GPsLeave("L85001", 5), BadWinter(0.085)], LIMIT_3000)
    # 76.5% at work against 85% on a usual day: nine tenths.
    assert both.practices.at["L85001", "gp_fte_after"] == pytest.approx(4 * 0.9)
    assert both.breaks_first == ("L85001",)
    assert both.practices.at["L85001", "short_cover_after"] > row["short_cover_after"]
    assert both.words[1] == "A bad winter: 8% more of GP time is away, everywhere."
    gone = stress(COUNTY, NORTH_AND_SOUTH, [GPsLeave("L85006", 3)], Settings(breaking_point=5_000))
    assert gone.practices.at["L85006", "gp_fte_after"] == 0
    assert gone.practices.at["L85006", "beyond_after"]
    assert gone.practices.at["L85006", "breaks_at"] == pytest.approx(0.2)


def test_lists_grow_and_what_breaks_first_comes_first():
    grown = stress(COUNTY, NORTH_AND_SOUTH, [ListGrowth(0.5)], Settings(breaking_point=2_250))
    after = grown.practices["patients_per_gp_after"]
    assert after["L85003"] == pytest.approx(3_300)
    # Per GP 1,500, 2,200 and 2,000 half as much again; L85001 comes to the point, not past it.
    assert grown.breaks_first == ("L85003", "L85005")
    assert grown.practices.at["L85003", "breaks_at"] == pytest.approx(50 / 1_100)
    one = stress(COUNTY, NORTH_AND_SOUTH, [ListGrowth(0.5, "L85004")])
    assert one.practices["extra_patients"].tolist() == pytest.approx([0, 0, 0, 3_000, 0, 0])
    assert np.isnan(one.practices.at["L85004", "patients_per_gp_after"]), "no GP return"


def test_a_stress_that_cannot_be_says_why():
    for stresses, reason in [
        ([ContractHandedBack("L85099")], "L85099 is not a practice of the 2016 snapshot"),
        ([ContractHandedBack("L85001")] * 2, "handed back its contract already"),
        ([GPsLeave("L85004")], "sent no GP return"),
        ([GPsLeave("L85001", 0)], "at least one GP"),
        ([BadWinter(0.9)], "must leave some GP time"),
        ([ListGrowth(-1)], "cannot fall by all"),
        ([ContractHandedBack(code) for code in CODES], "no practice is left"),
    ]:
        with pytest.raises(PlanError, match=reason):
            stress(COUNTY, NORTH_AND_SOUTH, stresses)


def test_breaking_points_by_hand():
    points = breaking_points(COUNTY, NORTH_AND_SOUTH, LIMIT_3000)
    # L85001 needs 4 of 8 GPs for 12,000; North 14 of 20 for 42,000; L85002 has too few already.
    assert points.at["L85001", "alone"] == pytest.approx(0.5)
    assert points.at["L85001", "gps_alone"] == pytest.approx(5)
    assert points.at["L85001", "together"] == pytest.approx(0.3)
    assert points.at["L85001", "gps_together"] == pytest.approx(0.3 * 26)
    assert points.at["L85002", "alone"] == pytest.approx(-1 / 3)
    assert points.loc["L85004", ["alone", "together"]].isna().all()
    assert np.isnan(points.at["L85006", "together"])


def test_the_breaking_curve_by_hand():
    curve = breaking_curve(COUNTY, NORTH_AND_SOUTH, LIMIT_3000, steps=(0, 0.2, 0.28, 0.32, 0.4))
    # Alone can go: 1/2 of L85001, none of L85002, 4/15 of L85003, 1/3 of L85005.
    of_72 = [8, 8, 30, 30, 60]
    assert curve["alone"].tolist() == pytest.approx([part / 72 for part in of_72])
    # Together: 0.3 of North, 1/3 of South, of which only L85005 sent a return.
    assert curve["together"].tolist() == pytest.approx([0, 0, 0, 42 / 72, 1])


def test_short_cover_is_the_expected_shortfall():
    """By integrating the density instead of the formula."""
    for fte, people in [(8.0, 10.0), (1.0, 1.0), (33.5, 45.0)]:
        sd = np.sqrt(fte * fte / people * 0.15 * 0.85)
        expected, _ = integrate.quad(
            lambda x, fte=fte, sd=sd: (0.7 * fte - x) * stats.norm.pdf(x, 0.85 * fte, sd),
            0.85 * fte - 12 * sd,
            0.7 * fte,
        )
        found = short_days(np.array([fte]), np.array([people]), Settings())
        assert found[0] == pytest.approx(253 * expected, rel=1e-6)


def test_with_nobody_ever_away_no_day_is_short():
    calm = Settings(absence=0)
    assert short_days(np.array([5.0]), np.array([6.0]), calm)[0] == 0


@given(st.lists(st.tuples(ftes, st.integers(1, 20)), min_size=1, max_size=8), shares)
def test_pooled_cover_is_never_shorter_than_alone(teams, shared_absence):
    settings = Settings(shared_absence=0.8 * shared_absence)
    fte, people = np.array(teams, dtype=float).T
    alone = short_days(fte, people, settings).sum()
    together = short_days(fte.sum(keepdims=True), people.sum(keepdims=True), settings)[0]
    assert together <= alone * (1 + 1e-9)


@given(st.sampled_from(CODES), st.sampled_from(["North", "South", None]))
def test_without_sharing_grouping_changes_no_cover(code, target):
    plan = NORTH_AND_SOUTH.move("L85006", "South")
    everybody = evaluate(COUNTY, plan).county["short_cover_pooled"]
    moved = plan.move(code, target or "West")
    assert evaluate(COUNTY, moved).county["short_cover_pooled"] == pytest.approx(everybody)


@given(shares)
def test_sharing_helps_in_proportion(sharing):
    groups = evaluate(COUNTY, NORTH_AND_SOUTH, Settings(sharing=sharing)).groups
    alone = groups["short_cover_alone"]["North"]
    whole = evaluate(COUNTY, NORTH_AND_SOUTH, Settings(sharing=1)).groups["short_cover_pooled"]
    expected = (1 - sharing) * alone + sharing * whole["North"]
    assert groups["short_cover_pooled"]["North"] == pytest.approx(expected)
    assert groups["short_cover_pooled"]["North"] <= alone * (1 + 1e-12)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_no_patient_is_lost_or_doubled(one, other):
    stresses = [ContractHandedBack(code) for code in dict.fromkeys((one, other))]
    practices = stress(COUNTY, NORTH_AND_SOUTH, stresses).practices
    assert practices["patients_after"].sum() == pytest.approx(82_000)
    assert (practices["patients_after"] >= 0).all()


def brute_force(weights: tuple[int, ...], quota: int) -> tuple[float, ...]:
    swings = [0] * len(weights)
    for chosen in range(1 << len(weights)):
        members = [i for i in range(len(weights)) if chosen >> i & 1]
        total = sum(weights[i] for i in members)
        for i in members:
            swings[i] += total >= quota > total - weights[i]
    return tuple(count / sum(swings) for count in swings)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7).filter(any), shares)
def test_banzhaf_agrees_with_every_coalition_counted(weights, share):
    quota = max(1, round(share * sum(weights)))
    assert banzhaf(tuple(weights), quota) == brute_force(tuple(weights), quota)


def test_banzhaf_of_the_council_of_six():
    """Banzhaf's own case, Nassau County 1958: 9, 9, 7, 3, 1, 1; 16 of 30: three never decide."""
    assert banzhaf((9, 9, 7, 3, 1, 1), 16) == pytest.approx((1 / 3, 1 / 3, 1 / 3, 0, 0, 0))


def test_banzhaf_is_exact_for_75_members(county_2016):
    """Counts beyond 64 bits: 75 equal votes, and the county as one group by list."""
    assert set(banzhaf((1,) * 75, 38)) == {1 / 75}
    one = Plan.from_assignment(dict.fromkeys(county_2016.practices.index, "Somerset"))
    say = evaluate(county_2016, one).power()
    assert say["power"].sum() == pytest.approx(1, rel=1e-12)
    by_list = county_2016.practices["list_size"]
    assert say["power"][by_list.idxmax()] == say["power"].max()
    # In a large council without a giant, say is about the share of votes (Penrose's limit).
    assert (say["power"] / say["share_of_group"]).between(0.9, 1.2).all()
    assert not say["others_decide"].any()


def test_banzhaf_says_what_it_cannot_do():
    for weights, quota in [((), 1), ((1, 2), 4), ((1, 2), 0), ((1, -1), 1)]:
        with pytest.raises(ValueError, match="no coalition"):
            banzhaf(weights, quota)
    with pytest.raises(ValueError, match="too many"):
        banzhaf((1,) * 121, 61)
