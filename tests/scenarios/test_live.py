import threading

import pytest
from mendip import NAMES, PRACTICES, START, entry, move, reopened

from somerset_maps.errors import PlanError, WorkspaceError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import Action, LivePlans, Panel, Workspace
from somerset_maps.settings import Settings


def test_a_move_changes_the_plan_and_is_acknowledged(plans: LivePlans, plan_id: str):
    outcome = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    state = outcome.state
    assert outcome.acks == {"board-a": 1}
    assert outcome.notices == ()
    assert outcome.opened is None
    assert state.plan.assignment["L85011"] == "Wells"
    assert (state.revision, state.before, state.changed) == (1, START, ("Wells",))
    assert state.sentence == "Cheddar Medical Centre joined Wells"
    assert (state.can_undo, state.can_redo) == (True, False)


def test_entries_sent_again_change_nothing_also_after_a_restart(plans: LivePlans, plan_id: str):
    sent = [move(plan_id, 1, "L85011", "Wells"), entry(plan_id, 2, "undo")]
    first = plans.submit(plan_id, sent, 0)
    again = plans.submit(plan_id, sent, 0)
    assert (again.state, again.acks) == (first.state, {"board-a": 2})
    later = reopened(plans.store)
    after_restart = later.submit(plan_id, sent, 0)
    assert (after_restart.state, after_restart.acks) == (first.state, {"board-a": 2})
    later.store.close()


def test_entries_are_taken_in_the_order_of_their_numbers(plans: LivePlans, plan_id: str):
    sent = [move(plan_id, 2, "L85011", "Street"), move(plan_id, 1, "L85011", "Wells")]
    assert plans.submit(plan_id, sent, 0).state.plan.assignment["L85011"] == "Street"


def test_a_bad_entry_is_refused_and_acknowledged_and_the_others_are_done(
    plans: LivePlans, plan_id: str
):
    plans.apply(plan_id, Action("lock", group="Street"))
    outcome = plans.submit(
        plan_id,
        [
            move(plan_id, 1, "L85011", "Street"),
            move(plan_id, 2, "L99999", "Wells"),
            entry(plan_id, 3, "nonsense"),
            move(plan_id, 4, "L85011", "Wells"),
        ],
        1,
    )
    assert outcome.acks == {"board-a": 4}
    assert outcome.notices == (
        "“Street” is locked: unlock it first.",
        "L99999 is not a practice of the 2016 snapshot.",
        "“nonsense” is not something that can be done to a plan.",
    )
    assert outcome.state.plan.assignment == {**START.assignment, "L85011": "Wells"}
    later = reopened(plans.store)
    assert later.acks(["board-a"]) == {"board-a": 4}
    later.store.close()


def test_what_is_not_an_outbox_is_refused_without_a_change(plans: LivePlans, plan_id: str):
    for sent in ("moves", {"client": "a"}, None, [None, 7, {"client": "x"}]):
        assert plans.submit(plan_id, sent, 0).state.plan == START


def test_opening_a_practice_is_acknowledged_and_not_journalled(plans: LivePlans, plan_id: str):
    outcome = plans.submit(plan_id, [entry(plan_id, 1, "open", code="L85011")], 0)
    assert outcome.opened == Panel(practice="L85011")
    assert (outcome.acks, outcome.state.revision) == ({"board-a": 1}, 0)
    group = plans.submit(plan_id, [entry(plan_id, 2, "open", group="Wells")], 0)
    assert group.opened == Panel(group="Wells")
    closed = plans.submit(plan_id, [entry(plan_id, 3, "close")], 0)
    assert closed.opened == Panel()
    assert len(plans.store.journal(plan_id)) == 1


