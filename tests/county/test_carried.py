"""Plans carried through mergers, forwards and backwards: nothing vanishes silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somerset_maps import Plan, PlanError
from somerset_maps.plan.carry import follow_mergers

GONE_BY_2020 = {
    "L85005": "L85066", "L85041": "L85019", "L85045": "Y01163", "L85060": "L85029",
    "L85602": "L85065", "L85608": "L85065", "L85616": "L85014", "L85620": "L85004",
    "Y00189": "L85022", "Y02778": "L85064",
}  # fmt: skip


def test_forwards_a_merged_practice_is_where_its_successor_is(county_2016, county_2020):
    plan = Plan.from_assignment({"L85616": "Tone", "L85014": "Tone", "L85001": "Central"})
    carried = plan.carried(county_2016, county_2020)
    assert carried.plan.assignment == {"L85014": "Tone", "L85001": "Central"}
    assert "Victoria Gate Surgery had joined Taunton Vale Healthcare" in carried.notes


def test_forwards_a_successor_in_no_group_follows_the_largest_it_took_over(
    county_2016, county_2020
):
    # L85608 had 1,988 patients and L85602 1,599: both joined L85065.
    plan = Plan.from_assignment({"L85602": "Brendon", "L85608": "Porlock Vale"})
    carried = plan.carried(county_2016, county_2020)
    assert carried.plan.assignment == {"L85065": "Porlock Vale"}
    assert carried.plan.group("Brendon").members == ()
    assert any(
        note.startswith("Porlock") and "which was in no group and is in Porlock Vale now" in note
        for note in carried.notes
    )
    assert any("is in Porlock Vale, not in Brendon" in note for note in carried.notes)


def test_forwards_a_practice_torn_from_its_group_is_told(county_2016, county_2020):
    plan = Plan.from_assignment({"L85616": "A", "L85014": "B"})
    carried = plan.carried(county_2016, county_2020)
    assert carried.plan.assignment == {"L85014": "B"}
    assert any(note.endswith("which is in B, not in A") for note in carried.notes)


def test_two_practices_of_one_name_are_told_apart_by_their_codes(county_2016, county_2020):
    notes = Plan().carried(county_2016, county_2020).notes
    assert (
        "Buttercross Health Centre (L85005) had joined Buttercross Health Centre (L85066)" in notes
    )


def test_backwards_a_practice_later_taken_over_joins_its_successors_group(county_2016, county_2020):
    plan = county_2020.reference_plans["pcn-2020"]
    carried = plan.carried(county_2020, county_2016)
    expected = county_2016.reference_plans["pcn-2020"]
    assert carried.plan.assignment == expected.assignment
    assert "Westlake Surgery (L85045) is not in the snapshot before: it is in no group" in (
        carried.notes
    )


def test_there_and_back_restores_the_localities(county_2016, county_2020):
    plan = county_2016.reference_plans["localities"]
    there = plan.carried(county_2016, county_2020).plan
    assert there.assignment == county_2020.reference_plans["localities"].assignment
    assert there.carried(county_2020, county_2016).plan.assignment == plan.assignment


def test_groups_keep_name_letter_colour_lock_and_order(county_2016, county_2020):
    plan = (
        county_2016.reference_plans["pcn-2020"].lock("Yeovil").recolour("Frome", "#112233")
    ).add_group("Still empty")
    carried = plan.carried(county_2016, county_2020).plan
    looks = [(g.name, g.letter, g.colour, g.locked) for g in plan.groups]
    assert [(g.name, g.letter, g.colour, g.locked) for g in carried.groups] == looks


def test_into_its_own_snapshot_a_plan_stays_as_it_is(county_2016):
    plan = county_2016.reference_plans["pcn-2020"]
    carried = plan.carried(county_2016, county_2016)
    assert carried.plan == plan
    assert carried.notes == ()


def test_a_plan_of_another_snapshot_is_refused(county_2016, county_2020):
    with pytest.raises(PlanError, match="not practices of the 2020 snapshot"):
        county_2016.reference_plans["localities"].carried(county_2020, county_2016)


def test_every_practice_that_is_gone_or_new_is_told(county_2016, county_2020):
    names = county_2016.practices["name"]
    notes = Plan().carried(county_2016, county_2020).notes
    assert len(notes) == len(GONE_BY_2020) == 75 - 65
    for code in GONE_BY_2020:
        assert any(note.startswith(names[code]) for note in notes), code
    assert len(Plan().carried(county_2020, county_2016).notes) == len(GONE_BY_2020)


def test_a_chain_of_mergers_is_followed_and_a_ring_ends():
    chain = {"A": "B", "B": "C", "C": "D"}
    assert follow_mergers("A", chain, {"D"}) == "D"
    assert follow_mergers("A", chain, {"C", "D"}) == "C"
    assert follow_mergers("A", {"A": "B", "B": "A"}, {"D"}) is None


@given(st.data())
def test_nothing_vanishes_silently(county_2016, county_2020, data):
    codes = list(map(str, county_2016.practices.index))
    groups = st.sampled_from(["North", "South", "East"])
    plan = Plan.from_assignment(data.draw(st.dictionaries(st.sampled_from(codes), groups)))
    carried = plan.carried(county_2016, county_2020)
    names = {**county_2016.practices["name"], **county_2020.practices["name"]}
    for code, group in plan.assignment.items():
        now = GONE_BY_2020.get(code, code)
        if carried.plan.assignment.get(now) != group:
            assert any(note.startswith(names[code]) and group in note for note in carried.notes)
    county_2020.check(carried.plan)
