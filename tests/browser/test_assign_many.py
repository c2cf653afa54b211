"""Several practices at once and by menu, each way with one undo; loose pieces and their repair."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

CHEDDAR, AXBRIDGE, WELLS = "L85011", "L85055", "L85002"
NORTH = {CHEDDAR, AXBRIDGE}
CHOSEN = "[...document.querySelectorAll('.pin.chosen')].map((pin) => pin.dataset.code)"


def draw_round(window: PlanPage, codes: set[str], lasso: bool) -> None:
    """Draw round these pins, closely, with the mouse."""
    points = [window.middle(window.pin(code)) for code in sorted(codes)]
    left, right = min(x for x, _ in points) - 15, max(x for x, _ in points) + 15
    top, bottom = min(y for _, y in points) - 15, max(y for _, y in points) + 15
    way = [(right, top), (right, bottom), (left, bottom)] if lasso else [(right, bottom)]
    window.page.mouse.move(left, top)
    window.page.mouse.down()
    for point in way:
        window.page.mouse.move(*point, steps=4)
    window.page.mouse.up()


def pin_menu(window: PlanPage) -> Locator:
    return window.map.locator(".pin-menu")


def undo(window: PlanPage, before: dict[str, str]) -> None:
    """One undo brings everything back."""
    window.page.keyboard.press("Control+z")
    expect(window.said).to_contain_text("Undone:")
    assert window.settle() == before


def test_lasso_box_menu_search_and_combine_each_with_one_undo(localities: PlanPage) -> None:
    window = localities
    before = window.settle()
    for button, lasso in (("Lasso", True), ("Box", False)):
        window.map.get_by_role("button", name=button).click()
        draw_round(window, NORTH, lasso)
        assert set(window.map.evaluate(CHOSEN)) == NORTH
        pin_menu(window).get_by_role("button", name="Mendip").click()
        for code in NORTH:
            window.expect_member(code, "Mendip")
        expect(window.said).to_contain_text("left Sedgemoor and joined Mendip")
        window.settle()
        undo(window, before)

    window.page.mouse.click(*window.middle(window.pin(CHEDDAR)), button="right")
    expect(pin_menu(window)).to_contain_text("Cheddar Medical Centre")
    pin_menu(window).get_by_role("button", name="Mendip").click()
    window.expect_member(CHEDDAR, "Mendip")
    window.settle()
    undo(window, before)

    # Search and add: type, choose the group, and the field waits for the next name.
    find = window.page.get_by_role("searchbox", name="Find a practice")
    find.fill("chedd")
    find.press("Enter")
    window.page.locator(".board .menu [role^=menuitem]").filter(
        has_text=re.compile("^A Mendip")
    ).click()
    window.expect_member(CHEDDAR, "Mendip")
    expect(find).to_be_focused()
    window.settle()
    find.fill("")
    window.page.locator(".board .tool", has_text="Undo").click()
    window.expect_member(CHEDDAR, "Sedgemoor")
    assert window.settle() == before

    # Neighbours first: Mendip touches Sedgemoor and South Somerset, not Taunton & West Somerset.
    window.menu("Mendip", "Combine with")
    offered = window.page.locator(".board .menu [role^=menuitem]")
    expect(offered.first).to_contain_text("B Sedgemoor")
    expect(offered.last).to_contain_text("D Taunton & West Somerset")
    expect(offered.last).to_contain_text("not next to it")
    window.page.keyboard.press("Escape")
    window.menu("Taunton & West Somerset", "Combine with")
    expect(offered.last).to_contain_text("A Mendip")
    expect(offered.last).to_contain_text("not next to it")
    offered.first.click()
    expect(window.said).to_contain_text("was combined with")
    window.settle()
    undo(window, before)


def test_a_loose_piece_is_shown_and_put_right(localities: PlanPage, app: AppServer) -> None:
    window = localities
    before = window.settle()
    window.page.mouse.click(*window.middle(window.pin(WELLS)), button="right")
    pin_menu(window).get_by_role("button", name="Taunton & West Somerset").click()
    window.expect_member(WELLS, "Taunton & West Somerset")
    window.settle()
    expect(window.tile("pieces")).to_have_text("1")
    expect(window.said).to_contain_text("in 2 pieces on the map")
    group = window.group("Taunton & West Somerset")
    expect(group.locator(".repair")).to_contain_text(
        "Smallest repair: Wells Health Centre (11,532 patients) goes to A Mendip."
    )
    zoom = window.map.evaluate("somersetPlan.map.getZoom()")
    group.locator(".loose", has_text="in 2 pieces").click()
    window.map.wait_for_function("(z) => somersetPlan.map.getZoom() > z", arg=zoom)
    x, y = window.middle(window.pin(WELLS))
    frame = window.page.locator(".st-key-room iframe").bounding_box()
    assert frame
    assert abs(x - frame["x"] - frame["width"] / 2) < 60
    assert abs(y - frame["y"] - frame["height"] / 2) < 60
    window.map.get_by_role("button", name="Fit").click()
    piece = window.map.locator(".loose-piece")
    expect(piece).to_have_text("D: loose piece")
    piece.click()
    window.map.wait_for_function("(z) => somersetPlan.map.getZoom() > z", arg=zoom)
    group.get_by_role("button", name="Do it").click()
    window.expect_member(WELLS, "Mendip")
    expect(window.tile("pieces")).to_have_text("0")
    assert window.settle() == before == app.assignment(window.plan_id)


def test_long_press_on_a_tablet_opens_menus_on_map_and_board(
    windows: Windows, app: AppServer
) -> None:
    window = windows.open(app, "localities", 820, 1180, touch=True)
    before = window.settle()
    session = window.page.context.new_cdp_session(window.page)
    window.touch(session, "touchStart", window.middle(window.pin(CHEDDAR)))
    expect(pin_menu(window)).to_be_visible()
    window.touch(session, "touchEnd")
    pin_menu(window).get_by_role("button", name="Mendip").tap()
    window.expect_member(CHEDDAR, "Mendip")
    window.settle()
    window.page.locator(".board .tool", has_text="Undo").tap()
    window.expect_member(CHEDDAR, "Sedgemoor")
    assert window.settle() == before

    # The lasso by finger.
    window.page.locator(".strip").scroll_into_view_if_needed()
    window.map.get_by_role("button", name="Lasso").tap()
    points = [window.middle(window.pin(code)) for code in (CHEDDAR, AXBRIDGE)]
    left, right = min(x for x, _ in points) - 15, max(x for x, _ in points) + 15
    top, bottom = min(y for _, y in points) - 15, max(y for _, y in points) + 15
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    window.touch(session, "touchStart", corners[0])
    for corner in corners[1:]:
        window.touch(session, "touchMove", corner)
    window.touch(session, "touchEnd")
    assert set(window.map.evaluate(CHOSEN)) == NORTH
    pin_menu(window).get_by_role("button", name="Mendip").tap()
    for code in NORTH:
        window.expect_member(code, "Mendip")
    window.settle()

    card = window.card(WELLS)
    card.scroll_into_view_if_needed()
    window.touch(session, "touchStart", window.middle(card))
    held = window.page.locator(".board .menu [role=menuitem]", has_text="Facts")
    window.page.wait_for_timeout(700)
    window.touch(session, "touchEnd")
    expect(held).to_be_visible()
    held.tap()
    expect(window.page.locator(".st-key-practice-panel")).to_contain_text("Wells Health Centre")
