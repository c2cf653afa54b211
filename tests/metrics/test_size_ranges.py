"""A group or a locality may have a size range of its own."""

import pytest
from pydantic import ValidationError

from somerset_maps import Plan, Settings, evaluate
from somerset_maps.metrics.size import size_ranges
from somerset_maps.settings import OwnRange

PLAN = Plan.from_assignment({"L85003": "Exmoor", "L85002": "Wells", "L85034": "Wells"})
LISTS = {"Exmoor": 3_850, "Wells": 11_532 + 7_139}


def own(kind: str, key: str, low: int, high: int, reason: str = "") -> OwnRange:
    return OwnRange(kind=kind, key=key, band=(low, high), reason=reason)


def test_without_ranges_of_their_own_all_groups_have_the_plans(county_2016):
    assert size_ranges(county_2016, PLAN, Settings()) == [((30_000, 50_000), "")] * 2


def test_a_locality_s_range_holds_for_its_groups_and_a_group_s_own_goes_first(county_2016):
    mendip = own("locality", "Mendip", 15_000, 20_000, "market towns")
    west = own("locality", "Taunton & West Somerset", 10_000, 20_000)
    exmoor = own("group", "A", 3_000, 6_000, "rural")
    settings = Settings(own_ranges=(mendip, west, exmoor))
    assert size_ranges(county_2016, PLAN, settings) == [
        ((3_000, 6_000), "rural"),
        ((15_000, 20_000), "market towns"),
    ]
    scores = evaluate(county_2016, PLAN, settings)
    assert scores.groups["registered"].to_dict() == LISTS
    assert scores.groups["band_status"].tolist() == ["in", "in"]
    without = evaluate(county_2016, PLAN, Settings(own_ranges=(mendip, west)))
    assert without.groups.loc["Exmoor", "band_gap"] == 3_850 - 10_000
    assert without.county["in_band_groups"] == 1


def test_an_empty_group_has_the_plans_range_unless_it_has_its_own(county_2016):
    plan = PLAN.add_group("Later")
    settings = Settings(own_ranges=(own("locality", "Mendip", 1, 2),))
    assert size_ranges(county_2016, plan, settings)[2] == ((30_000, 50_000), "")


def test_a_range_must_run_upwards():
    with pytest.raises(ValidationError, match="from a smaller to a larger"):
        own("group", "A", 5_000, 4_000)


def test_settings_with_ranges_read_back_exactly():
    settings = Settings(own_ranges=(own("group", "A", 3_000, 6_000, "rural"),))
    assert Settings.model_validate_json(settings.model_dump_json()) == settings
    assert hash(settings) == hash(settings.model_copy())
