"""From a suggestion to the plan: wishes as rules, what differs, all of it or one group."""

from __future__ import annotations

import pytest

from somerset_maps import County, Plan, PlanError, Settings, load_county
from somerset_maps.settings import OwnRange
from somerset_maps.suggest import (
    InOnePiece,
    LeftAlone,
    LockedGroups,
    NumberOfGroups,
    SizeRange,
    Suggestion,
    Wishes,
    WithinLocality,
    named_after,
    suggest,
    transfers,
    whole,
    with_group,
)
from somerset_maps.suggest.suggestion import terms_for


@pytest.fixture(scope="module")
def county() -> County:
    return load_county("2026")


@pytest.fixture(scope="module")
def mine(county: County) -> Plan:
    return county.reference_plans["pcn-2020"]


@pytest.fixture(scope="module")
def best(county: County) -> Suggestion:
    return suggest(county)


@pytest.fixture(scope="module")
def suggested(county: County, best: Suggestion, mine: Plan) -> Plan:
    assert best.plan is not None
    return named_after(county, best.plan, mine)


def test_a_suggestion_takes_the_names_of_my_groups(mine: Plan, suggested: Plan) -> None:
    letters = {group.name: group.letter for group in mine.groups}
    kept = [group for group in suggested.groups if group.name in letters]
    assert len(kept) == len(mine.groups)
    assert all(letters[group.name] == group.letter for group in kept)
    assert len({group.letter for group in suggested.groups}) == len(suggested.groups)
    assert len({group.name.casefold() for group in suggested.groups}) == len(suggested.groups)


def test_what_differs_comes_to_the_patients_who_move(
    county: County, mine: Plan, suggested: Plan
) -> None:
    found = transfers(county, mine, suggested)
    moving = sum(one.patients for one in found if one.before is not None)
    again = suggest(county, compared_with=mine)
    assert moving == again.values["moved"]
    assert {one.code for one in found} == {
        code
        for code in map(str, county.practices.index)
        if mine.assignment.get(code) != suggested.assignment.get(code)
    }
    assert transfers(county, suggested, suggested) == ()


def test_all_of_it_is_the_suggestion(mine: Plan, suggested: Plan) -> None:
    assert whole(mine, suggested).assignment == suggested.assignment


def test_one_group_is_taken_as_it_is_and_the_rest_stays(
    county: County, mine: Plan, suggested: Plan
) -> None:
    name = next(g.name for g in suggested.groups if g.name not in {o.name for o in mine.groups})
    for chosen in (name, "Frome"):
        taken = with_group(county, mine, suggested, chosen)
        members = set(suggested.group(chosen).members)
        assert set(taken.group(chosen).members) == members
        gone = {code for code, group in mine.assignment.items() if group == chosen} - members
        for code, group in mine.assignment.items():
            if code not in members | gone:
                assert taken.assignment[code] == group
        assert gone.isdisjoint(taken.assignment)


def test_locked_groups_of_my_plan_are_not_touched(
    county: County, mine: Plan, suggested: Plan
) -> None:
    changed = next(one for one in transfers(county, mine, suggested) if one.before and one.after)
    for name in (changed.before, changed.after):
        if name in {group.name for group in mine.groups}:
            locked = mine.lock(str(name))
            with pytest.raises(PlanError, match="is locked"):
                whole(locked, suggested)
            with pytest.raises(PlanError, match="is locked"):
                with_group(county, locked, suggested, str(changed.after))


def test_wishes_become_rules(county: County, mine: Plan) -> None:
    codes = list(map(str, county.practices.index))
    inside = [code for code in codes if code in mine.assignment]
    locked = mine.lock("Frome")
    frome = mine.group("Frome").members[0]
    stances = {inside[0]: "no", inside[1]: "not yet", inside[2]: "agreed", frome: "no"}
    own = (
        OwnRange(kind="locality", key="Mendip", band=(18_000, 30_000), reason="rural"),
        OwnRange(kind="group", key=mine.groups[0].letter, band=(20_000, 60_000)),
    )
    wishes = Wishes(
        in_one_piece=False, localities="hard", number=NumberOfGroups(at_most=20), soft_range=True
    )
    settings = Settings(own_ranges=own)
    terms = terms_for(county, **wishes.arguments(county, locked, settings, stances))
    assert terms.size.soft
    assert [(o.low, o.locality) for o in terms.size.others] == [(18_000, "Mendip"), (20_000, None)]
    largest = max(mine.groups[0].members, key=lambda code: county.practices["list_size"][code])
    assert terms.size.others[1].practices == (largest,)
    assert terms.one(InOnePiece) == InOnePiece(wanted=False)
    assert terms.one(WithinLocality) == WithinLocality()
    assert terms.number.at_most == 20
    expected = {inside[0], inside[1]} - set(mine.group("Frome").members)
    assert terms.one(LeftAlone) == LeftAlone(tuple(c for c in codes if c in expected))
    assert terms.one(LockedGroups) == LockedGroups((("Frome", mine.group("Frome").members),))


def test_a_rule_can_be_tried_otherwise(county: County, mine: Plan) -> None:
    locked = mine.lock("Frome").lock("Mendip")
    settings = Settings(band=(25_000, 30_000))
    soft = SizeRange(25_000, 30_000, soft=True)
    wishes = Wishes().trying(SizeRange(25_000, 30_000), soft)
    wishes = wishes.trying(
        LockedGroups(()), LockedGroups((("Frome", mine.group("Frome").members),))
    )
    terms = terms_for(county, **wishes.arguments(county, locked, settings, {}))
    assert terms.size == soft
    assert list(terms.locked) == [mine.group("Frome").members]


def test_where_no_group_of_25_to_30_000_can_do_a_soft_range_does(county: County) -> None:
    settings = Settings(band=(25_000, 30_000))
    none = suggest(county, settings)
    assert none.plan is None
    assert none.proved
    assert any(isinstance(reason.rule, SizeRange) for reason in none.reasons)
    assert all(reason.relaxation for reason in none.reasons)
    wishes = Wishes(soft_range=True)
    found = suggest(county, **wishes.arguments(county, Plan(), settings, {}))
    assert found.proved
    assert found.plan is not None
    lists = county.practices["list_size"]
    sizes = [int(lists[list(group.members)].sum()) for group in found.plan.groups]
    assert all(20_000 <= size <= 36_000 for size in sizes)
    assert not all(25_000 <= size <= 30_000 for size in sizes)


def test_the_same_terms_give_the_same_plan(county: County, best: Suggestion) -> None:
    assert suggest(county).plan == best.plan
