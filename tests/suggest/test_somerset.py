"""The county itself: proved plans, kept promises, and honest answers when there is none."""

from __future__ import annotations

import threading

import networkx as nx
import pytest

from somerset_maps import County, Plan, PlanError, Settings, evaluate
from somerset_maps.suggest import (
    LeftAlone,
    LongestDrive,
    NumberOfGroups,
    SizeRange,
    Suggestion,
    WithinLocality,
    alternatives,
    repair,
    suggest,
)

#: Two practices of Taunton, and one of Minehead's side of the Brendons.
FRENCH_WEIR, COLLEGE_WAY, DUNSTER = "L85001", "L85014", "L85003"


@pytest.fixture(scope="module")
def best(county_2020: County) -> Suggestion:
    return suggest(county_2020)


def keeps_the_rules(county: County, plan: Plan, settings: Settings) -> None:
    """Assert that every practice is in a group, every group in range, in one piece and compact."""
    assert set(plan.assignment) == set(county.practices.index)
    low, high = settings.band
    for group in plan.groups:
        members = list(group.members)
        assert low <= county.practices["list_size"][members].sum() <= high
        assert county.minutes.loc[members, members].to_numpy().max() <= settings.spread_minutes
        assert nx.is_connected(county.adjacency.subgraph(members))


def test_the_most_compact_plan_of_2020_is_proved(county_2020: County, best: Suggestion) -> None:
    assert best.proved
    assert best.plan is not None
    assert len(best.plan.groups) == 17
    assert best.objective == pytest.approx(2_661_991, rel=0.01)
    assert best.bound == best.objective
    assert best.gap == 0
    keeps_the_rules(county_2020, best.plan, Settings())


def test_its_travel_is_what_the_measures_say(county_2020: County, best: Suggestion) -> None:
    assert best.plan is not None
    groups = evaluate(county_2020, best.plan).groups
    travelled = (groups["minutes_to_hub"] * groups["registered"]).sum()
    assert travelled == pytest.approx(best.objective)
    assert best.values["travel"] == pytest.approx(best.objective)


def test_no_published_grouping_that_keeps_the_rules_is_more_compact(
    county_2020: County, best: Suggestion
) -> None:
    networks = evaluate(county_2020, county_2020.reference_plans["pcn-2020"]).groups
    assert (networks["minutes_to_hub"] * networks["registered"]).sum() > best.objective


def test_every_group_has_a_name_a_letter_and_a_place(best: Suggestion) -> None:
    assert best.plan is not None
    names = [group.name for group in best.plan.groups]
    assert len(set(names)) == len(names)
    assert {"Frome", "Wellington", "Wincanton"} <= set(names)
    assert [group.letter for group in best.plan.groups] == list("ABCDEFGHIJKLMNOPQ")


def test_locked_groups_and_pairs_are_kept(county_2020: County, best: Suggestion) -> None:
    assert best.plan is not None
    first = best.plan.groups[0]
    plan = Plan.from_assignment(dict.fromkeys(first.members[:2], "Ours")).lock("Ours")
    left = [code for code in county_2020.practices.index if code not in plan.assignment]
    apart = [(FRENCH_WEIR, COLLEGE_WAY)]
    together = [(left[0], str(county_2020.minutes.loc[left[0], left].drop(left[0]).idxmin()))]
    result = suggest(county_2020, locks=plan, avoid=apart, together=together)
    assert result.proved
    assert result.plan is not None
    assert result.plan.group("Ours") == plan.group("Ours")
    of = result.plan.assignment
    assert all(of[one] != of[other] for one, other in apart)
    assert all(of[one] == of[other] for one, other in together)
    assert "Locked groups stay as they are: “Ours”" in result.sentences


def test_practices_left_alone_are_in_no_group(county_2020: County) -> None:
    result = suggest(county_2020, rules=[LeftAlone((DUNSTER,))])
    assert result.proved
    assert result.plan is not None
    assert set(county_2020.practices.index) - set(result.plan.assignment) == {DUNSTER}


def test_groups_within_localities_cost_more_travel(county_2020: County, best: Suggestion) -> None:
    result = suggest(county_2020, rules=[WithinLocality()])
    assert result.proved
    assert result.plan is not None
    assert result.objective > best.objective
    assert (evaluate(county_2020, result.plan).groups["localities"] == 1).all()


@pytest.mark.soak
def test_too_many_groups_are_named_as_the_culprit(county_2020: County) -> None:
    result = suggest(county_2020, groups=25)
    assert result.plan is None
    assert result.proved
    reason = result.reasons[0]
    assert reason.sentence == "There are 25 groups"
    assert isinstance(reason.instead, NumberOfGroups)
    mended = suggest(county_2020, groups=reason.instead)
    assert mended.plan is not None
    assert len(mended.plan.groups) == reason.instead.at_least


