"""Fingers: a long press takes a practice along, a swipe scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from board_page import Board
from playwright.sync_api import Browser, CDPSession, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def tablet(chromium: Browser, server: str) -> Iterator[Board]:
    context = chromium.new_context(
        viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True
    )
    yield Board(context.new_page(), server, "&height=1000").open()
    context.close()


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
    )


def test_a_long_press_drags_and_a_swipe_scrolls(tablet: Board) -> None:
    session = tablet.page.context.new_cdp_session(tablet.page)
    start, end = tablet.middle(tablet.card("L85001")), tablet.spot(tablet.group("Wells"))
    touch(session, "touchStart", start)
    tablet.page.wait_for_timeout(320)
    for share in (0.3, 0.6, 1.0):
        step = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
        touch(session, "touchMove", (step[0], step[1]))
    expect(tablet.group("Wells").locator(".size")).to_have_text("18,671 → 34,732")
    touch(session, "touchEnd")
    tablet.wait_member("L85001", "Wells")

    first = tablet.shown()[""][0]
    x, y = tablet.spot(tablet.page.locator(".tray .rows"))
    touch(session, "touchStart", (x, y + 60))
    for step in range(1, 8):
        touch(session, "touchMove", (x, y + 60 - 20 * step))
        tablet.page.wait_for_timeout(16)
    touch(session, "touchEnd")
    expect(tablet.page.locator(".ghost")).to_have_count(0)
    tablet.page.wait_for_timeout(100)
    rows = tablet.page.locator(".tray .rows")
    assert rows.evaluate("(node) => node.scrollTop") > 40
    assert tablet.truth()["kinds"] == ["move"]
    assert tablet.shown()[""][0] == first


def test_a_tap_opens_the_panel_and_targets_are_large_enough(tablet: Board) -> None:
    tablet.card("L85001").tap()
    tablet.wait_for(lambda truth: truth["kinds"] == ["open"], "one open action")
    small = tablet.page.locator(".board button:visible, .board input:visible").evaluate_all(
        "(nodes) => nodes.map((n) => [n.className, n.getBoundingClientRect()])"
        ".filter(([, box]) => box.height < 40 || box.width < 40).map(([name]) => name)"
    )
    assert small == []


@pytest.mark.parametrize("options", ["&full=1", "&empty=1"])
def test_axe_finds_no_serious_violation(chromium: Browser, server: str, options: str) -> None:
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    board = Board(context.new_page(), server, f"{options}&height=800").open()
    if "full" in options:
        board.page.get_by_label("Menu of A Wells", exact=True).click()
    # A node of the board is named by a path through its shadow root, a page's own by one selector.
    found = [
        (violation["id"], node["html"])
        for violation in Axe().run(board.page).response["violations"]
        for node in violation["nodes"]
        if violation["impact"] in ("serious", "critical") and isinstance(node["target"][0], list)
    ]
    context.close()
    assert found == []


def test_a_finger_that_rests_gets_the_menu_and_taps_then_select(tablet: Board) -> None:
    session = tablet.page.context.new_cdp_session(tablet.page)
    touch(session, "touchStart", tablet.middle(tablet.card("L85001")))
    tablet.page.wait_for_timeout(400)
    touch(session, "touchEnd")
    tablet.page.get_by_role("menuitem", name="Select to move several together").tap()
    tablet.card("L85022").tap()
    expect(tablet.page.locator(".chosen-count")).to_contain_text("2 practices, 27,179 patients")
    tablet.page.get_by_role("button", name="Put in…").tap()
    tablet.page.get_by_role("menuitem", name="A Wells").tap()
    tablet.wait_member("L85022", "Wells")
    assert tablet.truth()["kinds"] == ["move"]
