"""Keys listed with "?", moves by keyboard alone, and what a screen reader is told of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.expected import list_of, size_words
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def test_question_mark_lists_the_keys_from_anywhere_and_moves_are_spoken(
    plan: PlanPage, app: AppServer
) -> None:
    page = plan.page
    keys = page.get_by_role("dialog", name="Keys and gestures")
    page.locator("body").press("?")
    expect(keys).to_contain_text("Move a practice")
    expect(keys).to_contain_text("long press")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    plan.pin("L85034").focus()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    # A question mark that is typed is a question mark.
    find = page.get_by_role("searchbox", name="Find a practice")
    find.fill("")
    find.press("?")
    expect(keys).to_have_count(0)
    expect(find).to_have_value("?")
    find.fill("")

    # By keyboard alone: pick up, choose the group by its letter, hear what it would become, drop.
    spoken = page.locator(".board [role=status].spoken")
    plan.card("L85034").focus()
    page.keyboard.press("Space")
    expect(spoken).to_contain_text("Picked up")
    page.keyboard.press("a")
    size = list_of(["L85002", "L85034"])
    expect(spoken).to_contain_text("A Wells")
    expect(spoken).to_contain_text(f"{size:,}, {size_words(size)}")
    page.keyboard.press("Enter")
    plan.expect_member("L85034", "Wells")
    expect(plan.card("L85034")).to_be_focused()
    expect(page.locator(".last-move")).to_have_attribute("aria-live", "polite")
    expect(plan.said).to_contain_text("joined Wells")
    plan.settle()
    assert app.assignment(plan.plan_id)["L85034"] == "Wells"
    words = "Cheddar"  # the pin tells its group and its patients
    label = str(plan.pin("L85011").get_attribute("aria-label"))
    assert words in label
    assert "patients, not in a group" in label
    assert ", in A Wells" in str(plan.pin("L85034").get_attribute("aria-label"))

    # On the map: choose two with X, M opens the menu, Enter puts them in.
    for code in ("L85011", "L85055"):
        plan.pin(code).focus()
        page.keyboard.press("x")
    expect(plan.map.locator(".heard-only")).to_contain_text("2 practices chosen")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    moved = plan.map.locator(".pin.chosen")
    expect(moved).to_have_count(0)
    here = plan.settle()
    assert here["L85011"] == here["L85055"]
    page.keyboard.press("Control+z")
    plan.expect_member("L85011", "")
    assert "L85055" not in plan.settle()
