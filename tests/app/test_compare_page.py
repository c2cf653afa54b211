"""The Compare page: what it takes, what it shows, what people write for the agenda."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from somerset_maps import County, Plan, Settings, evaluate, suggest
from somerset_maps.scenarios import Workspace
from somerset_maps.scenarios.fund import LINE, POOLED
from somerset_maps.scenarios.review import SCORE

REPOSITORY = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)> & Co"


@pytest.fixture(scope="module")
def plans(
    tmp_path_factory: pytest.TempPathFactory,
    county_2016: County,
    county_2020: County,
    county_2026: County,
) -> Iterator[dict[str, str]]:
    """Plans in one workspace: name to id."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("compare")
        patch.setenv("SOMERSET_WORKSPACE", str(folder / "workspace.duckdb"))
        st.cache_resource.clear()
        four = county_2016.reference_plans["localities"]
        with Workspace.open() as store:
            yield {
                "Study day": store.create("Study day", four, "2016", Settings()),
                HOSTILE: store.create(HOSTILE, four.move("L85002", None), "2016", Settings()),
                "Later": store.create(
                    "Later", county_2020.reference_plans["localities"], "2020", Settings()
                ),
                "Empty": store.create("Empty", Plan(), "2016", Settings()),
                "Judged": _judged(store, four),
                "Now": store.create(
                    "Now", county_2026.reference_plans["localities"], "2026", Settings()
                ),
            }
        st.cache_resource.clear()


def _judged(store: Workspace, plan: Plan) -> str:
    """Create a plan that two people judged and for which two lines are planned."""
    plan_id = store.create("Judged", plan, "2016", Settings())
    for author, score in (("Dr A", 2), ("a nurse", 5)):
        store.write(plan_id, SCORE, "realistic", {"score": score, "note": ""}, author)
    for pence in (1_250_050, 99_950):
        line = {"support": "manager", "letter": POOLED, "pence": pence, "words": "a manager"}
        store.write(plan_id, LINE, "pooled", line)
    return plan_id


def compare(plan_id: str, chosen: list[str] | None = None, section: str = "") -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    app.query_params["plan"] = plan_id
    app.run()
    app.switch_page("pages/compare.py").run()
    if chosen is not None:
        app.multiselect(key=f"compare-with-{plan_id}").set_value(chosen).run()
    if section:
        app.session_state["compare-section"] = section
        app.run()
    assert [str(error.value) for error in app.exception] == []
    return app


def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_it_starts_with_the_plan_in_hand_against_today(plans: dict[str, str]) -> None:
    app = compare(plans["Study day"])
    assert "Today, every practice alone" in html(app)
    assert html(app).count("data:image/svg+xml") == 2


def test_the_networks_stand_there_only_with_hindsight(plans: dict[str, str]) -> None:
    app = compare(plans["Study day"])
    offered = app.multiselect(key=f"compare-with-{plans['Study day']}").options
    assert not [name for name in offered if "PCN" in name]
    app.session_state["what-followed"] = True
    app.run()
    offered = app.multiselect(key=f"compare-with-{plans['Study day']}").options
    assert [name for name in offered if "PCN" in name]


def test_the_table_shows_the_numbers_of_evaluate(
    plans: dict[str, str], county_2016: County
) -> None:
    app = compare(plans["Study day"], section="Every measure")
    values = evaluate(county_2016, county_2016.reference_plans["localities"]).county
    shown = html(app)
    assert f"{values['patients_per_gp_fte_max']:,.0f}" in shown
    assert "<caption>" in shown
    assert "✓ better" in shown


def test_a_plan_whose_name_is_markup_is_shown_as_text(plans: dict[str, str]) -> None:
    for section in ("Maps and practices", "Every measure", "Group by group", "What people say"):
        app = compare(plans["Study day"], [f"plan:{plans[HOSTILE]}"], section)
        assert "<img src=x" not in html(app)
        assert not [text for text in app.markdown if "<img src=x" in str(text.value)]
    assert list(app.multiselect[0].value) == [f"plan:{plans[HOSTILE]}"]


