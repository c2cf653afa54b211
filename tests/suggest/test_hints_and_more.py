"""Single moves, the frontier, random plans, and work in a process of its own."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from importlib import import_module

import networkx as nx
import pytest

from somerset_maps import County, Plan, PlanError, Settings, evaluate, load_county
from somerset_maps.errors import SomersetError
from somerset_maps.metrics.scores import Scores
from somerset_maps.suggest import LeftAlone, Suggestion, suggest
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


def outside(county: County, plan: Plan) -> float:
    """Patients in no group, or by which a group misses the size range, counted by hand."""
    lists = county.practices["list_size"]
    total = float(lists[[c for c in lists.index if c not in plan.assignment]].sum())
    for group in plan.groups:
        if group.members:
            size = float(lists[list(group.members)].sum())
            total += max(0.0, 30_000 - size, size - 50_000)
    return total


def travel(county: County, plan: Plan) -> float:
    groups = evaluate(county, plan).groups.dropna(subset=["registered"])
    return float((groups["minutes_to_hub"] * groups["registered"]).sum())


VALUE = {"size": outside, "travel": travel}
PLANS = ("pcn-2020", "localities")


def reachable(county: County, plan: Plan, code: str, name: str) -> bool:
    """Whether a practice may join a group: next to it, near enough, nothing in more pieces."""
    members = [c for c in plan.group(name).members if c != code]
    if plan.assignment.get(code) == name or not members:
        return False
    near = any(n in members for n in county.adjacency[code])
    if not near or county.minutes.loc[code, members].max() > 35:
        return False
    left = set(plan.group(plan.assignment[code]).members) if code in plan.assignment else {code}
    before = nx.number_connected_components(county.adjacency.subgraph(left))
    rest = county.adjacency.subgraph(left - {code})
    return not len(rest) or nx.number_connected_components(rest) <= before


@pytest.mark.parametrize("measure", VALUE)
@pytest.mark.parametrize("which", PLANS)
def test_hints_are_the_best_of_all_single_moves(county: County, which: str, measure: str) -> None:
    plan = county.reference_plans[which]
    now = VALUE[measure](county, plan)
    by_hand: dict[str, float] = {}
    for code in map(str, county.practices.index):
        for group in plan.groups:
            if reachable(county, plan, code, group.name):
                moved = plan.move(code, group.name)
                if measure == "travel" and outside(county, moved) > outside(county, plan):
                    continue
                gain = now - VALUE[measure](county, moved)
                by_hand[code] = max(by_hand.get(code, 0.0), gain)
    least = {"size": 100, "travel": 1_000}[measure]
    best = sorted((gain for gain in by_hand.values() if gain >= least), reverse=True)[:3]
    found = hints(county, plan, measure=measure)
    assert [hint.by for hint in found] == pytest.approx(best)
    for hint in found:
        assert VALUE[measure](county, plan.move(hint.code, hint.to)) == pytest.approx(hint.would_be)
        assert hint.before == plan.assignment.get(hint.code)


def test_hints_leave_locked_groups_and_those_who_have_spoken(county: County) -> None:
    plan = county.reference_plans["pcn-2020"]
    first = hints(county, plan)[0]
    for stance in ("agreed", "not yet", "no"):
        found = hints(county, plan, stances={first.code: stance})
        assert first.code not in {hint.code for hint in found}
    for hint in hints(county, plan.lock(first.to)):
        assert first.to not in (hint.to, hint.before)
    assert hints(county, plan, stances={first.code: "open"})[0] == first


def test_a_practice_in_no_group_is_worth_its_whole_list(county: County) -> None:
    plan = Plan.from_assignment({"L85001": "Taunton"})
    hint = hints(county, plan)[0]
    assert hint.before is None
    lists = county.practices["list_size"]
    nearer = min(30_000 - lists["L85001"], lists[hint.code])
    assert hint.by == pytest.approx(lists[hint.code] + nearer)


def test_without_groups_there_are_no_hints(county: County) -> None:
    assert hints(county, Plan()) == ()
    assert hints(county, Plan().add_group("Wells")) == ()


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


def test_random_plans_keep_what_the_room_has_agreed(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = county.reference_plans["pcn-2020"]
    locked = next(g for g in settled.groups if len(g.members) > 1)
    locks = Plan((replace(locked, locked=True),))
    free = [str(c) for c in county.practices.index if c not in locked.members]
    alone = next(c for c in free if county.practices["list_size"][c] < 4_000)
    pair = next(
        (one, other)
        for one in free
        for other in free
        if one < other and alone not in (one, other) and county.minutes.loc[one, other] < 6
    )
    rules = (LeftAlone((alone,)),)
    best = suggest(county, locks=locks, avoid=[pair], rules=rules)
    assert best.plan is not None
    seen: list[Plan] = []

    def watched(county: County, plan: Plan, settings: Settings) -> Scores:
        seen.append(plan)
        return evaluate(county, plan, settings)

    monkeypatch.setattr(import_module("somerset_maps.suggest.ensemble"), "evaluate", watched)
    ensemble(county, best.plan, locks=locks, avoid=[pair], rules=rules, count=60)
    assert len({frozenset(g.members for g in plan.groups) for plan in seen}) > 10
    for plan in seen:
        assert set(locked.members) in [set(group.members) for group in plan.groups]
        assert alone not in plan.assignment
        assert plan.assignment[pair[0]] != plan.assignment[pair[1]]
    with pytest.raises(PlanError, match="keeps the rules"):
        ensemble(county, best.plan, locks=locks, avoid=[pair], count=60)


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
