"""Plans by hand: what each change does, and what it refuses."""

from __future__ import annotations

import json

import pytest

from somerset_maps import Group, Plan, PlanError
from somerset_maps.plan import COLOURS, choose_colour, ink_on, next_letter

WELLS = Plan.from_assignment({"L85002": "Wells", "L85034": "Wells", "L85008": "Frome"})


def test_groups_stand_in_order_of_appearance_with_letters_and_far_apart_colours():
    assert WELLS.groups == (
        Group("Wells", "A", COLOURS[0], members=("L85002", "L85034")),
        Group("Frome", "B", COLOURS[1], members=("L85008",)),
    )


def test_a_move_leaves_the_plan_before_it_alone_so_undo_is_a_list_of_plans():
    after = WELLS.move("L85034", "Frome")
    assert after.assignment == {"L85002": "Wells", "L85008": "Frome", "L85034": "Frome"}
    assert WELLS.assignment["L85034"] == "Wells"


def test_the_example_of_the_documentation():
    plan = Plan.from_assignment({"L85001": "Taunton Central"})
    plan = plan.move("L85014", "Wells").rename("Wells", "Mid Mendip").lock("Mid Mendip")
    assert plan.assignment == {"L85001": "Taunton Central", "L85014": "Mid Mendip"}
    assert plan.group("Mid Mendip").locked


def test_moving_into_no_group_takes_a_practice_out_and_keeps_its_empty_group():
    emptied = WELLS.move("L85008", None)
    assert emptied.group("Frome").members == ()
    assert "L85008" not in emptied.assignment


def test_moving_a_practice_where_it_is_changes_nothing_even_in_a_locked_group():
    assert WELLS.lock("Wells").move("L85002", "wells") == WELLS.lock("Wells")


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan.move("L85002", "Frome"),
        lambda plan: plan.move("L85002", "A new group"),
        lambda plan: plan.move("L85002", None),
        lambda plan: plan.move("L85008", "Wells"),
        lambda plan: plan.move_many(["L85008", "L85014"], "Wells"),
        lambda plan: plan.combine("Frome", "Wells"),
        lambda plan: plan.combine("Wells", "Frome"),
        lambda plan: plan.split("Wells", ["L85002"], "Half"),
        lambda plan: plan.remove_group("Wells"),
    ],
)
def test_a_locked_group_refuses_practices_in_and_out_and_says_so(change):
    locked = WELLS.lock("Wells")
    with pytest.raises(PlanError, match="“Wells” is locked: unlock it first"):
        change(locked)
    assert change(locked.unlock("Wells")).assignment != locked.assignment


def test_a_locked_group_can_still_be_renamed_and_recoloured():
    plan = WELLS.lock("Wells").rename("Wells", "Mid Mendip").recolour("Mid Mendip", "#123abc")
    assert plan.group("Mid Mendip") == Group(
        "Mid Mendip", "A", "#123ABC", locked=True, members=("L85002", "L85034")
    )


def test_clear_keeps_locked_groups_only():
    assert WELLS.lock("Frome").clear().assignment == {"L85008": "Frome"}


def test_combine_keeps_the_first_groups_name_letter_and_colour():
    both = WELLS.combine("frome", "wells")
    assert both.groups == (Group("Frome", "B", COLOURS[1], members=("L85008", "L85002", "L85034")),)
    with pytest.raises(PlanError, match="combined with itself"):
        WELLS.combine("Wells", "WELLS")


def test_split_takes_members_only():
    assert WELLS.split("Wells", ["l85034 "], "City").assignment["L85034"] == "City"
    with pytest.raises(PlanError, match="L85008 is not in “Wells”"):
        WELLS.split("Wells", ["L85002", "L85008"], "City")


def test_names_are_unique_whatever_their_capitals_and_however_accents_are_typed():
    for same in ("WELLS", " wells ", "Wells\u200b"):
        with pytest.raises(PlanError, match="already a group called “Wells”"):
            WELLS.add_group(same)
    composed, typed_apart = "Caf\u00e9", "Cafe\u0301"
    plan = Plan().add_group(composed)
    assert plan.group(typed_apart).name == composed
    with pytest.raises(PlanError, match="already"):
        plan.add_group(typed_apart)
    assert WELLS.rename("Wells", "WELLS").group("wells").name == "WELLS"
    with pytest.raises(PlanError, match="already a group called “Frome”"):
        WELLS.rename("Wells", "frome")