def test_one_practice_out_is_one_practice_that_differs(
    plans: dict[str, str], county_2016: County
) -> None:
    app = compare(plans["Study day"], [f"plan:{plans[HOSTILE]}"])
    patients = county_2016.practices.at["L85002", "list_size"]
    said = " ".join(str(text.value) for text in app.text)
    assert f"1 practice differs, with {patients:,.0f} patients" in said


def test_a_plan_of_another_snapshot_is_carried_and_what_was_carried_is_said(
    plans: dict[str, str],
) -> None:
    app = compare(plans["Study day"], [f"other:{plans['Later']}"])
    said = " ".join(str(text.value) for text in app.text)
    assert "did not simply stay" in said
    assert "stood apart then" in said


def test_without_another_plan_it_says_what_to_do(plans: dict[str, str]) -> None:
    app = compare(plans["Study day"], [])
    assert ["Choose at least one plan" in note.value for note in app.info] == [True]


def test_an_empty_plan_can_be_compared(plans: dict[str, str]) -> None:
    for section in ("Every measure", "Group by group", "Agenda item"):
        app = compare(plans["Empty"], ["today", "reference:localities"], section)
        assert list(app.error) == []


def test_the_words_of_the_agenda_are_kept_and_every_version_stays(plans: dict[str, str]) -> None:
    plan_id = plans["Study day"]
    app = compare(plan_id, section="Agenda item")
    assert "suggested words" in " ".join(note.value for note in app.caption)
    for words in ("Shall we?", "<b>Shall</b> we not?"):
        app.text_area(key="agenda-decision").set_value(words)
        app.text_input(key="agenda-author").set_value("the chair")
        next(b for b in app.button if b.label == "Keep these words").click().run()
    app.button(key="agenda-start").click().run()
    assert list(app.exception) == []
    assert "&lt;b&gt;Shall&lt;/b&gt; we not?" in html(app)
    entries = app.session_state["hand"].plans.store.entries(plan_id, "agenda")
    assert [entry.value["text"] for entry in entries] == ["Shall we?", "<b>Shall</b> we not?"]
    assert {entry.author for entry in entries} == {"the chair"}


def test_frames_are_turned_and_left_again(plans: dict[str, str]) -> None:
    app = compare(plans["Study day"], section="Agenda item")
    app.button(key="agenda-start").click().run()
    for number in range(2, 6):
        app.button(key="agenda-next").click().run()
        assert f"{number} of 5" in html(app)
    assert app.button(key="agenda-next").disabled
    app.button(key="agenda-leave").click().run()
    assert app.button(key="agenda-start").label == "Start"


def test_what_people_judged_and_the_fund_stand_beside_each_plan(
    plans: dict[str, str],
) -> None:
    judged = plans["Judged"]
    shown = html(compare(judged, [f"plan:{plans['Study day']}"], "What people say"))
    rows = {
        cells[0]: cells[1:]
        for cells in (
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in shown.split("<tr>")[1:]
        )
    }
    assert rows["Realistic"] == ["3.5 of 5 by 2 people, 2 to 5", "nobody yet"]
    assert rows["Fund: planned so far"] == ["£13,500 in 2 lines", "nothing yet"]
    assert rows["Inclusive"] == ["nobody yet", "nobody yet"]


def test_the_most_compact_grouping_is_worked_out_and_proved(
    plans: dict[str, str], county_2026: County
) -> None:
    app = compare(plans["Now"], ["compact"], "Every measure")
    for _ in range(120):
        if "most compact" not in " ".join(note.value for note in app.caption):
            break
        time.sleep(0.5)
        app.run()
    best = suggest(county_2026)
    assert best.proved
    assert best.plan is not None
    said = " ".join(str(text.value) for text in app.text)
    assert "Proved: no grouping in this size range" in said
    minutes = evaluate(county_2026, best.plan).county["minutes_to_hub"]
    assert f"{minutes:.1f}" in html(app)