def test_undo_and_redo_walk_back_and_forth_exactly(plans: LivePlans, plan_id: str):
    seen = [START]
    for seq, (code, to) in enumerate([("L85011", "Wells"), ("L85002", "Street")], 1):
        seen.append(plans.submit(plan_id, [move(plan_id, seq, code, to)], 9).state.plan)
    assert plans.apply(plan_id, Action("undo")).state.plan == seen[1]
    back = plans.apply(plan_id, Action("undo")).state
    assert (back.plan, back.can_undo, back.can_redo) == (START, False, True)
    assert back.sentence == "Undone: Cheddar Medical Centre joined Wells"
    with pytest.raises(PlanError, match="nothing to undo"):
        plans.apply(plan_id, Action("undo"))
    assert plans.apply(plan_id, Action("redo")).state.plan == seen[1]
    again = plans.apply(plan_id, Action("redo")).state
    assert (again.plan, again.can_redo) == (seen[2], False)
    with pytest.raises(PlanError, match="nothing to do again"):
        plans.apply(plan_id, Action("redo"))


def test_an_action_after_undo_ends_redo_but_stays_in_the_journal(plans: LivePlans, plan_id: str):
    plans.apply(plan_id, Action("add_group", name="Frome"))
    plans.apply(plan_id, Action("undo"))
    state = plans.apply(plan_id, Action("add_group", name="Shepton")).state
    assert not state.can_redo
    kinds = [step.kind for step in plans.store.journal(plan_id)]
    assert kinds == ["created", "add_group", "undo", "add_group"]
    assert "Frome" in plans.store.journal(plan_id)[1].action
    assert plans.apply(plan_id, Action("undo")).state.plan == START


def test_undo_goes_on_where_it_was_after_a_restart(plans: LivePlans, plan_id: str):
    for name in ("Frome", "Shepton", "Bruton"):
        plans.apply(plan_id, Action("add_group", name=name))
    plans.apply(plan_id, Action("undo"))
    state = plans.state(plan_id)
    later = reopened(plans.store)
    assert later.state(plan_id) == state
    assert [g.name for g in later.apply(plan_id, Action("redo")).state.plan.groups][-1] == "Bruton"
    for _ in range(3):
        later.apply(plan_id, Action("undo"))
    assert later.state(plan_id).plan == START
    later.store.close()


def test_a_whole_plan_is_one_undo(plans: LivePlans, plan_id: str):
    other = Plan.from_assignment(dict.fromkeys(NAMES, "Mendip"))
    state = plans.apply(plan_id, Action.replacing(other, "the four localities")).state
    assert state.plan == other
    assert plans.apply(plan_id, Action("undo")).state.plan == START
    stranger = Plan.from_assignment({"L99999": "Mendip"})
    with pytest.raises(PlanError, match="L99999 is not a practice of the 2016 snapshot"):
        plans.apply(plan_id, Action.replacing(stranger, "a file"))


def test_an_entry_for_another_plan_goes_to_that_plan(plans: LivePlans, plan_id: str):
    other = plans.create(START, "2016")
    outcome = plans.submit(
        plan_id, [move(other, 1, "L85011", "Wells"), move(plan_id, 2, "L85011", "Street")], 0
    )
    assert outcome.acks == {"board-a": 2}
    assert plans.state(other).plan.assignment["L85011"] == "Wells"
    assert plans.state(plan_id).plan.assignment["L85011"] == "Street"
    lost = plans.submit(plan_id, [move("no-such-plan", 3, "L85011", "Wells")], 1)
    assert lost.acks == {"board-a": 3}
    assert "not in the workspace" in lost.notices[0]


def test_settings_are_kept_with_the_plan_and_not_undone(plans: LivePlans, plan_id: str):
    plans.apply(plan_id, Action("add_group", name="Frome"))
    small = Settings(band=(25_000, 30_000))
    state = plans.set_settings(plan_id, small)
    assert (state.revision, state.settings) == (2, small)
    assert state.sentence == "The size range is now 25,000 to 30,000"
    undone = plans.apply(plan_id, Action("undo")).state
    assert (undone.plan, undone.settings) == (START, small)
    later = reopened(plans.store)
    assert later.state(plan_id).settings == small
    later.store.close()


