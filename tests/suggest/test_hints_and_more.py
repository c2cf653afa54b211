"""Single moves, the frontier, random plans, and work in a process of its own."""

from __future__ import annotations

import os
import time

import networkx as nx
import pytest

from somerset_maps import County, Plan, PlanError, Settings, evaluate, load_county
from somerset_maps.errors import SomersetError
from somerset_maps.suggest import Suggestion, suggest
from somerset_maps.suggest.apart import RunningJob
from somerset_maps.suggest.ensemble import ensemble
from somerset_maps.suggest.frontier import frontier
from somerset_maps.suggest.hints import hints


@pytest.fixture(scope="module")
def county() -> County:
    return load_county("2026")


@pytest.fixture(scope="module")
def best(county: County) -> Suggestion:
    return suggest(county)


def test_a_hint_does_what_it_says(county: County) -> None:
    plan = county.reference_plans["pcn-2020"]
    found = hints(county, plan)
    assert 1 <= len(found) <= 3
    assert len({hint.code for hint in found}) == len(found)
    before = evaluate(county, plan).county
    for hint in found:
        after = evaluate(county, plan.move(hint.code, hint.to)).county
        assert after["in_band_share"] - before["in_band_share"] == pytest.approx(hint.in_range)
        assert after["pieces"] <= before["pieces"]
        assert hint.in_range > 0 or hint.pieces < 0 or hint.minutes < 0


def test_no_other_single_move_helps_more(county: County) -> None:
    plan = county.reference_plans["pcn-2020"]
    before = evaluate(county, plan).county
    most = hints(county, plan)[0].in_range
    for code, own in plan.assignment.items():
        for group in plan.groups:
            near = any(n in group.members for n in county.adjacency[code])
            drives = county.minutes.loc[code, list(group.members)].max()
            if group.name != own and near and drives <= 35:
                after = evaluate(county, plan.move(code, group.name)).county
                if after["pieces"] <= before["pieces"]:
                    assert after["in_band_share"] - before["in_band_share"] <= most + 1e-9


def test_hints_leave_locked_groups_and_those_who_have_spoken(county: County) -> None:
    plan = county.reference_plans["pcn-2020"]
    first = hints(county, plan)[0]
    for stance in ("agreed", "not yet", "no"):
        found = hints(county, plan, stances={first.code: stance})
        assert first.code not in {hint.code for hint in found}
    locked = plan.lock(first.to)
    for hint in hints(county, locked):
        assert first.to not in (hint.to, plan.assignment.get(hint.code))
    assert hints(county, plan, stances={first.code: "open"})[0] == first


def test_without_groups_there_are_no_hints(county: County) -> None:
    assert hints(county, Plan()) == []


def test_no_plan_of_a_frontier_is_beaten_in_both(county: County) -> None:
    points = frontier(county, first="travel", second="fairness")
    assert len(points) >= 5
    assert all(point.suggestion.proved for point in points)
    assert [p.first for p in points] == sorted(p.first for p in points)
    assert [p.second for p in points] == sorted((p.second for p in points), reverse=True)
    assert points[0].first == pytest.approx(suggest(county).objective, rel=1e-6)
    fairest = suggest(county, objective="fairness")
    assert points[-1].second == pytest.approx(fairest.objective, rel=1e-6)
    with pytest.raises(PlanError, match="two different aims"):
        frontier(county, first="travel", second="travel")


def test_random_plans_keep_the_rules_and_are_never_more_compact(
    county: County, best: Suggestion
) -> None:
    assert best.plan is not None
    drawn = ensemble(county, best.plan, count=120)
    assert len(drawn.measures) == 120
    assert (drawn.measures["in_band_share"] == 1).all()
    assert (drawn.measures["pieces"] == 0).all()
    patients = county.practices["list_size"].sum()
    assert (drawn.measures["minutes_to_hub"] * patients >= best.objective * (1 - 1e-9)).all()
    own = evaluate(county, best.plan).county["minutes_to_hub"]
    assert drawn.place("minutes_to_hub", own) == 0
    assert drawn.measures["minutes_to_hub"].nunique() > 30
    again = ensemble(county, best.plan, count=120)
    assert again.measures.equals(drawn.measures)


def test_random_plans_start_from_one_that_keeps_the_rules(county: County) -> None:
    with pytest.raises(PlanError, match="keeps the rules"):
        ensemble(county, county.reference_plans["localities"])


def test_a_job_apart_finds_what_the_plain_call_finds(county: County) -> None:
    plan = county.reference_plans["pcn-2020"]
    running = RunningJob("repair", "2026", plan, Settings(), time_limit=60)
    mended = running.result()
    running.close()
    assert mended.proved
    assert set(mended.plan.assignment) == set(map(str, county.practices.index))
    for group in mended.plan.groups:
        size = county.practices["list_size"][list(group.members)].sum()
        assert 30_000 <= size <= 50_000
        assert nx.is_connected(county.adjacency.subgraph(group.members))


def test_a_job_says_why_it_cannot_be(county: County) -> None:
    running = RunningJob("ensemble", "2026", county.reference_plans["localities"], Settings())
    with pytest.raises(PlanError, match="keeps the rules"):
        running.result()
    running.close()


def test_a_closed_job_leaves_no_process(county: County, best: Suggestion) -> None:
    running = RunningJob("ensemble", "2026", best.plan, Settings(), count=10**9, time_limit=None)
    number = running._process.pid
    time.sleep(0.2)
    running.close()
    running.close()
    assert running.ended
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    with pytest.raises(SomersetError, match="ended before"):
        running.result()
