"""Two windows on one plan never overwrite each other silently."""

import pytest
from mendip import entry, move

from somerset_maps.errors import PlanError
from somerset_maps.scenarios import Action, LivePlans

HERE, THERE = "board-here", "board-there"


def test_the_later_move_wins_and_hears_of_the_other(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", THERE)], 0, "there")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Street", HERE)], 0, "here")
    assert outcome.state.plan.assignment["L85011"] == "Street"
    assert outcome.notices == (
        "In another window Cheddar Medical Centre was moved to Wells meanwhile; "
        "it is now in Street.",
    )


def test_who_has_seen_the_other_move_is_told_nothing(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", THERE)], 0, "there")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Street", HERE)], 1, "here")
    assert outcome.notices == ()


def test_both_windows_doing_the_same_is_no_news(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", THERE)], 0, "there")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", HERE)], 0, "here")
    assert (outcome.notices, outcome.state.revision) == ((), 1)


def test_the_board_and_the_map_of_one_window_are_not_strangers(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", "board-x")], 0, "window")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Street", "map-x")], 0, "window")
    assert outcome.notices == ()


def test_a_revision_in_the_entry_itself_goes_before_that_of_the_page(
    plans: LivePlans, plan_id: str
):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", THERE)], 0, "there")
    stale = {**move(plan_id, 1, "L85011", "Street", HERE), "rev": 0}
    assert len(plans.submit(plan_id, [stale], 1, "here").notices) == 1


def test_a_practice_dropped_on_a_group_renamed_meanwhile_joins_that_group(
    plans: LivePlans, plan_id: str
):
    renamed = entry(plan_id, 1, "rename", THERE, group="Wells", name="Mid Mendip")
    plans.submit(plan_id, [renamed], 0, "there")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", HERE)], 0, "here")
    assert outcome.state.plan.assignment["L85011"] == "Mid Mendip"
    assert outcome.notices == ("In another window Wells was renamed Mid Mendip meanwhile.",)


def test_a_group_removed_meanwhile_is_not_made_again(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [entry(plan_id, 1, "remove_group", THERE, group="Wells")], 0, "there")
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", HERE)], 0, "here")
    assert [group.name for group in outcome.state.plan.groups] == ["Street"]
    assert outcome.notices == ("There is no group called “Wells” in this plan.",)


def test_two_windows_starting_the_same_name_get_two_groups(plans: LivePlans, plan_id: str):
    there = entry(plan_id, 1, "start", THERE, codes=["L85039"], name="Glastonbury")
    plans.submit(plan_id, [there], 0, "there")
    outcome = plans.submit(
        plan_id,
        [
            entry(plan_id, 1, "start", HERE, codes=["L85047"], name="Glastonbury"),
            move(plan_id, 2, "L85011", "Glastonbury", HERE),
        ],
        0,
        "here",
    )
    assert outcome.state.plan.group("Glastonbury").members == ("L85039",)
    assert outcome.state.plan.group("Glastonbury 2").members == ("L85047", "L85011")
    assert outcome.notices == (
        "There is already a group called Glastonbury: the new one is called Glastonbury 2.",
    )


def test_undo_does_not_take_back_what_was_not_on_the_screen(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells", HERE)], 0, "here")
    plans.submit(plan_id, [move(plan_id, 1, "L85039", "Wells", THERE)], 1, "there")
    refused = plans.submit(plan_id, [entry(plan_id, 2, "undo", HERE)], 1, "here")
    assert refused.state.revision == 2
    assert refused.notices == (
        "Nothing was undone, because another window changed the plan meanwhile "
        "(Glastonbury Surgery joined Wells): undo again to take that back.",
    )
    done = plans.submit(plan_id, [entry(plan_id, 3, "undo", HERE)], 2, "here")
    assert done.state.sentence == "Undone: Glastonbury Surgery joined Wells"


def test_a_button_of_the_page_does_not_undo_it_either(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85039", "Wells", THERE)], 0, "there")
    with pytest.raises(PlanError, match="Nothing was undone"):
        plans.apply(plan_id, Action("undo"), "here", seen_revision=0)
    assert plans.apply(plan_id, Action("undo"), "here", seen_revision=1).state.revision == 2


def test_removing_a_group_that_was_filled_meanwhile_says_so(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Street", THERE)], 0, "there")
    gone = plans.submit(plan_id, [entry(plan_id, 1, "remove_group", HERE, group="Street")], 0, "x")
    assert gone.notices == (
        "In another window Cheddar Medical Centre was moved to Street meanwhile; "
        "it is now not in a group.",
    )
    assert plans.apply(plan_id, Action("undo")).state.plan.assignment["L85011"] == "Street"
