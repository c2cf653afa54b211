"""The Levels page: groups of groups, and what should be done at which level; kept on disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.expected import county, list_of
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def test_a_federation_and_the_grid_are_kept(localities: PlanPage, app: AppServer) -> None:
    window, page = localities, localities.page
    window.go("Levels")
    expect(page.get_by_role("heading", name="Levels", exact=True)).to_be_visible()
    page.get_by_label("A new federation is called").fill("East <b>Somerset</b>")
    groups = page.get_by_role("combobox", name="and has these groups")
    groups.click()
    for name in ("A Mendip", "C South Somerset"):
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Put these groups together").click()
    plan = county().reference_plans["localities"]
    codes = [code for name in ("Mendip", "South Somerset") for code in plan.group(name).members]
    words = f"2 groups, {len(codes)} practices, {list_of(codes):,} patients"
    expect(page.get_by_text(words)).to_be_visible()

    # One row of fields a function, one field a level; the second is the Primary Care Home.
    page.get_by_label("Primary Care Home").first.fill("Same-day <i>care</i>")
    page.keyboard.press("Control+Enter")
    written = page.locator(".levels")
    expect(written).to_contain_text("Core primary care: Same-day <i>care</i>")
    assert violations(page) == []
    page.reload()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".levels")).to_contain_text("Core primary care: Same-day <i>care</i>")
    marks = app.state(window.plan_id).marks
    assert dict(marks.federations) == {"East <b>Somerset</b>": ("A", "C")}
    assert dict(marks.grid) == {("Core primary care", "Primary Care Home"): "Same-day <i>care</i>"}
