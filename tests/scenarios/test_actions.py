import json

import pytest
from mendip import START

from somerset_maps.errors import PlanError
from somerset_maps.plan import COLOURS
from somerset_maps.scenarios import Action, apply_action, parse_action
from somerset_maps.scenarios.actions import free_name, parse_entry


def nothing_to_avoid(codes: object) -> set[str]:
    return set()


def done(fields: dict):
    return apply_action(START, parse_action(fields), nothing_to_avoid)


def test_a_move_takes_codes_as_people_write_them_and_names_of_groups_in_any_capitals():
    after = done({"kind": "move", "codes": [" l85011 "], "to": "wells"})
    assert after.group("Wells").members == ("L85002", "L85034", "L85011")


def test_a_move_to_none_takes_a_practice_out_of_its_group():
    assert "L85029" not in done({"kind": "move", "codes": ["L85029"], "to": None}).assignment


def test_a_move_never_makes_a_group():
    with pytest.raises(PlanError, match="no group called “Frome”"):
        done({"kind": "move", "codes": ["L85011"], "to": "Frome"})


def test_a_new_group_takes_a_free_name_and_a_colour_that_its_neighbours_do_not_have():
    asked: list[tuple[str, ...]] = []

    def avoid(codes: tuple[str, ...]) -> list[str]:
        asked.append(codes)
        return [COLOURS[2]]

    action = parse_action({"kind": "start", "codes": ["L85011"], "name": "Wells"})
    after = apply_action(START, action, avoid)
    assert asked == [("L85011",)]
    assert after.group("Wells 2").members == ("L85011",)
    assert after.group("Wells 2").colour == COLOURS[3]
    assert after.group("Wells 2").letter == "C"


def test_every_other_kind_does_what_it_says():
    assert done({"kind": "rename", "group": "Wells", "name": "Mid Mendip"}).group("Mid Mendip")
    recoloured = done({"kind": "recolour", "group": "Wells", "colour": "#abcdef"})
    assert recoloured.group("Wells").colour == "#ABCDEF"
    locked = done({"kind": "lock", "group": "Wells"})
    assert locked.group("Wells").locked
    unlocked = apply_action(locked, parse_action({"kind": "unlock", "group": "Wells"}), set)
    assert unlocked == START
    assert done({"kind": "add_group", "name": "Frome"}).group("Frome").members == ()
    assert [g.name for g in done({"kind": "remove_group", "group": "Wells"}).groups] == ["Street"]
    combined = done({"kind": "combine", "group": "Street", "into": "Wells"})
    assert combined.assignment == dict.fromkeys(["L85002", "L85034", "L85029"], "Wells")
    assert done({"kind": "clear"}).groups == ()
    whole = apply_action(combined, Action.replacing(START, "the four localities"), set)
    assert whole == START


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "“None” is not something that can be done"),
        ({"kind": "drop table"}, "“drop table” is not something that can be done"),
        ({"kind": ["move"]}, "is not something that can be done"),
        ({"kind": "replace", "codes": ["L85011"]}, "“replace” is not something"),
        ({"kind": "move", "to": "Wells"}, "names no practice"),
        ({"kind": "move", "codes": [], "to": "Wells"}, "names no practice"),
        ({"kind": "move", "codes": "L85011", "to": "Wells"}, "names no practice"),
        ({"kind": "move", "codes": ["Cheddar"], "to": "Wells"}, "not a practice code"),
        ({"kind": "move", "codes": [85011], "to": "Wells"}, "no practice code"),
        ({"kind": "move", "codes": ["L85011"] * 401, "to": "Wells"}, "401 practices; at most 400"),
        ({"kind": "move", "codes": ["L85011"], "to": 7}, "has no to"),
        ({"kind": "move", "codes": ["L85011"], "to": "x" * 50_000}, "too long: 50,000"),
        ({"kind": "start", "codes": ["L85011"], "name": " "}, "needs a name"),
        ({"kind": "start", "codes": ["L85011"], "name": "=1+1"}, "cannot begin with"),
        ({"kind": "start", "codes": ["L85011"], "name": "\ud800"}, "not whole"),
        ({"kind": "rename", "group": "Wells", "name": "x" * 61}, "60 characters"),
        ({"kind": "recolour", "group": "Wells", "colour": "red"}, "not a colour"),
        ({"kind": "recolour", "group": "Wells"}, "has no colour"),
        ({"kind": "open", "code": None}, "has no code"),
    ],
)
def test_whatever_is_malformed_is_refused_in_plain_words(fields: dict, complaint: str):
    with pytest.raises(PlanError) as refused:
        parse_action(fields)
    assert complaint in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        {"client": "board-a"},
        {"client": "board-a", "seq": True},
        {"client": "board-a", "seq": 0},
        {"client": "board-a", "seq": 1.5},
        {"client": "board-a", "seq": 2**60},
        {"client": "a b", "seq": 1},
        {"client": "x" * 65, "seq": 1},
        {"client": ["board-a"], "seq": 1},
    ],
)
def test_an_entry_that_cannot_be_told_apart_is_refused(fields: object):
    with pytest.raises(PlanError):
        parse_entry(fields)


def test_a_free_name_counts_on_and_stays_short_enough():
    assert free_name("Frome", ["Wells"]) == "Frome"
    assert free_name("Wells 2", ["WELLS 2", "Wells 3"]) == "Wells 4"
    assert free_name("x" * 60, ["x" * 60]) == "x" * 58 + " 2"


def test_the_journal_keeps_an_action_with_its_own_fields_only():
    action = parse_action({"kind": "move", "codes": ["L85011"], "to": None, "client": "a", "n": 9})
    assert json.loads(action.to_json()) == {"kind": "move", "codes": ["L85011"], "to": None}
    whole = json.loads(Action.replacing(START, "a file").to_json())
    assert whole["source"] == "a file"
    assert whole["groups"][1] == ["Street", "B", START.group("Street").colour, False, ["L85029"]]
