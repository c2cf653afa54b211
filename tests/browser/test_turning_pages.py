"""A click on another page is never lost, whatever the app is doing at that moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.plan_page import PlanPage
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser


def test_the_page_turns_while_a_popover_closes(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("localities")
    for _ in range(4):
        popover(window, "Download")
        window.page.keyboard.press("Escape")
        window.go("Glossary")
        expect(window.page.get_by_role("heading", name="Glossary", exact=True)).to_be_visible()
        window.go("Plan")
        window.wait()
