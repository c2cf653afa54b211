"""Judgements, fields, and the fund: nothing is lost, later words stand, pennies add up."""

from __future__ import annotations

import threading
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somerset_maps import County, Plan, PlanError, Settings
from somerset_maps.report.registry import EVERY_MEASURE
from somerset_maps.scenarios import Workspace
from somerset_maps.scenarios.fund import (
    LINE,
    POOLED,
    TAKEN_BACK,
    left,
    lines,
    pence_of,
    pounds,
    shares,
)
from somerset_maps.scenarios.review import (
    FIELD,
    SCORE,
    Voice,
    earlier,
    fields,
    minority,
    principle_summary,
    summary,
    voices,
)
from somerset_maps.scenarios.texts import KINDS, items


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.open(tmp_path / "workspace.duckdb") as opened:
        yield opened


def judged(workspace: Workspace, plan_id: str, author: str, score: int, note: str = "") -> None:
    workspace.write(plan_id, SCORE, "realistic", {"score": score, "note": note}, author)


def test_a_later_score_of_the_same_person_stands_and_the_record_keeps_both(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())
    judged(workspace, plan_id, "Dr A", 2, "no GPs to spare")
    judged(workspace, plan_id, "a nurse", 4)
    judged(workspace, plan_id, " dr a ", 5, "after the talk")
    entries = workspace.entries(plan_id)
    said = voices(entries, "realistic")
    assert [(voice.author, voice.score) for voice in said] == [("dr a", 5), ("a nurse", 4)]
    assert len(entries) == 3
    assert [(v.score, v.note) for v in earlier(entries, "realistic")] == [(2, "no GPs to spare")]
    found = principle_summary(entries)["Realistic"]
    assert (found.voices, found.mean, found.lowest, found.highest) == (2, 4.5, 4, 5)
    nobody = principle_summary(entries)["Inclusive"]
    assert nobody.voices == 0
    assert isnan(nobody.mean)


def test_a_group_is_judged_apart_from_the_plan(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())
    judged(workspace, plan_id, "Dr A", 2)
    workspace.write(plan_id, SCORE, "realistic/B", {"score": 5}, "Dr A")
    entries = workspace.entries(plan_id)
    assert [voice.score for voice in voices(entries, "realistic")] == [2]
    assert [voice.score for voice in voices(entries, "realistic", "B")] == [5]


def test_those_far_from_the_rest_are_named(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())
    for author, score in (("one", 5), ("two", 5), ("three", 5), ("four", 1)):
        judged(workspace, plan_id, author, score, "the branch would go" if score == 1 else "")
    said = voices(workspace.entries(plan_id), "realistic")
    assert [(voice.author, voice.note) for voice in minority(said)] == [
        ("four", "the branch would go")
    ]
    assert summary(said).mean == 4


@pytest.mark.parametrize(
    ("scores", "lone"), [([5, 5, 3], [3]), ([4, 4, 4, 2], [2]), ([5], []), ([1, 2, 3], []),
                         ([1, 5], [1, 5])]
)  # fmt: skip
def test_two_points_from_the_others_is_a_minority(scores: list[int], lone: list[int]) -> None:
    said = [Voice(str(at), score, "") for at, score in enumerate(scores)]
    assert [voice.score for voice in minority(said)] == lone


def test_fields_of_two_people_who_write_at_once_are_both_kept(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())

    def write(name: str) -> None:
        for number in range(10):
            workspace.write(plan_id, FIELD, f"benefit/A/{name}/{number}", {"text": name})

    writers = [threading.Thread(target=write, args=(name,)) for name in ("owner", "when")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(fields(workspace.entries(plan_id))) == 20


def test_the_last_text_of_a_field_stands_and_an_emptied_one_is_gone(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())
    for text in ("first", "<img src=x onerror=alert(1)>", ""):
        workspace.write(plan_id, FIELD, "improve/values", {"text": text})
        now = fields(workspace.entries(plan_id))
        assert now == ({"improve/values": text} if text else {})


def test_the_fund_is_whole_pence_by_group_and_for_all(county_2016: County) -> None:
    lists = {str(code): float(size) for code, size in county_2016.practices["list_size"].items()}
    plan = county_2016.reference_plans["localities"]
    found = shares(plan, lists, 3.0)
    assert found[POOLED] == 3 * 562_446 * 100
    assert sum(found[group.letter] for group in plan.groups) == found[POOLED]
    assert pounds(found[POOLED]) == "£1,687,338"
    assert shares(Plan(), lists, 2.55) == {POOLED: (562_446 * 255)}


@given(st.lists(st.integers(1, 10**8), max_size=8))
def test_what_is_left_and_what_is_planned_add_up(amounts: list[int]) -> None:
    from somerset_maps.scenarios.fund import Line

    planned = [Line(at, "manager", "", pence, "") for at, pence in enumerate(amounts)]
    assert left(10**8, planned) + sum(amounts) == 10**8


def test_a_line_taken_back_no_longer_counts(workspace) -> None:
    plan_id = workspace.create("", Plan(), "2016", Settings())
    value = {"support": "manager", "letter": "", "pence": 5_000, "words": "half a post"}
    first = workspace.write(plan_id, LINE, "pooled", value)
    workspace.write(plan_id, LINE, "pooled", {**value, "pence": 7_000})
    workspace.write(plan_id, TAKEN_BACK, "pooled", {"number": first})
    assert [line.pence for line in lines(workspace.entries(plan_id))] == [7_000]


@pytest.mark.parametrize(
    "text",
    ["", "a lot", "-5", "0", "1.005", "1/3", "£", "1e99", "nan", "1e5", "12,34", "1_000", "٣"],
)
def test_what_is_no_amount_is_refused_in_words(text: str) -> None:
    with pytest.raises(PlanError, match="no amount"):
        pence_of(text)


@pytest.mark.parametrize(("text", "pence"), [("£1,200", 120_000), (" 950.50 ", 95_050)])
def test_amounts_as_people_write_them(text: str, pence: int) -> None:
    assert pence_of(text) == pence


def test_every_measure_named_as_evidence_is_in_the_registry() -> None:
    known = {(item.level, item.key) for item in EVERY_MEASURE}
    for item in items("principle"):
        assert {("county", key) for key in item.county} <= known, item.key
        assert {("group", key) for key in item.group} <= known, item.key
        assert item.asks
        assert item.missing
    private = {(m.level, m.key) for m in EVERY_MEASURE if m.private}
    named = {("group", key) for item in items("principle") for key in item.group}
    assert not named & private


def test_the_papers_lists_are_whole() -> None:
    counts = {kind: len(items(kind)) for kind in KINDS}
    assert counts == {
        "principle": 8, "condition": 2, "strength": 6, "benefit": 11, "model": 5, "staff": 6,
        "hurdle": 6, "support": 5, "protection": 5,
    }  # fmt: skip
    for kind in KINDS:
        keys = [item.key for item in items(kind)]
        assert len(set(keys)) == len(keys)
        assert all("/" not in key for key in keys)
    assert all(item.pro and item.con for kind in ("model", "staff") for item in items(kind))
