"""Groups that could matter are generated where there are too many to list: the same comes out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from somerset_maps.suggest import (
    InOnePiece,
    KeptApart,
    KeptTogether,
    LongestDrive,
    NumberOfGroups,
    SizeRange,
)
from somerset_maps.suggest.candidates import TooManyGroups, connected_groups
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.nearby import draft_from, improved
from somerset_maps.suggest.objectives import travel
from somerset_maps.suggest.pool import pool_under, wanted_under
from somerset_maps.suggest.pricing import Field, paying_groups
from somerset_maps.suggest.rules import Rule
from somerset_maps.suggest.search import Found, search
from somerset_maps.suggest.terms import Terms
from somerset_maps.suggest.watch import Watch
from tests.bench.suggest_bench import made_up_ground
from tests.suggest.small_ground import small_ground
from tests.suggest.test_against_brute_force import agrees, rule_sets

RULES: tuple[Rule, ...] = (SizeRange(14_000, 30_000), LongestDrive(30), InOnePiece())
TRAVEL = (("travel", 1.0),)


def generated(ground: Ground, terms: Terms, watch: Watch | None = None) -> Found:
    """Search as if no group could be listed."""
    return search(ground, terms, watch or Watch(), listed=0)


@pytest.fixture(scope="module")
def made_up_county() -> Ground:
    """As many practices as four counties have."""
    return made_up_ground(300)


@settings(max_examples=40)
@given(
    made=rule_sets(),
    weights=st.sampled_from([TRAVEL, (("travel", 0.5), ("fairness", 3.0)),
                             (("travel", 2.0), ("coverage", 1.0))]),
)  # fmt: skip
def test_under_every_rule_it_finds_what_every_partition_finds(
    made: tuple[Ground, tuple[Rule, ...]], weights: tuple[tuple[str, float], ...]
) -> None:
    ground, rules = made
    agrees(ground, Terms(rules, weights), generated)


def field_of(ground: Ground, drive: float, low: int, high: int) -> Field:
    return Field(
        ground.lists, ground.lists[:, None] * ground.minutes, ground.neighbours,
        ground.minutes <= drive, np.ones(len(ground), dtype=bool), low, high,
    )  # fmt: skip


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    drive=st.sampled_from([14, 22, 40]),
    a_minute=st.floats(0, 12),
    below=st.sampled_from([0.0, 20_000.0]),
)
def test_the_groups_that_pay_are_all_found_and_no_others_of_their_kind(
    seed: int, drive: float, a_minute: float, below: float
) -> None:
    ground = small_ground(seed, 11)
    field = field_of(ground, drive, 12_000, 34_000)
    worth = a_minute * ground.lists * np.random.default_rng(seed).uniform(0.2, 1.4, len(ground))
    every = connected_groups(
        ground.lists, field.neighbours, field.compatible, field.free, 12_000, 34_000
    )
    pays = travel(ground, every) - every.totals(worth) < below - 1e-6
    priced = paying_groups(field, worth, below=below)
    assert priced.complete
    listed = {row.tobytes() for row in priced.candidates.words}
    assert len(listed) == len(priced.candidates)
    assert {row.tobytes() for row in every.words[pays]} <= listed
    assert listed <= {row.tobytes() for row in every.words}


def test_too_many_groups_that_pay_are_not_held() -> None:
    ground = small_ground(3, 12)
    field = field_of(ground, 60, 1, 100_000)
    with pytest.raises(TooManyGroups):
        paying_groups(field, np.full(12, 1e9), most_groups=50)


@pytest.mark.parametrize("seed", range(6))
def test_bounds_and_plans_on_the_way_are_true(seed: int) -> None:
    ground = small_ground(seed, 12)
    terms = Terms(RULES, TRAVEL)
    told: list[Found] = []
    result = search(ground, terms, Watch(), told.append, listed=0)
    listed = search(ground, terms, Watch())
    assert result.objective == pytest.approx(listed.objective)
    bounds = [one.bound for one in told]
    assert bounds == sorted(bounds)
    for before in told:
        assert before.bound <= listed.objective + 1e-6
        assert before.objective >= listed.objective - 1e-6
        assert not before.ended
        assert not before.proved


def test_a_plan_grows_out_of_nothing_a_few_practices_at_a_time() -> None:
    ground = small_ground(8, 12)
    terms = Terms((SizeRange(10_000, 26_000), LongestDrive(45), InOnePiece()), TRAVEL)
    wanted = wanted_under(ground, terms, lambda: None)
    assert wanted is not None
    pool = pool_under(ground, terms)
    nothing = draft_from(wanted, pool.candidates.pick(np.arange(0)), np.zeros(0), Watch())
    assert not nothing.whole
    drafts = [nothing]
    end = improved(wanted, nothing, Watch(), drafts.append)
    left = [int(ground.lists[one.left].sum()) for one in drafts]
    assert left == sorted(left, reverse=True)
    assert end.whole
    assert (end.groups.sum(axis=0) == 1).all()
    assert end.costs.sum() >= search(ground, terms, Watch()).objective - 1e-6


def test_what_is_asked_of_the_whole_plan_is_listed_and_says_when_it_cannot_be() -> None:
    ground = small_ground(2, 12)
    everyone = (ground.codes[:6], ground.codes[6:])
    moved = Terms(RULES, (("travel", 1.0), ("moved", 1.0)), moved_from=everyone)
    assert wanted_under(ground, moved, lambda: None) is None
    full = search(ground, moved, Watch(), most_groups=10)
    assert full.groups is None
    assert not full.proved
    assert "more than 10 groups" in full.reasons[0].relaxation
    assert wanted_under(ground, replace(moved, weights=(("fairness", 1.0),)), lambda: None) is None


def test_a_search_that_is_cut_short_keeps_what_it_has(made_up_county: Ground) -> None:
    terms = Terms((SizeRange(30_000, 50_000), LongestDrive(35), InOnePiece()), TRAVEL)
    result = generated(made_up_county, terms, Watch(4.0))
    assert result.bound > 0
    assert result.bound <= result.objective
    if result.groups is not None:
        placed = [code for group in result.groups for code in group]
        assert sorted(placed) == sorted(made_up_county.codes)


def test_terms_that_cannot_be_met_are_explained() -> None:
    ground = small_ground(5, 12)
    first = ground.codes[0]
    impossible = Terms((*RULES, NumberOfGroups.exactly(9)), TRAVEL)
    result = generated(ground, impossible)
    assert result.groups is None
    assert result.proved
    assert any(isinstance(reason.rule, NumberOfGroups) for reason in result.reasons)
    torn = Terms((*RULES, KeptTogether(((first, ground.codes[1]),)),
                  KeptApart(((first, ground.codes[1]),))), TRAVEL)  # fmt: skip
    assert generated(ground, torn).groups is None
