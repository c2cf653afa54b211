"""Stances, notes, federations and the grid: kept with a plan, and left alone by undo."""

import pytest
from mendip import entry, move, reopened

from somerset_maps.errors import PlanError
from somerset_maps.scenarios import Action, LivePlans
from somerset_maps.scenarios.marks import FUNCTIONS, LEVELS, Marks, Stance


def agree(plan_id: str, seq: int, *codes: str, stance: str = "agreed") -> dict:
    return entry(plan_id, seq, "stance", codes=list(codes), stance=stance)


def test_a_stance_is_kept_with_who_said_it_and_when(plans: LivePlans, plan_id: str):
    state = plans.submit(plan_id, [agree(plan_id, 1, "L85002")], 0).state
    said = state.marks.stances["L85002"]
    assert (said.stance, said.by) == ("agreed", "the facilitator")
    assert state.sentence == "Wells Health Centre: agreed, noted by the facilitator"
    assert state.marks.counts() == {"agreed": 1, "open": 0, "not yet": 0, "no": 0}
    assert state.private, "what one practice said is for the table, not for the wall"
    assert plans.rename(plan_id, "Another name").private
    kept = reopened(plans.store).state(plan_id).marks
    assert kept == state.marks


def test_an_agreed_practice_moves_only_when_that_is_confirmed(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [agree(plan_id, 1, "L85002")], 0)
    refused = plans.submit(plan_id, [move(plan_id, 2, "L85002", "Street")], 1)
    assert refused.state.plan.assignment["L85002"] == "Wells"
    assert "has agreed to be in Wells" in refused.notices[0]
    sure = {**move(plan_id, 3, "L85002", "Street"), "confirmed": True}
    moved = plans.submit(plan_id, [sure], 1).state
    assert moved.plan.assignment["L85002"] == "Street"
    assert moved.marks.stance_of("L85002") == "not asked"
    kinds = [step.kind for step in plans.store.journal(plan_id)]
    assert kinds == ["created", "stance", "move"]


def test_undo_of_a_confirmed_move_gives_the_agreement_back_and_redo_takes_it(
    plans: LivePlans, plan_id: str
):
    said = plans.submit(plan_id, [agree(plan_id, 1, "L85002")], 0).state.marks.stances["L85002"]
    sure = {**move(plan_id, 2, "L85002", "Street"), "confirmed": True}
    plans.submit(plan_id, [sure], 1)
    back = plans.submit(plan_id, [entry(plan_id, 3, "undo")], 2).state
    assert back.plan.assignment["L85002"] == "Wells"
    assert back.marks.stances["L85002"] == said
    assert back.sentence.endswith("Wells Health Centre has its agreement back")
    again = plans.submit(plan_id, [entry(plan_id, 4, "redo")], 3).state
    assert again.plan.assignment["L85002"] == "Street"
    assert again.marks.stance_of("L85002") == "not asked"
    # After a restart, too: what was said is in the journal.
    anew = reopened(plans.store)
    assert anew.submit(plan_id, [entry(plan_id, 5, "undo")], 4).state.marks == back.marks
    journal = anew.store.journal(plan_id)
    assert [step.kind for step in journal] == ["created", "stance", "move", "undo", "redo", "undo"]
    assert all("the facilitator" in step.action for step in journal[2:])


def test_what_a_practice_says_after_a_confirmed_move_outlasts_undo(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [agree(plan_id, 1, "L85002")], 0)
    plans.submit(plan_id, [{**move(plan_id, 2, "L85002", "Street"), "confirmed": True}], 1)
    plans.submit(plan_id, [agree(plan_id, 3, "L85002", stance="not yet")], 2)
    state = plans.submit(plan_id, [entry(plan_id, 4, "undo")], 3).state
    assert state.plan.assignment["L85002"] == "Wells"
    assert state.marks.stance_of("L85002") == "not yet"


@pytest.mark.parametrize("kind", ["remove_group", "combine"])
def test_a_group_with_an_agreed_practice_is_not_dissolved_unasked(
    plans: LivePlans, plan_id: str, kind: str
):
    plans.submit(plan_id, [agree(plan_id, 1, "L85002")], 0)
    asked = entry(plan_id, 2, kind, group="Wells", into="Street")
    outcome = plans.submit(plan_id, [asked], 1)
    assert outcome.state.plan.group("Wells").members == ("L85002", "L85034")
    assert outcome.notices


def test_undo_leaves_stances_and_does_not_move_who_agreed_meanwhile(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    plans.submit(plan_id, [agree(plan_id, 2, "L85011")], 1)
    outcome = plans.submit(plan_id, [entry(plan_id, 3, "undo")], 2)
    assert outcome.state.plan.assignment["L85011"] == "Wells"
    assert "has agreed" in outcome.notices[0]
    plans.submit(plan_id, [agree(plan_id, 4, "L85011", stance="open")], 2)
    undone = plans.submit(plan_id, [entry(plan_id, 5, "undo")], 3).state
    assert "L85011" not in undone.plan.assignment
    assert undone.marks.stance_of("L85011") == "open"


def test_a_practice_in_no_group_may_join_whatever_it_says(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [agree(plan_id, 1, "L85011")], 0)
    state = plans.submit(plan_id, [move(plan_id, 2, "L85011", "Wells")], 1).state
    assert state.plan.assignment["L85011"] == "Wells"
    assert state.marks.stance_of("L85011") == "agreed"


def test_an_unknown_stance_is_refused_and_changes_nothing(plans: LivePlans, plan_id: str):
    outcome = plans.submit(plan_id, [agree(plan_id, 1, "L85002", stance="keen")], 0)
    assert outcome.state.marks == Marks()
    assert "none of agreed" in outcome.notices[0]


def test_a_note_comes_and_goes(plans: LivePlans, plan_id: str):
    plans.apply(plan_id, Action("note", codes=("L85002",), text="Lease ends <2027>"))
    assert plans.state(plan_id).marks.notes == {"L85002": "Lease ends <2027>"}
    plans.apply(plan_id, Action("note", codes=("L85002",)))
    assert plans.state(plan_id).marks.notes == {}


def test_a_group_is_in_one_federation_at_most():
    marks = Marks().with_federation("North", ["A", "B"]).with_federation("South", ["B", "C"])
    assert marks.federations == {"North": ("A",), "South": ("B", "C")}
    assert marks.with_federation("North", []).federations == {"South": ("B", "C")}
    with pytest.raises(PlanError, match="needs a name"):
        marks.with_federation("  ", ["A"])


def test_the_grid_takes_its_own_cells_only():
    cell = (FUNCTIONS[0], LEVELS[1])
    marks = Marks().with_grid({cell: " urgent   visits ", (FUNCTIONS[1], LEVELS[0]): " "})
    assert marks.grid == {cell: "urgent visits"}
    with pytest.raises(PlanError, match="not a cell"):
        marks.with_grid({("Catering", "Practice"): "tea"})


def test_marks_read_back_exactly():
    marks = (
        Marks({"L85002": Stance("not yet", "Dr A, partner", "2016-03-01")}, {"L85011": "“quoted”"})
        .with_federation("North", ["A", "B"])
        .with_grid({(FUNCTIONS[2], LEVELS[3]): "a hospital trust"})
    )
    assert Marks.from_json(marks.to_json()) == marks
    assert Marks.from_json("{}") == Marks()


def test_federations_are_kept_with_the_plan(plans: LivePlans, plan_id: str):
    marks = Marks().with_federation("North", ["A", "B"])
    state = plans.set_marks(plan_id, marks, "The federation North was changed")
    assert state.marks == marks
    assert reopened(plans.store).state(plan_id).marks == marks
