"""What can be done with groups: undo, lock, rename, recolour, combine, remove."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hit=1">'


def test_undo_and_redo_by_button_and_by_key(plan: PlanPage, app: AppServer) -> None:
    start = plan.settle()
    undo = plan.page.locator(".board .tool", has_text="Undo")
    redo = plan.page.locator(".board .tool", has_text="Redo")
    expect(undo).to_be_disabled()
    plan.drop_pin_on("L85034", "L85002")
    plan.expect_member("L85034", "Wells")
    plan.drag_card("L85014", "Wells")
    plan.expect_member("L85014", "Wells")
    moved = plan.settle()
    undo.click()
    plan.expect_member("L85014", "Taunton")
    expect(plan.said).to_contain_text("Undone:")
    plan.page.keyboard.press("Control+z")
    plan.expect_member("L85034", "")
    assert plan.settle() == start
    expect(undo).to_be_disabled()
    redo.click()
    plan.expect_member("L85034", "Wells")
    plan.page.keyboard.press("Control+y")
    plan.expect_member("L85014", "Wells")
    assert plan.settle() == moved == app.assignment(plan.plan_id)


def test_undo_by_key_works_while_the_map_has_the_focus(plan: PlanPage) -> None:
    plan.drop_pin_on("L85034", "L85002")
    plan.expect_member("L85034", "Wells")
    plan.settle()
    plan.pin("L85034").focus()
    plan.page.keyboard.press("Control+z")
    plan.expect_member("L85034", "")
    plan.settle()


def test_undo_and_redo_keep_letters_colours_and_names(plan: PlanPage, app: AppServer) -> None:
    before = app.state(plan.plan_id).plan
    plan.menu("Taunton", "Remove group")
    expect(plan.group("Taunton")).to_have_count(0)
    plan.settle()
    plan.page.keyboard.press("Control+z")
    expect(plan.group("Taunton")).to_have_count(1)
    plan.settle()
    assert app.state(plan.plan_id).plan == before


def test_a_locked_group_keeps_its_practices_until_unlocked(plan: PlanPage) -> None:
    plan.menu("Wells", "Lock")
    expect(plan.group("Wells")).to_have_class(re.compile("locked"))
    plan.settle()
    plan.drag_card("L85034", "Wells")
    expect(plan.page.locator(".board .line")).to_contain_text("locked")
    assert "L85034" not in plan.settle()
    plan.menu("Wells", "Unlock")
    expect(plan.group("Wells")).not_to_have_class(re.compile("locked"))
    plan.drag_card("L85034", "Wells")
    plan.expect_member("L85034", "Wells")
    plan.settle()


def test_rename_shows_everywhere_and_a_taken_name_is_refused(
    plan: PlanPage, app: AppServer
) -> None:
    plan.menu("Wells", "Rename")
    field = plan.page.locator(".board input.rename")
    field.fill("taunton")
    field.press("Enter")
    expect(plan.page.locator(".board .line")).to_contain_text("already a group called")
    field.fill("Mid Mendip")
    field.press("Enter")
    expect(plan.group("Mid Mendip")).to_have_count(1)
    assert plan.settle()["L85002"] == "Mid Mendip"
    expect(plan.said).to_contain_text("Wells is now called Mid Mendip")
    assert app.assignment(plan.plan_id)["L85002"] == "Mid Mendip"


def test_a_hostile_name_is_only_ever_text(plan: PlanPage, app: AppServer) -> None:
    plan.menu("Wells", "Rename")
    field = plan.page.locator(".board input.rename")
    field.fill(HOSTILE)
    field.press("Enter")
    expect(plan.said).to_contain_text(HOSTILE)
    assert plan.settle()["L85002"] == HOSTILE
    plan.carry_pin("L85034", plan.middle(plan.pin("L85002")))
    expect(plan.drop_label()).to_contain_text(HOSTILE)
    plan.page.mouse.up()
    plan.expect_member("L85034", HOSTILE)
    plan.card("L85034").click()
    expect(plan.page.locator(".st-key-practice-panel")).to_contain_text(HOSTILE)
    plan.settle()
    assert plan.page.evaluate("() => window.hit") is None
    assert plan.map.evaluate("() => window.hit") is None
    assert app.assignment(plan.plan_id)["L85034"] == HOSTILE


def test_a_colour_is_the_same_on_pin_and_card(plan: PlanPage) -> None:
    plan.menu("Wells", "Colour")
    plan.page.locator(".board .swatch").nth(8).click()
    plan.settle()
    expect(plan.said).to_contain_text("Wells has another colour")
    colour = "(node) => getComputedStyle(node).backgroundColor"
    disc = plan.group("Wells").locator(".disc").evaluate(colour)
    assert plan.pin("L85002").locator(".pin-disc").evaluate(colour) == disc


def test_two_groups_combine(plan: PlanPage, app: AppServer) -> None:
    plan.menu("Chard", "Combine with", "A Wells")
    plan.expect_member("L85028", "Wells")
    expect(plan.group("Chard")).to_have_count(0)
    expect(plan.said).to_contain_text("Chard was combined with Wells")
    assert plan.settle() == app.assignment(plan.plan_id)


def test_a_removed_group_frees_its_practices(plan: PlanPage) -> None:
    plan.menu("Taunton", "Remove group")
    plan.expect_member("L85001", "")
    plan.expect_member("L85014", "")
    assert set(plan.settle().values()) == {"Wells", "Chard"}


def test_an_empty_group_can_be_made_and_named(plan: PlanPage) -> None:
    plan.page.locator(".board .fresh").click()
    field = plan.page.locator(".board input.rename")
    field.fill("Levels")
    field.press("Enter")
    expect(plan.group("Levels").locator(".size")).to_have_text("No practices yet")
    plan.settle()
    plan.drag_card("L85033", "Levels")
    plan.expect_member("L85033", "Levels")
    plan.settle()
