import pytest
from mendip import NAMES, START

from somerset_maps.scenarios import Action, apply_action, describe, parse_action
from somerset_maps.scenarios.sentences import done_again, moved_meanwhile, undone


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"kind": "move", "codes": ["L85011"], "to": "Wells"},
            "Cheddar Medical Centre joined Wells",
        ),
        (
            {"kind": "move", "codes": ["L85002"], "to": "Street"},
            "Wells Health Centre left Wells and joined Street",
        ),
        (
            {"kind": "move", "codes": ["L85002"], "to": None},
            "Wells Health Centre left Wells and is not in a group",
        ),
        (
            {"kind": "move", "codes": ["L85002", "L85034"], "to": None},
            "Wells Health Centre and Wells City Practice left Wells and are not in a group",
        ),
        (
            {"kind": "move", "codes": ["L85011", "L85039", "L85047", "L85060"], "to": "Wells"},
            "Cheddar Medical Centre, Glastonbury Surgery and 2 others joined Wells",
        ),
        (
            {"kind": "start", "codes": ["L85011"], "name": "Wells"},
            "Cheddar Medical Centre started a new group, Wells 2",
        ),
        (
            {"kind": "rename", "group": "wells", "name": "Mid Mendip"},
            "Wells is now called Mid Mendip",
        ),
        (
            {"kind": "recolour", "group": "Wells", "colour": "#000000"},
            "Wells has another colour",
        ),
        ({"kind": "lock", "group": "Wells"}, "Wells is locked"),
        ({"kind": "add_group", "name": "Frome"}, "Frome is a new group, still empty"),
        (
            {"kind": "remove_group", "group": "Street"},
            "Street was removed: Vine Surgery (L85029) is not in a group",
        ),
        ({"kind": "combine", "group": "Street", "into": "Wells"}, "Street was combined with Wells"),
        ({"kind": "clear"}, "All groups were cleared away"),
    ],
)
def test_a_change_reads_as_one_plain_sentence(fields: dict, sentence: str):
    action = parse_action(fields)
    after = apply_action(START, action, lambda codes: set())
    assert describe(START, after, action, NAMES) == sentence


def test_a_whole_plan_names_where_it_came_from():
    action = Action.replacing(START, "the four localities")
    assert describe(START, START, action, NAMES) == "The plan now starts from the four localities"


def test_clearing_says_which_groups_stayed():
    locked = START.lock("Wells")
    sentence = describe(locked, locked.clear(), Action("clear"), NAMES)
    assert sentence == "All groups were cleared away; Wells stayed, locked"


def test_undo_and_redo_repeat_the_sentence():
    assert undone("Wells is locked") == "Undone: Wells is locked"
    assert done_again("Wells is locked") == "Done again: Wells is locked"


def test_a_notice_says_where_the_other_window_put_a_practice_and_where_it_is():
    assert moved_meanwhile(["L85011"], "Wells", "Street", {"L85011": "Cheddar"}) == (
        "In another window Cheddar was moved to Wells meanwhile; it is now in Street."
    )
    assert moved_meanwhile(["L85011", "L85039"], None, None, NAMES) == (
        "In another window Cheddar Medical Centre and Glastonbury Surgery were taken out of the "
        "group meanwhile; they are now not in a group."
    )