@pytest.mark.parametrize(
    "name", ["=1+1", "+44", "-2", "@SUM(A1)", "# note", "＝1+1", "\t=1", "\n@x"]
)
def test_a_name_that_a_spreadsheet_would_run_is_refused(name):
    with pytest.raises(PlanError, match="cannot begin with"):
        Plan().add_group(name)


@pytest.mark.parametrize("name", ["", "  ", "\n\t", "\x00", "\u200b\u202e", "\ud800"])
def test_a_name_that_nobody_could_see_is_refused(name):
    with pytest.raises(PlanError, match="needs a name"):
        Plan().add_group(name)


def test_a_name_has_at_most_sixty_characters():
    assert Plan().add_group("x" * 60).groups[0].name == "x" * 60
    with pytest.raises(PlanError, match="60 characters"):
        Plan().add_group("x" * 61)


def test_white_space_and_line_ends_in_a_name_become_single_spaces():
    assert Plan().add_group("  Mid \r\n Mendip\u2028and\x00 Frome ").groups[0].name == (
        "Mid Mendip and Frome"
    )


@pytest.mark.parametrize("code", ["", "L8500", "L850011", "85001L", "L85 001", "Ĺ85001", "L8５001"])
def test_what_is_not_a_practice_code_is_refused_with_an_example(code):
    with pytest.raises(PlanError, match="such as L85001"):
        Plan().move(code, "Wells")


def test_unknown_groups_are_refused_where_a_group_must_exist():
    for change in (WELLS.rename, WELLS.recolour, WELLS.combine):
        with pytest.raises(PlanError, match="no group called “Bath”"):
            change("Bath", "#000000")
    for change in (WELLS.lock, WELLS.unlock, WELLS.remove_group):
        with pytest.raises(PlanError, match="no group called “Bath”"):
            change("Bath")


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#GGGGGG", "javascript:x"])
def test_a_colour_is_six_hexadecimal_digits(colour):
    with pytest.raises(PlanError, match="is not a colour"):
        WELLS.recolour("Wells", colour)


def test_letters_run_from_a_to_z_then_aa_and_fill_gaps():
    assert next_letter([]) == "A"
    assert next_letter(["A", "C"]) == "B"
    alphabet = [chr(n) for n in range(65, 91)]
    assert next_letter(alphabet) == "AA"
    assert next_letter([*alphabet, *("A" + last for last in alphabet)]) == "BA"


def test_a_letter_set_free_is_given_to_the_next_new_group():
    assert WELLS.remove_group("Wells").add_group("Bath").group("Bath").letter == "A"


def test_a_new_group_takes_the_least_used_colour_that_no_neighbour_has():
    assert choose_colour([COLOURS[0]], avoid={COLOURS[1]}) == COLOURS[2]
    assert choose_colour(COLOURS, avoid=COLOURS[:11]) == COLOURS[11]
    assert choose_colour([], avoid=COLOURS) == COLOURS[0]


def test_a_colour_or_letter_stays_when_other_groups_come_and_go():
    plan = WELLS.add_group("Bath").remove_group("Wells").add_group("Yeovil")
    assert (plan.group("Frome").letter, plan.group("Frome").colour) == ("B", COLOURS[1])


def test_ink_on_every_colour_has_the_contrast_of_large_text():
    """WCAG 2.2 asks 3 to 1 for large bold text; worked out here from the definition."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in COLOURS:
        low, high = sorted((luminance(colour), luminance(ink_on(colour))))
        assert (high + 0.05) / (low + 0.05) >= 4.5, colour


def test_geojson_has_a_point_for_every_practice_and_keeps_script_as_text(county_2016):
    name = '<script>alert("x")</script>'
    plan = Plan.from_assignment({"L85001": name})
    told = json.loads(plan.to_geojson(county_2016, {"snapshot": "2016"}))
    assert told["details"] == {"snapshot": "2016"}
    assert len(told["features"]) == 75
    first = told["features"][0]
    assert first["properties"]["practice_code"] == "L85001"
    assert first["properties"]["group"] == name
    assert first["geometry"] == {"type": "Point", "coordinates": [-3.11292, 51.01917]}
    assert told["features"][1]["properties"]["group"] is None


def test_geojson_of_a_stranger_to_the_snapshot_is_refused(county_2016):
    with pytest.raises(PlanError, match="L85099 is not a practice of the 2016 snapshot"):
        Plan.from_assignment({"L85099": "Wells"}).to_geojson(county_2016)
