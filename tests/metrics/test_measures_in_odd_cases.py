"""Measures worked out by hand where something is missing, at a limit, alone or in pieces."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import ValidationError
from six_practices import FAR_AND_ONE, NORTH_AND_SOUTH, six_practices

from somerset_maps import Plan, Settings, evaluate

NAN = float("nan")


@pytest.fixture(scope="module")
def county():
    return six_practices()


@pytest.fixture(scope="module")
def scores(county):
    return evaluate(county, NORTH_AND_SOUTH, most_compact=300_000)


def missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


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


def test_one_gp_who_leaves_leaves_no_one_to_take_over(county):
    alone = evaluate(county, Plan.from_assignment({"L85006": "Six"})).groups.loc["Six"]
    assert missing(alone["gp_loss"]), "no one to take over"
    assert (alone["gps_per_team"], alone["lists_per_team"]) == (1, 4_000)
    assert (alone["hhi"], alone["effective_practices"]) == (1, 1)


def test_a_group_without_a_return_has_no_figures_of_gps(county):
    groups = evaluate(county, Plan.from_assignment({"L85004": "Four"})).groups
    for key in ("gp_fte_per_10000", "thin_practices", "gp_loss", "gps_per_team", "lists_per_team",
                "short_cover_alone", "short_cover_pooled", "consultations_per_gp_day"):  # fmt: skip
        assert missing(groups.at["Four", key]), key
    assert groups.at["Four", "consultations"] == pytest.approx(6_000 * 5.35)


def test_settings_reach_the_measures_they_are_for(county):
    chosen = Settings(
        thin_per_10000=5, team_gps=5, consultations_per_patient=6, working_days=250,
        fund_per_patient=2, access_zones=((5, 1),),
    )  # fmt: skip
    scores = evaluate(county, NORTH_AND_SOUTH, chosen)
    north = scores.groups.loc["North"]
    assert north["thin_practices"] == 2, "2.5 and 4.5 for 10,000"
    assert north["gps_per_team"] == 26 / 6
    assert north["consultations"] == 252_000
    assert north["consultations_per_gp_day"] == pytest.approx(252_000 / (20 * 250))
    assert north["fund"] == 84_000
    # Within 5 minutes only area 1 of L85001.
    assert list(scores.small_areas["accessibility"]) == pytest.approx([8, 0, 0, 0])


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"absence": 0.6, "shared_absence": 0.4}, "below 100%"),
        ({"access_zones": ()}, "near to far"),
        ({"access_zones": ((20, 0.5), (10, 1))}, "near to far"),
        ({"access_zones": ((10, 1.5),)}, "between 0 and 1"),
    ],
)
def test_settings_that_make_no_sense_say_why(values, reason):
    with pytest.raises(ValidationError, match=reason):
        Settings(**values)
