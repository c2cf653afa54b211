"""Groups of two plans are paired by their patients: a name, a letter, a colour is no difference."""

from __future__ import annotations

from itertools import permutations

import pytest

from somerset_maps import County, Plan
from somerset_maps.report.matching import completed, lettered_alike, match_groups, stands_in

LISTS = {"L80001": 100.0, "L80002": 60.0, "L80011": 90.0, "L80012": 40.0, "L80021": 10.0}


def plan(**groups: str) -> Plan:
    return Plan.from_assignment(
        {code: name for name, codes in groups.items() for code in codes.split()}
    )


def test_a_new_name_alone_is_no_difference() -> None:
    first = plan(Wells="L80001 L80002", Street="L80011 L80012")
    other = plan(Uphill="L80011 L80012", Downhill="L80001 L80002")
    found = match_groups(first, other, LISTS)
    assert found.moved == ()
    assert found.patients == 0
    assert found.partners == {"Uphill": "Street", "Downhill": "Wells"}


def test_names_that_change_places_do_not_hide_who_is_where() -> None:
    first = plan(Wells="L80001 L80002", Street="L80011 L80012")
    other = plan(Street="L80001 L80002", Wells="L80011 L80012")
    assert match_groups(first, other, LISTS).moved == ()


def test_a_practice_that_changes_group_differs_with_its_patients() -> None:
    first = plan(Wells="L80001 L80002", Street="L80011 L80012")
    other = plan(Wells="L80001", Street="L80011 L80012 L80002")
    found = match_groups(first, other, LISTS)
    assert found.moved == ("L80002",)
    assert found.patients == 60


def test_in_a_group_of_one_plan_only_differs_and_in_none_of_either_does_not() -> None:
    found = match_groups(plan(Wells="L80001"), plan(Wells="L80001 L80011"), LISTS)
    assert found.moved == ("L80011",)


@pytest.mark.parametrize("other", [Plan(), Plan().add_group("Nobody")])
def test_an_empty_plan_differs_in_every_practice_that_is_in_a_group(other: Plan) -> None:
    found = match_groups(plan(Wells="L80001 L80002"), other, LISTS)
    assert found.moved == ("L80001", "L80002")
    assert found.partners == {}


def test_no_other_pairing_leaves_fewer_patients_in_another_group(county_2016: County) -> None:
    lists = {str(c): float(n) for c, n in county_2016.practices["list_size"].items()}
    first = county_2016.reference_plans["localities"]
    other = county_2016.reference_plans["pcn-2020"]
    found = match_groups(first, other, lists)
    best = 0.0
    for order in permutations(other.groups, len(first.groups)):
        best = max(best, sum(
            lists[code] for mine, theirs in zip(first.groups, order, strict=True)
            for code in set(mine.members) & set(theirs.members)
        ))  # fmt: skip
    in_either = {*first.assignment, *other.assignment}
    assert found.patients == sum(lists[code] for code in in_either) - best


def test_partners_have_one_letter_and_one_colour(county_2016: County) -> None:
    first = county_2016.reference_plans["pcn-2020"]
    other = county_2016.reference_plans["localities"]
    lists = {str(c): float(n) for c, n in county_2016.practices["list_size"].items()}
    found = match_groups(first, other, lists)
    alike = lettered_alike(other, first, found)
    for group in alike.groups:
        assert group.letter == first.group(found.partners[group.name]).letter
    assert len({group.colour for group in alike.groups}) == 4
    assert alike.assignment == other.assignment


def test_a_group_without_a_partner_has_a_letter_that_nobody_else_has() -> None:
    first = plan(Wells="L80001 L80002")
    other = plan(Wells="L80001", Street="L80011", Frome="L80021")
    alike = lettered_alike(other, first, match_groups(first, other, LISTS))
    assert len({group.letter for group in alike.groups}) == 3


def test_where_a_practice_stands_is_said_in_words() -> None:
    made = plan(Wells="L80001 L80002", Street="L80011")
    assert stands_in(made, "L80001") == "A Wells"
    assert stands_in(made, "L80011") == "on its own"
    assert stands_in(made, "L80021") == "in no group"


def test_a_completed_plan_has_every_practice_in_a_group() -> None:
    names = {"L80001": "x", "L80002": "y", "L80011": "Wells", "L80012": "z"}
    made = completed(plan(Wells="L80001 L80002"), names)
    assert made.group("Wells").members == ("L80001", "L80002")
    assert made.group("Wells (L80011)").members == ("L80011",)
    assert made.group("z").members == ("L80012",)


def test_the_plan_in_hand_keeps_its_own_letters_and_colours(county_2016: County) -> None:
    plan = county_2016.reference_plans["pcn-2020"]
    lists = {str(c): float(n) for c, n in county_2016.practices["list_size"].items()}
    assert lettered_alike(plan, plan, match_groups(plan, plan, lists)) == plan


def test_a_partner_keeps_its_colour_even_where_there_are_more_groups_than_colours(
    county_2016: County,
) -> None:
    first = county_2016.reference_plans["pcn-2020"]
    code = first.groups[0].members[0]
    other = first.move(code, "One more")
    lists = {str(c): float(n) for c, n in county_2016.practices["list_size"].items()}
    alike = lettered_alike(other, first, match_groups(first, other, lists))
    assert [group.colour for group in alike.groups[:-1]] == [g.colour for g in first.groups]
