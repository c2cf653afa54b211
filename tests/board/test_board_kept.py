"""Nothing lost: reloads, page changes, and a server that does not answer."""

from __future__ import annotations

import pytest
from board_page import Board
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_entries_the_server_never_heard_arrive_after_a_reload(desk: Page, server: str) -> None:
    board = Board(desk, server).open("&deaf=1")
    board.drag("L85001", board.group("Wells"))
    board.drag("L85014", board.group("Wells"))
    desk.wait_for_timeout(200)
    assert board.truth()["kinds"] == []
    assert {"L85001", "L85014"} <= set(board.shown()["Wells"]), "kept on screen meanwhile"
    board.open()
    board.wait_for(lambda truth: truth["kinds"] == ["move", "move"], "both moves, once each")
    assert {"L85001", "L85014"} <= set(board.truth()["groups"]["Wells"])
    board.open()
    desk.wait_for_timeout(300)
    assert board.truth()["kinds"] == ["move", "move"], "a second reload must not double them"


def test_a_page_change_straight_after_a_drop_keeps_the_move(desk: Page, server: str) -> None:
    board = Board(desk, server).open()
    board.drag("L85001", board.group("Wells"))
    tick = desk.get_by_text("Another page")
    tick.click()
    expect(desk.locator(".board")).to_have_count(0)
    board.wait_member("L85001", "Wells")
    tick.click()
    expect(board.group("Wells").locator(".size")).to_have_text("34,732")
    desk.keyboard.press("Control+z")
    board.wait_member("L85001", "Taunton Central")
    assert board.truth()["kinds"] == ["move", "undo"], "the board that went listens no more"


def test_a_silent_server_is_asked_again_and_the_room_is_told(desk: Page, server: str) -> None:
    board = Board(desk, server).open("&deaf=1")
    board.drag("L85001", board.group("Wells"))
    expect(desk.locator(".line")).to_have_text("1 change is kept here until the server answers")


def test_a_server_that_has_locked_the_group_meanwhile_is_believed(
    board: Board, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 900, "height": 1000})
    other = Board(context.new_page(), "")
    other.address = board.address
    other.open()
    other.page.get_by_label("Menu of A Wells", exact=True).click()
    other.page.get_by_role("menuitem", name="Lock").click()
    other.wait_for(lambda truth: truth["locked"] == ["Wells", "Chard"], "Wells should be locked")
    context.close()
    board.drag("L85001", board.group("Wells"))
    expect(board.page.locator(".line")).to_have_text("Wells is locked")
    assert "L85001" in board.shown()["Taunton Central"]
