"""The registry can say everything of every measure, in words fit for a room."""

from __future__ import annotations

import dataclasses
import re

import pytest

from somerset_maps.metrics import MEASURES, Measure, measure, measures

#: Words that hurt or mislead in a room of practices.
NOT_ON_A_SCREEN = (
    "worst loss", "N-1", "in band", "gap", "placed", "merge", "merger", "gained", "nearer", "lost",
    "best possible", "fragile", "at risk", "FTE", "pay", "bankrupt",
)  # fmt: skip
#: What METRICS calls core: the page and the papers are built on these.
CORE = {
    "group": {
        "practices", "registered", "band_status", "band_gap", "gp_fte", "gp_headcount",
        "patients_per_gp_fte", "largest_share", "contiguous", "pieces", "hub", "minutes_to_hub",
        "spread_minutes", "coverage", "locality_share", "localities", "worst_loss",
    },
    "county": {
        "placed_share", "groups", "in_band_groups", "in_band_share", "coverage", "coverage_any",
        "minutes_to_hub", "worst_loss", "single_practice_groups", "pieces", "straddling_groups",
        "patients_per_gp_fte_min", "patients_per_gp_fte_max", "compactness",
    },
}  # fmt: skip

every_measure = pytest.mark.parametrize("item", MEASURES, ids=lambda m: f"{m.level}-{m.key}")


@every_measure
def test_no_text_is_empty(item: Measure):
    for entry in dataclasses.fields(Measure):
        value = getattr(item, entry.name)
        may_be_empty = entry.name == "technical" or item.key == "band_status"
        if isinstance(value, str) and not may_be_empty:
            assert value.strip(), entry.name
            assert value == value.strip()
    assert item.version >= 1


@every_measure
def test_the_meaning_is_one_sentence(item: Measure):
    assert item.meaning.endswith(".")
    assert item.meaning[0].isupper()
    assert ". " not in item.meaning
    assert item.caveat.endswith(".")
    assert not item.title.endswith(".")
    assert len(item.title) <= 50


@every_measure
def test_words_fit_for_a_room(item: Measure):
    for words in NOT_ON_A_SCREEN:
        for text in (item.title, item.meaning):
            assert not re.search(rf"\b{re.escape(words)}\b", text, re.I), (words, text)


def test_keys_are_unique_within_a_level_and_found_by_it():
    keys = [(item.level, item.key) for item in MEASURES]
    assert len(set(keys)) == len(keys)
    for level, key in keys:
        assert measure(level, key) in measures(level)


@pytest.mark.parametrize("level", CORE)
def test_the_core_measures_are_there(level):
    assert CORE[level] <= {item.key for item in measures(level)}


def test_what_rests_on_the_model_says_so():
    modelled = {"coverage", "coverage_any", "minutes_to_hub", "spread_minutes", "hub", "pieces"}
    assert {item.grade for item in MEASURES if item.key in modelled} == {"modelled"}


def test_what_points_at_one_practice_is_for_its_own_page():
    private = {(item.level, item.key) for item in MEASURES if item.private}
    assert private == {
        ("practice", "merger_exposure"), ("practice", "gp_loss"), ("practice", "short_cover"),
        ("group", "thin_practices"),
    }  # fmt: skip


def test_tables_of_groups_and_the_county_never_wait_for_a_heavy_measure():
    assert {item.level for item in MEASURES if item.cost == "heavy"} == {"practice"}


def test_a_mark_of_absorbed_practices_is_counts_and_no_probability():
    item = measure("practice", "merger_exposure")
    assert "no probability" in item.caveat
    assert "9 of 14" in item.caveat
    for text in (item.title, item.meaning, item.caveat):
        assert not re.search(r"clos|fail|risk", text, re.I)
