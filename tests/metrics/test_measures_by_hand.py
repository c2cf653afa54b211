"""Every registered measure worked out with pencil and paper in a county of six practices."""

from __future__ import annotations

import math
from typing import Any

import pytest
from six_practices import FAR_AND_ONE, NORTH_AND_SOUTH, six_practices

from somerset_maps import Plan, Settings, evaluate
from somerset_maps.metrics import MEASURES

NONE = None  # missing
NAN = float("nan")

#: North is 1, 2 and 3 (lists 12,000, 8,000 and 22,000); South is 4 and 5 (6,000 and 30,000).
GROUPS: dict[str, tuple[Any, Any]] = {
    "practices": (3, 2),
    "registered": (42_000, 36_000),
    "band_status": ("in", "in"),
    "band_gap": (0, 0),
    "largest_share": (22 / 42, 30 / 36),
    "gp_fte": (20, 15),  # the practice without a return is left out
    "gp_returns": (3, 1),
    "gp_headcount": (26, 15),
    "patients_per_gp_fte": (42_000 / 20, 30_000 / 15),
    "worst_loss": (10 / (20 - 10), NAN),  # South: nobody else is known
    "contiguous": (True, True),
    "pieces": (1, 1),
    # To 1: 8*6 + 22*16 = 400; to 2: 12*6 + 22*10 = 292; to 3: 12*16 + 8*10 = 272 thousand.
    "hub": ("L85003", "L85005"),
    "minutes_to_hub": (272 / 42, 6 * 10 / 36),
    "spread_minutes": (16, 10),
    # North reaches areas 1 and 2 within 10 minutes (4, 6; 11 and 45 are too far): 11,000 + 21,000.
    # South reaches area 3 (5 minutes; area 4 is 20 away): 26,000 of 36,000.
    "coverage": (32 / 42, 26 / 36),
    "locality_share": (22 / 42, 1),
    "localities": (2, 1),
}
COUNTY: dict[str, Any] = {
    "placed_share": 78 / 82,
    "groups": 2,
    "in_band_groups": 2,
    "in_band_share": 78 / 82,
    "single_practice_groups": 0,
    "patients_per_gp_fte_min": 2_100,  # South has no return but one to check
    "patients_per_gp_fte_max": 2_100,
    "worst_loss": 1.0,
    "minutes_to_hub": (272 + 60) / 78,
    "pieces": 0,
    "straddling_groups": 1,
    "compactness": NAN,  # L85006 is in no group
    # Areas 1 and 2 are mostly North (4 and 6 minutes), 3 and 4 South (5 and 20 minutes).
    "coverage": (10 + 20 + 30) / 100,
    "coverage_any": 1.0,  # area 4 through the outside surgery at 4 minutes
}
PRACTICES: dict[str, list[float]] = {
    "share_of_group": [12 / 42, 8 / 42, 22 / 42, 6 / 36, 30 / 36, NAN],
    "minutes_to_hub": [16, 10, 0, 10, 0, NAN],
    "patients_per_gp_fte": [1_500, 4_000, 2_200, NAN, 2_000, 4_000],
}
SMALL_AREAS: dict[str, list[float]] = {
    "minutes_own_group": [4, 6, 5, 20],
    "minutes_any": [4, 6, 5, 4],
}
BY_LEVEL = {
    "group": GROUPS,
    "county": COUNTY,
    "practice": PRACTICES,
    "small area": SMALL_AREAS,
}


@pytest.fixture(scope="module")
def county():
    return six_practices()


@pytest.fixture(scope="module")
def scores(county):
    return evaluate(county, NORTH_AND_SOUTH, most_compact=300_000)


def missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def same(value: Any, expected: Any) -> bool:
    if missing(expected) or missing(value):
        return missing(expected) and missing(value)
    if isinstance(expected, str | bool):
        return bool(value == expected)
    return float(value) == pytest.approx(expected, rel=1e-12)


def test_every_registered_measure_is_worked_by_hand_here():
    by_hand = {(level, key) for level, keys in BY_LEVEL.items() for key in keys}
    assert {(measure.level, measure.key) for measure in MEASURES} == by_hand


@pytest.mark.parametrize("key", GROUPS)
def test_group_measure(scores, key):
    north, south = GROUPS[key]
    assert same(scores.groups.at["North", key], north)
    assert same(scores.groups.at["South", key], south)


@pytest.mark.parametrize("key", GROUPS)
def test_an_empty_group_has_every_measure_missing(scores, key):
    assert missing(scores.groups.at["Empty", key])


@pytest.mark.parametrize("key", COUNTY)
def test_county_measure(scores, key):
    assert same(scores.county[key], COUNTY[key])


@pytest.mark.parametrize("key", PRACTICES)
def test_practice_measure(scores, key):
    assert list(scores.practices[key]) == pytest.approx(PRACTICES[key], nan_ok=True)


@pytest.mark.parametrize("key", SMALL_AREAS)
def test_small_area_measure(scores, key):
    assert list(scores.small_areas[key]) == pytest.approx(SMALL_AREAS[key])


