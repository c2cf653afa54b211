"""The board by mouse, finger and keyboard, in the whole app."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.expected import list_of
from tests.browser.plan_page import PlanPage, between

pytestmark = pytest.mark.browser


def test_by_mouse_a_row_joins_a_group_and_the_map_follows(plan: PlanPage, app: AppServer) -> None:
    plan.hold_card("L85034", "Wells")
    expect(plan.group("Wells").locator(".size")).to_have_text("11,532 → 18,671")
    plan.page.mouse.up()
    plan.expect_member("L85034", "Wells")
    plan.hold_card("L85014", "Wells")
    plan.page.mouse.up()
    plan.expect_member("L85014", "Wells")
    expect(plan.said).to_contain_text("Blackbrook Surgery left Taunton and joined Wells")
    assert plan.settle() == app.assignment(plan.plan_id)
    expect(plan.group("Wells").locator(".size")).to_have_text(
        f"{list_of(['L85002', 'L85034', 'L85014']):,}"
    )


def test_by_mouse_a_row_dropped_on_new_group_starts_one(plan: PlanPage) -> None:
    plan.drag_card("L85011", plan.page.locator(".board .fresh"))
    plan.expect_member("L85011", "Cheddar")
    assert plan.settle()["L85011"] == "Cheddar"


def test_by_mouse_a_row_dropped_on_the_tray_leaves_its_group(plan: PlanPage) -> None:
    plan.drag_card("L85014", plan.page.locator(".board .tray-head"))
    plan.expect_member("L85014", "")
    assert "L85014" not in plan.settle()


def test_by_keyboard_pick_up_choose_and_drop(plan: PlanPage) -> None:
    plan.card("L85034").focus()
    plan.page.keyboard.press("Space")
    expect(plan.page.locator(".board .spoken[role=status]")).to_contain_text(
        "Picked up Wells City Practice"
    )
    plan.page.keyboard.press("ArrowRight")
    expect(plan.group("Wells").locator(".size")).to_have_text("11,532 → 18,671")
    plan.page.keyboard.press("ArrowRight")
    plan.page.keyboard.press("Enter")
    plan.expect_member("L85034", "Taunton")
    plan.settle()
    expect(plan.card("L85034")).to_be_focused()
    plan.page.keyboard.press("Delete")
    plan.expect_member("L85034", "")
    plan.settle()


def test_by_keyboard_escape_puts_back_and_enter_opens(plan: PlanPage, app: AppServer) -> None:
    plan.card("L85034").focus()
    plan.page.keyboard.press("Space")
    plan.page.keyboard.press("ArrowRight")
    plan.page.keyboard.press("Escape")
    assert "L85034" not in plan.settle()
    assert len(app.journal(plan.plan_id)) == 1
    plan.page.keyboard.press("Enter")
    expect(plan.page.locator(".panel-title")).to_have_text("Wells City Practice")


def test_by_touch_a_long_press_carries_a_row(windows: Windows, app: AppServer) -> None:
    plan = windows.open(app, width=1366, height=1000, touch=True)
    session = plan.page.context.new_cdp_session(plan.page)
    card = plan.card("L85055")
    card.scroll_into_view_if_needed()
    start, end = plan.middle(card), plan.head(plan.group("Wells"))
    plan.touch(session, "touchStart", start)
    expect(plan.page.locator(".board .ghost")).to_be_visible()
    for point in between(start, end, (0.2, 0.5, 0.8, 1)):
        plan.touch(session, "touchMove", point)
    expect(plan.group("Wells").locator(".size")).to_contain_text("→")
    plan.touch(session, "touchEnd")
    plan.expect_member("L85055", "Wells")
    assert plan.settle()["L85055"] == "Wells"


def test_by_touch_a_pin_joins_a_group(windows: Windows, app: AppServer) -> None:
    plan = windows.open(app, width=820, height=1180, touch=True)
    session = plan.page.context.new_cdp_session(plan.page)
    start, end = plan.middle(plan.pin("L85034")), plan.middle(plan.pin("L85002"))
    plan.touch(session, "touchStart", start)
    plan.touch(session, "touchMove", (start[0] + 20, start[1] - 25))
    for point in between(start, end, (0.4, 0.8, 1)):
        plan.touch(session, "touchMove", point)
    expect(plan.drop_label()).to_contain_text("Wells")
    plan.touch(session, "touchEnd")
    plan.expect_member("L85034", "Wells")
    plan.settle()


def test_find_takes_the_eye_to_a_practice(plan: PlanPage) -> None:
    plan.page.locator(".board .find").fill("porlock")
    expect(plan.card("L85608")).to_be_in_viewport()


def test_the_panel_is_another_way_into_a_group(plan: PlanPage) -> None:
    plan.card("L85034").click()
    panel = plan.page.locator(".st-key-practice-panel")
    panel.get_by_role("combobox", name="Group").click()
    plan.page.get_by_role("option", name="Wells", exact=True).click()
    plan.expect_member("L85034", "Wells")
    assert plan.settle()["L85034"] == "Wells"