def test_what_is_locked_cannot_be_kept_apart(county_2020: County) -> None:
    both = Plan.from_assignment({FRENCH_WEIR: "Ours", COLLEGE_WAY: "Ours"}).lock("Ours")
    result = suggest(county_2020, locks=both, avoid=[(FRENCH_WEIR, COLLEGE_WAY)])
    assert result.plan is None
    assert result.reasons[0].practices == (FRENCH_WEIR, COLLEGE_WAY)
    assert result.reasons[0].relaxation == "unlock “Ours”"


def test_a_soft_range_may_be_left_at_a_price(county_2020: County) -> None:
    band = SizeRange(31_000, 48_000, soft=True, a_patient=5.0)
    result = suggest(county_2020, rules=[band], time_limit=60)
    assert result.proved
    assert result.plan is not None
    sizes = evaluate(county_2020, result.plan).groups["registered"]
    assert sizes.between(24_800, 57_600).all()
    outside = (31_000 - sizes).clip(lower=0) + (sizes - 48_000).clip(lower=0)
    assert outside.sum() > 0
    assert result.objective == pytest.approx(result.values["travel"] + 5 * outside.sum())


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"objective": "speed"}, "There is no objective 'speed'"),
        ({"objective": {"travel": -1.0}}, "must be a number above 0"),
        ({"objective": "moved"}, "needs a plan to move from"),
        ({"objective": "biggest_team"}, "choose the number of groups"),
        ({"avoid": [("L99999", "L85001")]}, "L99999 is not a practice of the 2020 snapshot"),
        ({"rules": [LongestDrive(20), LongestDrive(25)]}, "two rules of one kind"),
    ],
)
def test_terms_that_make_no_sense_are_refused_in_words(
    county_2020: County, terms: dict[str, object], words: str
) -> None:
    with pytest.raises(PlanError, match=words):
        suggest(county_2020, **terms)  # type: ignore[arg-type]


def test_stopped_before_the_end_it_says_what_it_knows(county_2016: County) -> None:
    stop = threading.Event()
    threads = threading.active_count()

    def first_plan(so_far: Suggestion) -> None:
        if so_far.plan is not None:
            stop.set()

    settings = Settings(band=(25_000, 30_000))
    result = suggest(county_2016, settings, on_progress=first_plan, stop=stop)
    assert result.cancelled
    assert not result.proved
    assert result.plan is not None
    assert 0 < result.bound < result.objective
    assert 0 < result.gap < 0.1
    keeps_the_rules(county_2016, result.plan, settings)
    assert threading.active_count() == threads


def test_alternatives_place_a_fifth_of_patients_otherwise(county_2020: County) -> None:
    rules = (WithinLocality(),)
    within = suggest(county_2020, rules=rules)
    first, second = alternatives(
        county_2020, within, at_least=0.2, count=2, rules=rules, time_limit=60
    )
    assert 0 < first.loss <= second.loss
    for one in (first, second):
        assert one.differs >= 0.2
        assert one.suggestion.proved
        assert one.suggestion.plan is not None
        keeps_the_rules(county_2020, one.suggestion.plan, Settings())


def test_repair_moves_few_and_makes_the_networks_whole(county_2020: County) -> None:
    networks = county_2020.reference_plans["pcn-2020"].lock("Frome")
    mended = repair(county_2020, networks)
    assert mended.proved
    assert mended.plan is not None
    assert mended.plan.group("Frome") == networks.group("Frome")
    moved = mended.values["moved"]
    compact = suggest(county_2020, locks=networks, compared_with=networks)
    assert 0 < moved < compact.values["moved"]
    assert mended.values["travel"] > compact.values["travel"]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("snapshot", "band", "expected", "groups"),
    [
        ("2016", (30_000, 50_000), 2_587_156, 16),
        ("2016", (25_000, 30_000), 2_492_426, 21),
        ("2020", (30_000, 50_000), 2_661_991, 17),
        ("2020", (25_000, 30_000), 2_717_095, 21),
    ],
)
def test_the_optimum_of_every_snapshot_is_proved(
    request: pytest.FixtureRequest,
    snapshot: str,
    band: tuple[int, int],
    expected: float,
    groups: int,
) -> None:
    county = request.getfixturevalue(f"county_{snapshot}")
    result = suggest(county, Settings(band=band), time_limit=120)
    assert result.proved
    assert result.plan is not None
    assert result.objective == pytest.approx(expected, rel=0.01)
    assert len(result.plan.groups) == groups
    keeps_the_rules(county, result.plan, Settings(band=band))
