"""When no plan keeps the rules: the culprit is named, and its nearest relaxation works."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from somerset_maps.suggest import (
    AtLeastPractices,
    InOnePiece,
    KeptApart,
    KeptTogether,
    LargestShare,
    LeftAlone,
    LockedGroups,
    LongestDrive,
    NumberOfGroups,
    Reason,
    Rule,
    SizeRange,
    WithinLocality,
)
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.search import Found, search
from somerset_maps.suggest.terms import Terms
from somerset_maps.suggest.watch import Watch

#: Ten practices along one road, five minutes and one step of neighbours apart.
LISTS = np.array([6, 6, 6, 6, 6, 6, 6, 6, 6, 6]) * 1_000
STANDING: tuple[Rule, ...] = (SizeRange(10_000, 20_000), LongestDrive(12), InOnePiece())


@pytest.fixture
def road() -> Ground:
    along = np.arange(10)
    apart = np.abs(along[:, None] - along[None, :])
    return Ground(
        codes=tuple(f"L8500{number}" for number in along),
        names=tuple(f"Milestone {number}" for number in along),
        lists=LISTS,
        minutes=5.0 * apart,
        neighbours=apart == 1,
        localities=("Mendip",) * 5 + ("Sedgemoor",) * 5,
        gp_fte=np.full(10, 3.0),
        fair_returns=np.full(10, True),
        registered=np.ones((10, 2)),
        within=np.full((10, 2), True),
    )


def found(road: Ground, *rules: Rule) -> Found:
    kinds = {type(rule) for rule in rules}
    standing = tuple(rule for rule in STANDING if type(rule) not in kinds)
    return search(road, Terms(standing + rules, (("travel", 1.0),)), Watch())


def reason(road: Ground, kind: type[Rule], *rules: Rule) -> Reason:
    """Return the reason that names a kind of rule, after trying its way out."""
    result = found(road, *rules)
    assert result.groups is None
    assert result.proved
    named = next(reason for reason in result.reasons if isinstance(reason.rule, kind))
    others = tuple(rule for rule in rules if rule != named.rule)
    eased = (named.instead,) if named.instead is not None else ()
    assert found(road, *others, *eased).groups is not None
    return named


def test_the_road_itself_can_be_divided(road: Ground) -> None:
    result = found(road)
    assert result.groups is not None
    assert [len(group) for group in sorted(result.groups)] in ([2, 3, 3, 2], [3, 3, 2, 2], [2] * 5)
    assert result.reasons == ()


def test_too_many_groups(road: Ground) -> None:
    named = reason(road, NumberOfGroups, NumberOfGroups.exactly(8))
    assert named.sentence == "There are 8 groups"
    assert named.relaxation == "allow as few as 5 groups"


def test_too_few_groups(road: Ground) -> None:
    named = reason(road, NumberOfGroups, NumberOfGroups(at_most=2))
    assert named.relaxation == "allow as many as 4 groups"


def test_a_size_nobody_can_reach(road: Ground) -> None:
    named = reason(road, SizeRange, SizeRange(19_000, 23_000))
    # Twelve minutes are three practices at most, 18,000 patients: only smaller groups help.
    assert named.relaxation == "let groups have as few as 12,000 patients"


def test_a_drive_too_short(road: Ground) -> None:
    named = reason(road, LongestDrive, LongestDrive(4))
    assert named.relaxation == "allow drives of about 5 minutes within a group"
    assert named.practices == road.codes


def test_a_pair_too_far_apart_to_be_together(road: Ground) -> None:
    pair = ("L85000", "L85007")
    named = reason(road, KeptTogether, KeptTogether((pair,)))
    assert named.practices == pair
    assert named.sentence == "Kept together: Milestone 0 and Milestone 7"
    assert named.relaxation == "let Milestone 0 and Milestone 7 be in different groups"


def test_the_end_of_the_road_kept_apart_from_its_only_neighbour(road: Ground) -> None:
    named = reason(road, KeptApart, KeptApart((("L85001", "L85000"), ("L85003", "L85004"))))
    assert named.practices == ("L85000",)
    assert named.relaxation == "let Milestone 0 and Milestone 1 be in one group"


def test_a_share_nobody_can_keep(road: Ground) -> None:
    named = reason(road, LargestShare, LargestShare(0.3))
    assert named.instead == LargestShare(0.5)


def test_more_practices_than_fit(road: Ground) -> None:
    named = reason(road, AtLeastPractices, AtLeastPractices(4))
    assert named.instead == AtLeastPractices(2)


def test_localities_too_small_for_the_range(road: Ground) -> None:
    three_or_four = (SizeRange(18_000, 24_000), LongestDrive(15))
    named = reason(road, WithinLocality, WithinLocality(), *three_or_four)
    assert named.relaxation == "let groups lie across the border of two localities"


def test_a_lock_that_cuts_a_practice_off(road: Ground) -> None:
    locked = LockedGroups((("Ours", ("L85001", "L85002")), ("Theirs", ("L85005", "L85006"))))
    named = reason(road, LockedGroups, locked)
    assert named.practices == ("L85000",)
    assert named.relaxation == "unlock “Ours”"


def test_a_practice_that_said_no_is_not_bargained_with(road: Ground) -> None:
    result = found(road, LeftAlone(("L85001",)))
    assert result.groups is None
    assert not [reason for reason in result.reasons if isinstance(reason.rule, LeftAlone)]
    assert result.reasons[0].practices == ("L85000",)


@pytest.mark.parametrize(
    ("rule", "practices", "way_out"),
    [
        (KeptApart((("L85001", "L85002"),)), ("L85001", "L85002"), "unlock “Ours”"),
        (
            KeptTogether((("L85002", "L85003"),)),
            ("L85002", "L85003"),
            "let Milestone 2 and Milestone 3 be in different groups, or free both of them",
        ),
        (LeftAlone(("L85002",)), ("L85002",), "unlock “Ours”, or let Milestone 2 in"),
    ],
)
def test_what_contradicts_a_lock_is_said_before_any_search(
    road: Ground, rule: Rule, practices: tuple[str, ...], way_out: str
) -> None:
    result = found(road, LockedGroups((("Ours", ("L85001", "L85002")),)), rule)
    assert result.groups is None
    assert result.candidates == 0
    (only,) = result.reasons
    assert (only.practices, only.relaxation) == (practices, way_out)


def test_more_groups_than_can_be_listed_is_said_and_nothing_is_claimed(road: Ground) -> None:
    terms = Terms(STANDING, (("fairness", 1.0),))
    result = search(road, terms, Watch(), most_groups=12)
    assert result.groups is None
    assert not result.proved
    assert result.bound == 0
    assert "more than 12 groups, too many to compare" in result.reasons[0].relaxation


def test_every_practice_on_one_side_can_be_left_without_a_locality_rule(road: Ground) -> None:
    one_place = replace(road, localities=("Mendip",) * 10)
    assert found(one_place, WithinLocality()).groups is not None
