"""The Principles page by keyboard alone, and axe on each of its sections."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

SECTIONS = (
    "Each practice", "Keep and gain", "Models and staff", "The fund", "Small practices",
)  # fmt: skip


def test_axe_finds_nothing_on_any_section(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("localities")
    window.go("Principles")
    page = window.page
    expect(page.get_by_role("heading", name="Values based")).to_be_visible()
    for section in SECTIONS:
        page.get_by_text(section, exact=True).first.click()
        window.idle()
        page.wait_for_timeout(500)
        assert violations(page) == [], section


def test_a_judgement_by_keyboard_alone(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("localities")
    window.go("Principles")
    page = window.page
    expect(page.get_by_role("heading", name="Values based")).to_be_visible()
    expect(page.get_by_text("Add a judgement")).to_have_count(8)
    window.idle()
    tab_to(page, "Add a judgement")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Name or role").first).to_be_visible()
    # The fields can be reached once the section has finished opening.
    expect(page.locator("details[style*=height]")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="3 partly").first).to_be_checked()
    tab_to(page, "Why")
    page.keyboard.type("we share a vision")
    tab_to(page, "Name or role")
    page.keyboard.type("a partner")
    tab_to(page, "Keep this judgement")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Judged by 1 person")).to_be_visible()
    expect(page.get_by_text("we share a vision")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus carries a name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const node = document.activeElement;
                return [node.innerText, node.getAttribute('aria-label'),
                        node.closest('label') && node.closest('label').innerText].join(' '); }"""
        )
        if name in here and "Help for" not in here and len(here) < 120:
            return
    raise AssertionError(f"Tab does not reach “{name}”")
