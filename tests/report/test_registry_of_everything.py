"""Whatever a page or a paper shows by its key has its entry, and the Glossary has all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from somerset_maps.report.registry import EVERY_MEASURE, every_measure

HERE = Path(__file__).resolve().parents[2] / "somerset_maps"
KNOWN = {(item.level, item.key) for item in EVERY_MEASURE}
SOURCES = sorted(
    path for room in ("ui", "report", "charts", "roadmap") for path in (HERE / room).rglob("*.py")
)
#: measure("group", "coverage"), .groups.at[name, "coverage"], .county["coverage"] and their like.
ASKED = {
    "any": re.compile(r'\bmeasure\("(county|group|practice|small area)", "(\w+)"\)'),
    "group": re.compile(r'\bgroups\.(?:at|loc)\[[^\]\[]+, "(\w+)"\]'),
    "county": re.compile(r'\.county\["(\w+)"\]'),
    "practice": re.compile(r'\.practices\.(?:at|loc)\[[^\]\[]+, "(\w+)"\]'),
}
#: Columns of the county's own frame of practices, shown as published facts and not as measures.
FACTS = {
    "name", "gp_fte", "gp_headcount", "to_check", "list_size", "postcode", "locality", "easting",
    "northing", "group",
}  # fmt: skip


def asked_in(text: str) -> set[tuple[str, str]]:
    found = {(level, key) for level, key in ASKED["any"].findall(text)}
    for level in ("group", "county", "practice"):
        found |= {(level, key) for key in ASKED[level].findall(text)}
    return {(level, key) for level, key in found if not (level == "practice" and key in FACTS)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HERE)))
def test_what_is_shown_has_an_entry(path: Path) -> None:
    assert asked_in(path.read_text("utf-8")) <= KNOWN


def test_the_search_finds_what_it_looks_for() -> None:
    text = 'now.groups.at[one, "no_such"]; scores.county["coverage"]; measure("group", "hub")'
    assert asked_in(text) == {("group", "no_such"), ("county", "coverage"), ("group", "hub")}
    everything = set().union(*(asked_in(path.read_text("utf-8")) for path in SOURCES))
    assert len(everything) > 10


def test_keys_are_unique_and_every_text_is_there() -> None:
    assert len(KNOWN) == len(EVERY_MEASURE)
    for item in EVERY_MEASURE:
        for text in (item.title, item.meaning, item.formula, item.source, item.caveat):
            assert text.strip(), item.key
        assert len(item.title) <= 50
        assert item in every_measure(item.level)
