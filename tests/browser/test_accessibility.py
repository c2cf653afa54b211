"""axe finds no serious or critical violation, on any page, in any state, also inside the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser


def violations(where: Page | Frame) -> list[str]:
    """Return what axe holds to be serious or critical: rule and node."""
    found: dict[str, Any] = Axe().run(where).response  # type: ignore[arg-type]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


#: Pages and the sections they open on; the plan has three groups.
PAGES = (
    "Coverage", "Resilience", "Outlook", "Compare", "Suggest", "Roadmap", "Principles", "Glossary",
    "Data", "Help",
)  # fmt: skip


def test_every_other_page(plan: PlanPage) -> None:
    for title in PAGES:
        plan.go(title)
        expect(plan.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(plan.page.get_by_test_id("stStatusWidget")).to_have_count(0)
        assert violations(plan.page) == [], title


@pytest.mark.parametrize("kind", ["empty", "localities"])
def test_the_plan_page_and_the_map(on_desk: Callable[[str], PlanPage], kind: str) -> None:
    window = on_desk(kind)
    window.settle()
    assert violations(window.page) == []
    assert violations(window.map) == []


@pytest.mark.parametrize("title", ["Start from", "Size range", "Save as", "Download"])
def test_a_popover(plan: PlanPage, title: str) -> None:
    popover(plan, title)
    assert violations(plan.page) == []


def test_the_panel_an_explanation_and_a_menu(plan: PlanPage) -> None:
    plan.card("L85602").click()
    expect(plan.page.locator(".st-key-practice-panel")).to_be_visible()
    plan.page.locator(".strip [data-tile=coverage] summary").click()
    plan.settle()
    assert violations(plan.page) == []
    assert violations(plan.map) == []
    plan.page.locator(".strip [data-tile=coverage] summary").click()
    plan.page.locator(".st-key-practice-panel").get_by_role("button", name="Close").click()
    plan.menu("Wells")
    expect(plan.page.locator(".board .menu [role=menuitem]").first).to_be_visible()
    assert violations(plan.page) == []


def test_the_list_of_plans(plan: PlanPage) -> None:
    plan.page.locator(".st-key-plans-button button").click()
    expect(plan.page.get_by_role("dialog")).to_be_visible()
    assert violations(plan.page) == []


def test_while_dragging_and_with_a_notice(windows: Windows, app: AppServer) -> None:
    plan = windows.open(app)
    plan.carry_pin("L85034", plan.middle(plan.pin("L85002")))
    expect(plan.drop_label()).to_be_visible()
    assert violations(plan.map) == []
    plan.page.mouse.up()
    plan.expect_member("L85034", "Wells")
    plan.settle()
    assert violations(plan.page) == []
