"""The Roadmap page in a browser: stages, what people write beside them, and the files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def stages(page: Page) -> list[str]:
    return page.get_by_role("heading", name="Stage ", exact=False).all_inner_texts()


def open_roadmap(window: PlanPage) -> Page:
    window.go("Roadmap")
    expect(window.page.get_by_role("heading", name="Stage 1, from")).to_be_visible()
    expect(window.page.get_by_role("button", name="As text (Markdown)")).to_be_visible()
    window.idle()
    return window.page


def test_fewer_practices_at_once_make_more_stages(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("pcn-2020")
    page = open_roadmap(window)
    before = stages(page)
    assert page.locator(".stage-maps figure").count() == len(before)
    page.get_by_text("How to get there").click()
    slider = page.get_by_role("slider", name="Practices that can move in one stage")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Show the way").click()
    expect(page.get_by_role("heading", name=f"Stage {len(before) + 1}, from")).to_be_visible()
    window.idle()
    after = stages(page)
    assert len(after) > len(before)
    assert page.locator(".stage-maps figure").count() == len(after)
    assert violations(page) == []
    # The terms are the plan's: they are there again after a reload.
    page.reload()
    expect(page.get_by_role("heading", name=f"Stage {len(after)}, from")).to_be_visible()
    window.idle()
    assert stages(page) == after


def test_an_owner_is_kept_shown_elsewhere_and_in_the_file(windows: Windows, app: AppServer) -> None:
    one = windows.open(app, "pcn-2020")
    page = open_roadmap(one)
    page.get_by_text("Owner, promised benefit, way out").first.click()
    owner = page.get_by_role("textbox", name="Owner").first
    owner.fill("Dr <b>Vale</b>")
    owner.press("Control+Enter")
    expect(page.get_by_text("Kept at ")).to_contain_text("Owner")
    expect(page.get_by_text("Owner: Dr <b>Vale</b>")).to_be_visible()
    other = windows.tab(windows.browser(), app)
    other.open(one.plan_id)
    theirs = open_roadmap(other)
    expect(theirs.get_by_text("Owner: Dr <b>Vale</b>")).to_be_visible()
    with theirs.expect_download() as waiting:
        theirs.get_by_role("button", name="As text (Markdown)").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert "Vale" in text
    assert "Stage 1" in text
    with theirs.expect_download() as waiting:
        theirs.get_by_role("button", name="As a table (CSV)").click()
    assert "Dr <b>Vale</b>" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_on_a_projector_the_way_is_read_only(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("pcn-2020")
    page = window.page
    page.goto(f"{window.address}/roadmap?plan={window.plan_id}&projector=1")
    expect(page.get_by_role("heading", name="Stage 1, from")).to_be_visible()
    window.idle()
    assert page.get_by_role("textbox").count() == 0
    assert page.get_by_text("How to get there").count() == 0
