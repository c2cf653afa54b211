"""Compare in Chromium: the agenda item by keyboard alone, and its file with no network at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from somerset_maps import County, evaluate
from somerset_maps.report.comparison import county_rows
from somerset_maps.report.frames import TITLES
from somerset_maps.report.handout import handout_html
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations
from tests.report.agendas import agenda_for

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='caught'> & Co"


def test_the_frames_are_started_turned_and_left_by_keys(
    on_desk: Callable[[str], PlanPage],
) -> None:
    window = on_desk("localities")
    page = window.page
    window.go("Compare")
    expect(page.locator(".small-maps img")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("radio", name="Every measure").focus()
    page.keyboard.press("Space")
    expect(page.locator("table.measures").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("radio", name="Agenda item").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    for number, title in enumerate(TITLES):
        expect(page.locator(f"#frame-{number + 1} h2")).to_contain_text(title)
        assert violations(page) == []
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#frame-4 h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator(".frame")).to_have_count(0)


def test_the_file_opens_with_no_network_and_has_the_numbers_of_evaluate(
    chromium: Browser, county_2016: County, tmp_path: Path
) -> None:
    plans = {HOSTILE: county_2016.reference_plans["localities"],
             "Networks": county_2016.reference_plans["pcn-2020"]}  # fmt: skip
    agenda = agenda_for(county_2016, plans, {"decision": HOSTILE})
    file = tmp_path / "agenda-item.html"
    file.write_text(handout_html(agenda), "utf-8")
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, offline=True)
    page, asked = context.new_page(), list[str]()

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(lambda url: not url.startswith("file:"), refuse)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(file.as_uri())
    for number in range(len(TITLES)):
        frame = page.locator(f"#frame-{number + 1}")
        expect(frame).to_be_in_viewport(ratio=0.9)
        page.keyboard.press("ArrowRight")
    for row in county_rows(county_2016, agenda.options):
        shown = page.locator(f"tr[data-measure={row.measure.key}] td").all_inner_texts()
        for at, option in enumerate(agenda.options):
            assert row.cells[at].text in shown[at]
            value = row.cells[at].value
            if value is not None:
                again = evaluate(county_2016, option.plan, option.scores.settings)
                assert value == float(again.county[row.measure.key])
    assert page.locator("#frame-1 .decision").inner_text() == HOSTILE
    assert page.title().startswith(HOSTILE)
    assert violations(page) == []
    assert (asked, faults) == ([], [])
    context.close()