def test_saving_under_a_name_keeps_the_sentence_of_the_last_move(plans: LivePlans, plan_id: str):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    state = plans.rename(plan_id, "  Table 4 \n")
    assert (state.name, state.revision) == ("Table 4", 2)
    assert (state.sentence, state.before) == ("Cheddar Medical Centre joined Wells", START)
    other = plans.create(START, "2016", name="Table 5")
    with pytest.raises(PlanError, match="already a plan called “table 4”"):
        plans.rename(other, "table 4")
    for name in ("", " ", "x" * 81, "\ud800"):
        with pytest.raises(PlanError):
            plans.rename(other, name)


def test_a_copy_has_its_own_life(plans: LivePlans, plan_id: str):
    copy = plans.duplicate(plan_id)
    plans.apply(copy, Action("clear"))
    assert plans.state(copy).name == "Study day 2"
    assert plans.state(plan_id).plan == START


def test_a_deleted_plan_can_be_brought_back(plans: LivePlans, plan_id: str):
    plans.delete(plan_id)
    assert plans.store.plans() == []
    late = plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    assert "deleted in another window" in late.notices[0]
    plans.create(START, "2016", name="Study day")
    state = plans.bring_back(plan_id)
    assert (state.name, state.deleted) == ("Study day 2", False)
    assert state.plan.assignment["L85011"] == "Wells"
    assert len(plans.store.plans()) == 2


def test_nothing_is_acknowledged_when_the_journal_cannot_be_written(
    plans: LivePlans, plan_id: str, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise WorkspaceError("no space left")

    sent = [move(plan_id, 1, "L85011", "Wells")]
    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "commit", full)
        with pytest.raises(WorkspaceError):
            plans.submit(plan_id, sent, 0)
        assert plans.state(plan_id).plan == START
        assert plans.acks(["board-a"]) == {"board-a": 0}
    assert plans.submit(plan_id, sent, 0).state.plan.assignment["L85011"] == "Wells"


def test_two_parts_of_the_program_never_overwrite_each_other(plans: LivePlans, plan_id: str):
    other = LivePlans(plans.store, lambda snapshot: PRACTICES)
    other.state(plan_id)
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    late = [move(plan_id, 1, "L85039", "Wells", "board-b")]
    with pytest.raises(WorkspaceError, match="try again"):
        other.submit(plan_id, late, 0)
    state = other.submit(plan_id, late, 0).state
    assert state.plan.group("Wells").members == ("L85002", "L85034", "L85011", "L85039")
    assert plans.store.problems() == []


def test_many_windows_at_once_lose_nothing_and_double_nothing(plans: LivePlans, plan_id: str):
    def window(number: int) -> None:
        for seq in range(1, 21):
            added = entry(plan_id, seq, "add_group", f"board-{number}", name=f"{number} {seq}")
            plans.submit(plan_id, [added], None)

    threads = [threading.Thread(target=window, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = plans.state(plan_id)
    assert len(state.plan.groups) == 2 + 6 * 20
    assert state.revision == 120
    assert plans.store.problems() == []


def test_map_and_board_of_one_window_are_heard_in_the_order_of_their_clock(
    plans: LivePlans, plan_id: str
):
    on_the_board = [
        {**move(plan_id, 1, "L85011", "Wells", client="board-a"), "at": 200.0},
        {**entry(plan_id, 2, "undo", client="board-a"), "at": 400.0},
    ]
    on_the_map = [{**move(plan_id, 1, "L85002", None, client="map-a"), "at": 300.0}]
    state = plans.submit(plan_id, [*on_the_board, *on_the_map], 0, "window").state
    assert state.plan.assignment["L85011"] == "Wells"
    assert state.plan.assignment["L85002"] == START.assignment["L85002"]
    kinds = [step.kind for step in plans.store.journal(plan_id)]
    assert kinds == ["created", "move", "move", "undo"]
