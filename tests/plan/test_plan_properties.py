"""Any sequence of changes keeps every practice, and every file comes back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somerset_maps import Plan, PlanError
from somerset_maps.plan.names import clean_name

LISTS = {f"L85{n:03}": 1_000 + 37 * n for n in range(1, 16)}
CODES = sorted(LISTS)
NAMES = ["Wells", "Frome", "wells", "Taunton, Central", 'The "Levels"', "Ünter; ß", "Chard"]


def _legal(text: str) -> bool:
    try:
        clean_name(text)
    except PlanError:
        return False
    return True


code = st.sampled_from(CODES)
name = st.sampled_from(NAMES)
any_name = st.text(min_size=1, max_size=40).filter(_legal)
colour = st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)
change = st.one_of(
    st.tuples(st.just("move"), code, st.none() | name),
    st.tuples(st.just("move_many"), st.lists(code, max_size=5), st.none() | name),
    st.tuples(st.just("add_group"), name),
    st.tuples(st.just("remove_group"), name),
    st.tuples(st.just("rename"), name, name | any_name),
    st.tuples(st.just("recolour"), name, colour),
    st.tuples(st.just("lock"), name),
    st.tuples(st.just("unlock"), name),
    st.tuples(st.just("combine"), name, name),
    st.tuples(st.just("split"), name, st.lists(code, max_size=3), name),
    st.tuples(st.just("clear")),
)


def change_plan(plan: Plan, step: tuple) -> Plan:
    """Return the plan after one change; a refused one leaves it as it was."""
    try:
        return getattr(plan, step[0])(*step[1:])
    except PlanError:
        return plan


@st.composite
def plans(draw) -> Plan:
    plan = Plan.from_assignment(draw(st.dictionaries(code, name | any_name, max_size=15)))
    for step in draw(st.lists(change, max_size=8)):
        plan = change_plan(plan, step)
    return plan


def assert_sound(plan: Plan) -> None:
    members = [code for group in plan.groups for code in group.members]
    assert len(members) == len(set(members)), "a practice is in two groups"
    assert set(members) <= set(CODES)
    assert plan.assignment == {code: g.name for g in plan.groups for code in g.members}
    assert len({g.letter for g in plan.groups}) == len(plan.groups)
    assert len({g.name.casefold() for g in plan.groups}) == len(plan.groups)
    inside = sum(LISTS[code] for code in plan.assignment)
    outside = sum(patients for code, patients in LISTS.items() if code not in plan.assignment)
    assert inside + outside == sum(LISTS.values())


@given(plans(), st.lists(change, max_size=25))
def test_any_sequence_of_changes_keeps_practices_and_patients_and_undo_restores(start, steps):
    history, before = [start], [(start.groups, dict(start.assignment))]
    for step in steps:
        after = change_plan(history[-1], step)
        assert_sound(after)
        history.append(after)
        before.append((after.groups, dict(after.assignment)))
    while history:
        plan, (groups, assignment) = history.pop(), before.pop()
        assert plan.groups == groups
        assert plan.assignment == assignment


@given(plans(), change)
def test_a_locked_groups_members_never_change(plan, step):
    after = change_plan(plan, step)
    for group in plan.groups:
        if group.locked:
            same_letter = [g for g in after.groups if g.letter == group.letter]
            assert [g.members for g in same_letter] == [group.members]


@given(plans(), code, name)
def test_a_move_puts_the_practice_there_and_touches_no_other(plan, moved, target):
    locked = {g.name.casefold() for g in plan.groups if g.locked}
    source = plan.assignment.get(moved, "").casefold()
    if source != target.casefold() and locked & {source, target.casefold()}:
        with pytest.raises(PlanError, match="locked"):
            plan.move(moved, target)
        return
    after = plan.move(moved, target)
    assert after.assignment[moved].casefold() == target.casefold()
    others = {c: g for c, g in plan.assignment.items() if c != moved}
    assert {c: g for c, g in after.assignment.items() if c != moved} == others


@given(plans(), st.dictionaries(any_name.filter(lambda t: ":" not in t), any_name, max_size=3))
def test_the_csv_round_trip_is_exact_whatever_the_names(plan, details):
    text = plan.to_csv(details)
    assert Plan.from_csv(text, CODES) == plan
    assert Plan.from_csv(text.encode("utf-8")) == plan
    assert Plan.from_csv("\ufeff" + text.replace("\n", "\r\n")) == plan


@given(st.text(max_size=60))
def test_cleaning_a_name_twice_changes_nothing(text):
    if _legal(text):
        assert clean_name(clean_name(text)) == clean_name(text)
        clean_name(text).encode("utf-8")


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_any_file_is_read_or_refused_in_words(text):
    heading = "practice_code,group,letter,colour,locked\n"
    for file in (text, heading + text if isinstance(text, str) else heading.encode() + text):
        try:
            plan = Plan.from_csv(file)
        except PlanError:
            continue
        assert Plan.from_csv(plan.to_csv()) == plan


@pytest.mark.parametrize("count", [0, 1, 75])
def test_plans_of_many_groups_come_back(count):
    plan = Plan.from_assignment({f"L86{n:03}": f"Group {n}" for n in range(count)})
    assert Plan.from_csv(plan.to_csv()) == plan
    assert len({group.letter for group in plan.groups}) == count
