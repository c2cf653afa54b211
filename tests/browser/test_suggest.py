"""The Suggest page in a browser: a search is proved, one group is taken, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.plan_page import PlanPage

PROOF_MS = 90_000


def test_a_proved_plan_gives_one_group_and_undo_takes_it_back(
    app: AppServer, on_desk: Callable[[str], PlanPage]
) -> None:
    window = on_desk("pcn-2020")
    page = window.page
    before = window.settle()
    # The 2015 paper's range: its proof is the shorter one.
    page.get_by_role("button", name="Size range").click()
    page.get_by_text("25-30,000", exact=True).click()
    expect(page.locator(".plan-in-hand")).to_contain_text("25,000–30,000")
    window.go("Suggest")
    page.get_by_role("button", name="Find the grouping").click()
    headline = page.get_by_text("No other grouping under these rules is more compact")
    expect(headline).to_be_visible(timeout=PROOF_MS)
    expect(page.get_by_text("21 groups", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Take this group").first.click()
    taken = page.get_by_text("was taken from the suggestion “Most compact”.")
    expect(taken).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Undone", exact=False).first).to_be_visible()
    window.go("Plan")
    window.wait()
    assert window.settle() == before
    kinds = [step.kind for step in app.journal(window.plan_id)]
    assert kinds[-2:] == ["replace", "undo"]


@pytest.mark.usefixtures("app")
def test_a_hint_moves_a_practice(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("pcn-2020")
    before = window.settle()
    window.page.get_by_role("button", name="Hints").click()
    expect(window.page.get_by_text("Single moves that help most")).to_be_visible()
    window.page.get_by_role("button", name="Move", exact=True).first.click()
    expect(window.said).to_contain_text("joined")
    after = window.settle()
    assert len([code for code in before if before[code] != after.get(code)]) == 1