def test_a_group_in_two_pieces_and_a_practice_alone(county):
    scores = evaluate(county, FAR_AND_ONE, most_compact=216_000)
    far, one = scores.groups.loc["Far"], scores.groups.loc["One"]
    assert (far["pieces"], far["contiguous"]) == (2, False)
    assert (far["band_status"], far["band_gap"]) == ("under", -20_000)
    assert (far["hub"], far["minutes_to_hub"]) == ("L85004", 4_000 * 40 / 10_000)
    assert (far["gp_fte"], far["gp_returns"]) == (1, 1)
    assert far["localities"] == 2
    assert missing(one["worst_loss"]), "no one to take over"
    assert (one["spread_minutes"], one["minutes_to_hub"], one["largest_share"]) == (0, 0, 1)
    assert (one["pieces"], one["contiguous"]) == (1, True)
    assert one["band_status"] == "in", "the end of the range counts as in"
    assert scores.county["pieces"] == 1
    assert scores.county["single_practice_groups"] == 1
    assert scores.county["placed_share"] == 1
    # North 272,000, Far 4,000 x 40, One 0: 432,000 patients x minutes.
    assert scores.county["compactness"] == pytest.approx(216 / 432)
    assert scores.county["minutes_to_hub"] == pytest.approx(432 / 82)
    # Areas 3 and 4 are mostly One's (20,000 and 10,000): 8 and 20 minutes from it.
    assert list(scores.small_areas["minutes_own_group"]) == [4, 6, 8, 20]


def test_both_ends_of_the_size_range_count_as_in(county):
    for band, status, gap in [
        ((42_000, 50_000), "in", 0),
        ((30_000, 42_000), "in", 0),
        ((42_001, 50_000), "under", -1),
        ((30_000, 41_999), "over", 1),
    ]:
        row = evaluate(county, NORTH_AND_SOUTH, Settings(band=band)).groups.loc["North"]
        assert (row["band_status"], row["band_gap"]) == (status, gap)


def test_the_share_in_the_size_range_is_of_all_patients(county):
    scores = evaluate(county, NORTH_AND_SOUTH, Settings(band=(40_000, 50_000)))
    assert scores.county["in_band_groups"] == 1
    assert scores.county["in_band_share"] == pytest.approx(42 / 82)


def test_the_limit_itself_counts_as_within_reach(county):
    at_11 = evaluate(county, NORTH_AND_SOUTH, Settings(minutes=11))
    assert at_11.groups.at["North", "coverage"] == 1, "the branch of L85002 is 11 minutes away"
    at_5 = evaluate(county, NORTH_AND_SOUTH, Settings(minutes=5))
    assert at_5.county["coverage_any"] == pytest.approx((10 + 30 + 40) / 100)
    assert at_5.county["coverage"] == pytest.approx((10 + 30) / 100)


def test_minutes_are_multiplied_everywhere(county):
    slow = evaluate(county, NORTH_AND_SOUTH, Settings(minutes_multiplier=2))
    assert slow.groups.at["North", "spread_minutes"] == 32
    assert slow.groups.at["North", "minutes_to_hub"] == pytest.approx(2 * 272 / 42)
    assert list(slow.practices["minutes_to_hub"][:5]) == [32, 20, 0, 20, 0]
    assert list(slow.small_areas["minutes_own_group"]) == [8, 12, 10, 40]
    assert list(slow.small_areas["minutes_any"]) == [8, 12, 10, 8]
    # Within 10 minutes are now area 1 for North and area 3 for South.
    assert list(slow.groups["coverage"][:2]) == pytest.approx([11 / 42, 26 / 36])
    assert slow.county["coverage"] == pytest.approx((10 + 30) / 100)


def test_returns_to_check_are_left_out_of_the_extremes_unless_asked_for(county):
    asked = evaluate(county, NORTH_AND_SOUTH, Settings(include_to_check=True)).county
    assert (asked["patients_per_gp_fte_min"], asked["patients_per_gp_fte_max"]) == (2_000, 2_100)


def test_areas_mostly_of_practices_in_no_group_count_as_not_reached(county):
    only_six = evaluate(county, Plan.from_assignment({"L85006": "Far", "L85001": "Near"}))
    # Area 1 is mostly L85001's; in the others practices in no group together have most patients.
    assert list(only_six.small_areas["minutes_own_group"]) == pytest.approx(
        [4, NAN, NAN, NAN], nan_ok=True
    )
    assert only_six.county["coverage"] == pytest.approx(0.1)


def test_the_largest_of_three_missing_returns_is_missing_not_zero():
    county = six_practices(gp_fte=[NAN] * 6)
    scores = evaluate(county, NORTH_AND_SOUTH)
    for key in ("gp_fte", "patients_per_gp_fte", "worst_loss"):
        assert scores.groups[key].isna().all()
    assert scores.groups.at["North", "gp_returns"] == 0
    for key in ("worst_loss", "patients_per_gp_fte_min", "patients_per_gp_fte_max"):
        assert missing(scores.county[key])


def test_differences_name_the_groups_and_measures_that_changed(county, scores):
    after = evaluate(county, NORTH_AND_SOUTH.move("L85004", "North"), most_compact=300_000)
    table = scores.diff(after).set_index(["level", "name", "key"])
    assert table.at[("group", "North", "registered"), "change"] == 6_000
    assert table.at[("group", "South", "practices"), "after"] == 1
    assert ("group", "Empty", "registered") not in table.index
    assert ("county", "", "placed_share") not in table.index
    assert scores.diff(scores).empty
    gone = scores.diff(evaluate(county, NORTH_AND_SOUTH.remove_group("South")))
    row = gone.set_index(["level", "name", "key"]).loc[("group", "South", "registered")]
    assert row["before"] == 36_000
    assert missing(row["after"])
    assert math.isnan(row["change"])
