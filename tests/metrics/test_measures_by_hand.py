"""Every registered measure worked out with pencil and paper in a county of six practices."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import pytest
from six_practices import NORTH_AND_SOUTH, six_practices

from somerset_maps import evaluate
from somerset_maps.metrics import MEASURES

NONE = None  # missing
NAN = float("nan")

#: GPs in reach per 10,000. Minutes from areas 1 to 4 to the nearest site of L85001: 4, 12, 30, 70;
#: L85002: 8, 6, 11, 50; L85003: 18, 9, 15, 45; L85005: 42, 35, 8, 20; L85006: 72, 65, 40, 10. Each
#: practice's GPs over thousands of residents in reach, those in further zones weighing less.
R1, R2, R3 = 8 / (10 + 0.68 * 20 + 0.22 * 30), 2 / (10 + 20 + 0.68 * 30), 10 / (6.8 + 20 + 20.4)
R5, R6 = 15 / (30 + 0.68 * 40), 1 / 40
IN_REACH = [
    10 * (R1 + R2 + 0.68 * R3),
    10 * (0.68 * R1 + R2 + R3),
    10 * (0.22 * R1 + 0.68 * R2 + 0.68 * R3 + R5),
    10 * (0.68 * R5 + R6),
]


def close_to(area: int) -> float:
    """The same with exp(-0.342 minutes) as weights, summed practice by practice."""
    drives = [(8, (4, 12, 30, 70)), (2, (8, 6, 11, 50)), (10, (18, 9, 15, 45)),
              (15, (42, 35, 8, 20)), (1, (72, 65, 40, 10))]  # fmt: skip
    residents = (10_000, 20_000, 30_000, 40_000)
    total = 0.0
    for gps, minutes in drives:
        reach = sum(n * math.exp(-0.342 * t) for n, t in zip(residents, minutes, strict=True))
        total += 10_000 * math.exp(-0.342 * minutes[area]) * gps / reach
    return total


CLOSE = [close_to(area) for area in range(4)]


def short(fte: float, people: float) -> float:
    """GP-days a year below 70% of usual time, 15% away: E[(c - X)+], X normal."""
    spread = math.sqrt(fte * fte / people * 0.15 * 0.85)
    at_work = NormalDist(0.85 * fte, spread)
    lacking = 0.7 * fte - at_work.mean
    return 253 * (spread**2 * at_work.pdf(0.7 * fte) + lacking * at_work.cdf(0.7 * fte))


#: L85001: 6.8 of 8 at work, sd 0.903, 5.6 needed: 0.903 x 0.1651 - 1.2 x 0.0920 = 0.0387 a day.
SHORT = [short(8, 10), short(2, 4), short(10, 12), NAN, short(15, 15), short(1, 1)]
assert 9.7 < SHORT[0] < 9.9

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
    # North has most patients in areas 1 and 2 (11,000 and 21,000), South in 3 and 4 (all it has).
    "self_containment": (32 / 42, 1),
    "pharmacies": (2, 1),
    "community_hospitals": (0, 1),
    "branches": (1, 0),
    "accessibility": (
        (11 * IN_REACH[0] + 21 * IN_REACH[1] + 10 * IN_REACH[2]) / 42,
        (26 * IN_REACH[2] + 10 * IN_REACH[3]) / 36,
    ),
    "accessibility_smooth": (
        (11 * CLOSE[0] + 21 * CLOSE[1] + 10 * CLOSE[2]) / 42,
        (26 * CLOSE[2] + 10 * CLOSE[3]) / 36,
    ),
    "weighted": (11_000 + 23_000, 7_000 + 29_000),  # none published for L85002
    "weighted_known": (2, 2),
    "share_65_plus": ((12 * 0.25 + 8 * 0.5) / 20, (6 * 0.2 + 30 * 0.3) / 36),
    "share_75_plus": ((12 * 0.1 + 8 * 0.2) / 20, NAN),
    "fund": (126_000, 108_000),
    "consultations": (42_000 * 5.35, 36_000 * 5.35),
    "consultations_per_gp_day": (42_000 * 5.35 / (20 * 253), 30_000 * 5.35 / (15 * 253)),
    "gp_fte_per_10000": (20 / 4.2, 15 / 3),
    "thin_practices": (1, 0),  # L85002 has 2.5 for 10,000; a missing return is not thin
    "gp_loss": (1 / 25, 1 / 14),
    "gps_per_team": (26 / 4, 15 / 2),  # 26 GPs make four teams of at most eight, 15 make two
    "lists_per_team": (42_000 / 4, 30_000 / 2),
    "short_cover_alone": (sum(SHORT[:3]), SHORT[4]),
    "short_cover_pooled": (sum(SHORT[:3]), SHORT[4]),  # nothing is shared until it is agreed
    "hhi": ((12**2 + 8**2 + 22**2) / 42**2, (6**2 + 30**2) / 36**2),
    "effective_practices": (42**2 / (12**2 + 8**2 + 22**2), 36**2 / (6**2 + 30**2)),
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
    "self_containment": (32 + 36) / 78,
    "accessibility": 3.6,  # 36 GPs for 100,000 residents, wherever the zones end
    "accessibility_rural": (20 * IN_REACH[1] + 40 * IN_REACH[3]) / 60,
    "accessibility_smooth_rural": (20 * CLOSE[1] + 40 * CLOSE[3]) / 60,
    "fund": 3 * 82_000,
    "gp_fte_per_10000": 36 / 7.6,
    "short_cover_alone": sum(SHORT[:3]) + SHORT[4],  # L85006 is in no group
    "short_cover_pooled": sum(SHORT[:3]) + SHORT[4],
}
PRACTICES: dict[str, list[Any]] = {
    "share_of_group": [12 / 42, 8 / 42, 22 / 42, 6 / 36, 30 / 36, NAN],
    "minutes_to_hub": [16, 10, 0, 10, 0, NAN],
    "patients_per_gp_fte": [1_500, 4_000, 2_200, NAN, 2_000, 4_000],
    "gp_fte_per_10000": [8 / 1.2, 2 / 0.8, 10 / 2.2, NAN, 15 / 3, 1 / 0.4],
    "gp_loss": [1 / 10, 1 / 4, 1 / 12, NAN, 1 / 15, 1],
    # L85002 has the larger L85001 at 1.5 km; L85006 is small; 6,000 is not below 6,000.
    "merger_exposure": [0, 1, 0, 0, 0, 1],
    "short_cover": [*SHORT[:3], NAN, *SHORT[4:]],
    # L85003 alone outvotes the others of North with 22 of 42 thousand, and nobody outvotes it.
    "outvoted_by": [1, 1, NAN, 1, NAN, NAN],
    "power_one_vote": [1 / 3, 1 / 3, 1 / 3, 1 / 2, 1 / 2, NAN],
    "power": [0, 0, 1, 0, 1, NAN],
    # 28 of 42 thousand: 3 with 1, 3 with 2 and all three; 3 turns three, 1 and 2 one each.
    "power_two_thirds": [1 / 5, 1 / 5, 3 / 5, 0, 1, NAN],
    "others_decide": [True, True, False, True, False, NONE],
}
SMALL_AREAS: dict[str, list[float]] = {
    "minutes_own_group": [4, 6, 5, 20],
    "minutes_any": [4, 6, 5, 4],
    "accessibility": IN_REACH,
    "accessibility_smooth": CLOSE,
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
    return evaluate(county, NORTH_AND_SOUTH, most_compact=300_000, heavy=True)


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
    found = list(scores.practices[key])
    assert len(found) == len(PRACTICES[key])
    assert all(map(same, found, PRACTICES[key])), found


@pytest.mark.parametrize("key", SMALL_AREAS)
def test_small_area_measure(scores, key):
    assert list(scores.small_areas[key]) == pytest.approx(SMALL_AREAS[key])
