"""Every page in Chromium, with every snapshot and odd plans: no exception, no "nan"."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from somerset_maps import County, Plan, Settings, load_county
from somerset_maps.scenarios import Workspace
from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser

PAGES = (
    "Coverage", "Resilience", "Outlook", "Compare", "Suggest", "Roadmap", "Principles", "Levels",
    "Glossary", "Data", "Help",
)  # fmt: skip
ODD: dict[str, Callable[[County], Plan]] = {
    "the localities": lambda county: county.reference_plans["localities"],
    "nothing": lambda county: Plan(),
    "one group of all": lambda county: Plan.from_assignment(
        dict.fromkeys(map(str, county.practices.index), "Somerset")
    ),
    "every practice alone": lambda county: Plan.from_assignment(
        {str(code): f"Group {code}" for code in county.practices.index}
    ),
    "a group with no return": lambda county: Plan.from_assignment(
        {"L85602": "Brendon"}  # it sent no return in 2015
    ),
}
SHORT = [("2016", "a group with no return")]
LONG = [("2018", "the localities"), ("2020", "the localities"), ("2026", "the localities")] + [
    ("2016", name) for name in ODD if name != "a group with no return"
]
NOT_A_NUMBER = re.compile(r"\b(NaN|nan|inf|None|undefined)\b")


@pytest.mark.parametrize(
    "case", [*SHORT, *(pytest.param(case, marks=pytest.mark.soak) for case in LONG)], ids=" ".join
)
def test_every_page_opens(tmp_path: Path, windows: Windows, case: tuple[str, str]) -> None:
    snapshot, name = case
    server = AppServer(tmp_path)
    with Workspace.open(server.workspace) as workspace:
        plan = ODD[name](load_county(snapshot))
        plan_id = workspace.create(name, plan, snapshot, Settings())
    server.start()
    try:
        window = windows.tab(windows.browser(), server)
        window.open(plan_id)
        _all_is_well(window.page, (snapshot, name, "Plan"))
        for title in PAGES:
            window.go(title)
            expect(window.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
            expect(window.page.get_by_test_id("stStatusWidget")).to_have_count(0)
            _all_is_well(window.page, (snapshot, name, title))
    finally:
        server.stop()


def _all_is_well(page: Page, where: tuple[str, ...]) -> None:
    assert page.get_by_test_id("stException").count() == 0, where
    found = NOT_A_NUMBER.search(page.get_by_test_id("stMain").inner_text())
    assert found is None, (where, found)
