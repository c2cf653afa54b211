"""On small countries the search finds what looking at every partition finds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from somerset_maps.suggest import (
    OBJECTIVES,
    AtLeastPractices,
    InOnePiece,
    KeptApart,
    KeptTogether,
    LargestShare,
    LeftAlone,
    LockedGroups,
    LongestDrive,
    NumberOfGroups,
    OtherRange,
    Rule,
    SizeRange,
    WithinLocality,
)
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.search import Found, search
from somerset_maps.suggest.terms import Groups, Otherwise, Terms
from somerset_maps.suggest.watch import Watch
from tests.suggest.small_ground import BruteForce, small_ground

RANGE = SizeRange(14_000, 30_000)
DRIVE = LongestDrive(30)


def found(ground: Ground, terms: Terms) -> Found:
    return search(ground, terms, Watch())


def agrees(
    ground: Ground, terms: Terms, searched: Callable[[Ground, Terms], Found] = found
) -> Found:
    """Assert that search and brute force come to the same; return what the search found."""
    least, plans = BruteForce(ground, terms).best()
    result = searched(ground, terms)
    assert result.proved
    if math.isinf(least):
        assert result.groups is None
        assert result.reasons
    else:
        assert result.groups is not None
        assert result.objective == pytest.approx(least, rel=1e-7, abs=1e-3)
        assert tuple(sorted(result.groups)) in plans
        assert result.bound <= result.objective
    return result


def old_plan(ground: Ground, seed: int) -> Groups:
    """Three rough groups by position, one practice in none."""
    codes = ground.codes[:-1]
    return tuple(tuple(codes[start + seed % 2 :: 3]) for start in range(3))


@pytest.mark.parametrize("key", OBJECTIVES)
@settings(max_examples=12)
@given(seed=st.integers(0, 10_000))
def test_each_objective_alone_is_brought_to_its_optimum(key: str, seed: int) -> None:
    ground = small_ground(seed)
    rules: tuple[Rule, ...] = (RANGE, DRIVE, InOnePiece())
    if OBJECTIVES[key].needs_number:
        rules = (*rules, NumberOfGroups.exactly(3))
    agrees(ground, Terms(rules, ((key, 1.0),), moved_from=old_plan(ground, seed)))


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), moved=st.sampled_from([0.5, 5, 50]))
def test_weighted_objectives_are_brought_to_their_optimum(seed: int, moved: float) -> None:
    ground = small_ground(seed)
    weights = (("travel", 1.0), ("fairness", 3.0), ("moved", moved))
    terms = Terms((RANGE, DRIVE, InOnePiece()), weights, moved_from=old_plan(ground, seed))
    agrees(ground, terms)


def pairs(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    one = st.tuples(st.sampled_from(codes), st.sampled_from(codes)).filter(lambda p: p[0] != p[1])
    return tuple(draw(st.lists(one, min_size=1, max_size=2)))


@st.composite
def rule_sets(draw: st.DrawFn) -> tuple[Ground, tuple[Rule, ...]]:
    """A small country of 10 to 12 practices, and some of all the rules there are."""
    ground = small_ground(draw(st.integers(0, 10_000)), draw(st.integers(10, 12)))
    codes = ground.codes
    size = draw(
        st.sampled_from(
            [
                RANGE,
                SizeRange(18_000, 26_000, soft=True, a_patient=3.0),
                SizeRange(14_000, 30_000, others=(OtherRange(10_000, 24_000, "Mendip"),)),
                SizeRange(
                    14_000,
                    30_000,
                    others=(
                        OtherRange(12_000, 40_000, "Sedgemoor"),
                        OtherRange(8_000, 20_000, practices=codes[:1]),
                    ),
                ),
            ]
        )
    )
    rules: list[Rule] = [size, draw(st.sampled_from([LongestDrive(22), DRIVE]))]
    rules.append(InOnePiece(draw(st.booleans())))
    optional: list[Rule] = [
        draw(st.sampled_from([WithinLocality(), WithinLocality(soft=True, a_patient=4.0)])),
        LargestShare(draw(st.sampled_from([0.4, 0.5, 0.6]))),
        AtLeastPractices(draw(st.sampled_from([2, 3]))),
        KeptTogether(pairs(draw, codes)),
        KeptApart(pairs(draw, codes)),
        draw(st.sampled_from([NumberOfGroups.exactly(4), NumberOfGroups(at_most=3),
                              NumberOfGroups(at_least=4)])),
        LockedGroups((("Locked", codes[2:4]),)),
        LeftAlone((codes[5],)),
    ]  # fmt: skip
    rules += draw(st.lists(st.sampled_from(optional), max_size=3, unique=True))
    return ground, tuple(rules)


@settings(max_examples=40)
@given(made=rule_sets(), key=st.sampled_from(["travel", "coverage", "fairness"]))
def test_every_rule_is_kept_at_the_optimum(made: tuple[Ground, tuple[Rule, ...]], key: str) -> None:
    ground, rules = made
    agrees(ground, Terms(rules, ((key, 1.0),)))


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.2, 0.4]))
def test_the_best_plan_that_differs_from_another_is_found(seed: int, share: float) -> None:
    ground = small_ground(seed)
    terms = Terms((RANGE, DRIVE, InOnePiece()), (("travel", 1.0),))
    best = found(ground, terms).groups
    if best is None:
        return
    brute = BruteForce(ground, terms)
    lists = dict(zip(ground.codes, ground.lists.tolist(), strict=True))

    def in_common(plan: Groups) -> int:
        return sum(max(sum(lists[c] for c in set(new) & set(old)) for old in best) for new in plan)

    most = (1 - share) * sum(lists.values())
    differing = [plan for plan in brute.plans() if in_common(brute.as_codes(plan)) <= most + 1e-6]
    other = found(ground, replace(terms, otherwise=(Otherwise(best, share),)))
    least = min((brute.cost(plan) for plan in differing), default=math.inf)
    assert other.proved
    assert other.objective == pytest.approx(least)


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_the_same_terms_give_the_same_plan(seed: int) -> None:
    ground = small_ground(seed, 12)
    terms = Terms((RANGE, DRIVE, InOnePiece()), (("coverage", 1.0),))
    first, second = found(ground, terms), found(ground, terms)
    assert first.groups == second.groups
    assert first.objective == second.objective


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_every_report_on_the_way_has_a_bound_below_its_plan(seed: int) -> None:
    ground = small_ground(seed, 12)
    told: list[Found] = []
    result = search(
        ground, Terms((RANGE, DRIVE, InOnePiece()), (("travel", 1.0),)), Watch(), told.append
    )
    for before in told:
        assert before.bound <= before.objective
        assert before.bound <= result.objective + 1e-6
        assert before.objective >= result.objective - 1e-6
        assert not before.ended
    if result.groups is not None:
        assert told[-1].groups is not None
