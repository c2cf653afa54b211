"""The way to a plan: valid by an independent check, within its terms, honest when it cannot be."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from somerset_maps import County, Plan, PlanError, Settings, load_county, suggest
from somerset_maps.report.details import details_of
from somerset_maps.report.stages import as_csv, as_text, rows, summary
from somerset_maps.roadmap import Roadmap, RoadmapTerms, broken, roadmap
from somerset_maps.roadmap.passage import without_groups_of_one


@pytest.fixture(scope="module")
def county() -> County:
    return load_county("2026")


@pytest.fixture(scope="module")
def compact(county: County) -> Plan:
    plan = suggest(county).plan
    assert plan is not None
    return plan


def follows(county: County, road: Roadmap, assumed: Settings) -> None:
    """Assert that the stages lead from the start to the end and say truly what they break."""
    moved: list[str] = []
    plan = road.start
    for stage in road.stages:
        assert len(stage.moving) <= road.terms.at_once
        moved += stage.moving
        assert stage.broken == broken(county, plan, stage.plan, assumed)
        plan = stage.plan
    assert sorted(moved) == sorted(road.moving)
    end = {frozenset(g.members) for g in without_groups_of_one(road.end).groups if g.members}
    assert {frozenset(group.members) for group in plan.groups} == end
    assert road.safe == (not any(stage.broken for stage in road.stages))


def test_a_plan_in_range_and_whole_is_reached_safely(county: County, compact: Plan) -> None:
    road = roadmap(county, compact)
    follows(county, road, Settings())
    assert road.safe
    assert len(road.stages) >= road.fewest
    assert all(stage.starts < later.starts for stage, later in pairwise(road.stages))
    for stage in road.stages:
        assert any(change.better for change in stage.changes), "a benefit that is measured"


def test_when_no_order_keeps_the_rules_it_says_what_breaks(county: County) -> None:
    # The localities have far more patients than the range: their last steps lead further outside.
    road = roadmap(county, county.reference_plans["localities"])
    follows(county, road, Settings())
    assert not road.safe
    assert "breaks them least" in summary(road)
    worst = [rule for stage in road.stages for rule in stage.broken]
    assert {rule.rule for rule in worst} == {"range"}


def test_those_who_wait_move_late_and_lose_nothing_meanwhile(county: County, compact: Plan) -> None:
    free = roadmap(county, compact)
    early = free.stages[0].moving[0]
    terms = RoadmapTerms(not_before={early: 3})
    road = roadmap(county, compact, terms=terms)
    follows(county, road, Settings())
    stage = next(stage for stage in road.stages if early in stage.moving)
    assert stage.number >= 3
    own = road.before.plan.assignment[early]
    for before in road.stages[: stage.number - 1]:
        name = before.scores.plan.assignment[early]
        for key in ("patients_per_gp_fte", "coverage", "registered"):
            now, was = before.scores.groups.at[name, key], road.before.groups.at[own, key]
            assert now == pytest.approx(was, nan_ok=True)


def test_volunteers_go_first_and_alone(county: County, compact: Plan) -> None:
    letter = compact.groups[-1].letter
    road = roadmap(county, compact, terms=RoadmapTerms(volunteers=frozenset({letter})))
    assert road.stages[0].pilot
    assert road.stages[0].touched == (letter,)
    follows(county, road, Settings())


def test_from_one_plan_to_another_only_those_who_differ_move(county: County, compact: Plan) -> None:
    start = county.reference_plans["pcn-2020"]
    road = roadmap(county, compact, start=start)
    follows(county, road, Settings())
    assert len(road.moving) < len(county.practices)
    assert roadmap(county, compact, start=compact).stages == ()


@settings(max_examples=15, deadline=None)
@given(
    at_once=st.integers(2, 12),
    group_of=st.lists(st.integers(0, 4), min_size=14, max_size=14),
)
def test_any_plan_is_reached_within_the_capacity(at_once: int, group_of: list[int]) -> None:
    county = load_county("2026") if not _COUNTY else _COUNTY[0]
    _COUNTY[:] = [county]
    codes = [str(code) for code in county.practices.index[:14]]
    plan = Plan.from_assignment(
        {code: f"Group {at}" for code, at in zip(codes, group_of, strict=True) if at}
    )
    road = roadmap(county, plan, terms=RoadmapTerms(at_once=at_once))
    follows(county, road, Settings())


_COUNTY: list[County] = []


@pytest.mark.parametrize(
    "wrong", [{"at_once": 1}, {"months": 0}, {"not_before": {"L85001": 0}}], ids=str
)
def test_terms_that_cannot_be_are_refused(wrong: dict) -> None:
    with pytest.raises(PlanError):
        RoadmapTerms(**wrong)


def test_stages_start_so_many_months_apart() -> None:
    terms = RoadmapTerms(begins=date(2016, 10, 31), months=4)
    assert [terms.starts(n) for n in (1, 2, 3)] == [
        date(2016, 10, 31), date(2017, 2, 28), date(2017, 6, 30),
    ]  # fmt: skip


def test_the_files_say_everything_and_run_nothing(county: County, compact: Plan) -> None:
    road = roadmap(county, compact)
    details = details_of(county, Settings(), "=cmd()|<b>")
    said = {"1/owner": "=HYPERLINK(1)", "1/exit": "stay as two"}
    text = as_csv(county, road, said, details)
    assert "'=HYPERLINK(1)" in text
    assert "# snapshot: 2026" in text
    assert len(rows(county, road, said)) == len(road.stages)
    words = as_text(county, road, said, details)
    assert "no practice has agreed" in words
    assert "stay as two" in words
    assert f"## Stage {len(road.stages)}" in words
