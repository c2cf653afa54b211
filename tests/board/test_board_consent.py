"""What practices say to the plan: quiet marks, a menu to set them, and a question before a move."""

from __future__ import annotations

import pytest
from board_page import Board
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_stance_is_a_mark_with_words_for_those_who_do_not_see_it(board: Board) -> None:
    expect(board.card("L85002").locator(".stance")).to_have_text("✓")
    name = "Wells Health Centre to check agreed 11,532"
    expect(board.card("L85002")).to_have_accessible_name(name)
    expect(board.card("L85014").locator(".stance")).to_have_text("…")
    expect(board.card("L85001").locator(".stance")).to_be_hidden()


def test_moving_an_agreed_practice_asks_and_escape_leaves_it(board: Board) -> None:
    board.drag("L85002", board.group("Taunton Central"))
    question = board.page.get_by_role("alertdialog")
    expect(question).to_contain_text(
        "Wells Health Centre has agreed to be in Wells. Move it all the same?"
    )
    expect(board.page.get_by_role("button", name="Leave it")).to_be_focused()
    board.page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    assert "L85002" in board.shown()["Wells"]
    assert board.truth()["kinds"] == []

    board.card("L85002").focus()
    for key in ("Space", "b", "Enter", "Tab", "Enter"):
        board.page.keyboard.press(key)
    board.wait_member("L85002", "Taunton Central")
    expect(board.card("L85002").locator(".stance")).to_be_hidden()
    expect(board.card("L85002")).to_be_focused()
    assert board.truth()["kinds"] == ["move"], "asked once, sent once"


def test_removing_the_group_of_an_agreed_practice_asks_too(board: Board) -> None:
    board.page.get_by_label("Menu of A Wells", exact=True).click()
    board.page.get_by_role("menuitem", name="Remove group").click()
    board.page.get_by_role("button", name="Move", exact=True).click()
    board.wait_for(lambda truth: "Wells" not in truth["groups"], "the group should be gone")


def test_the_menu_of_a_practice_opens_by_right_click_and_by_key(board: Board) -> None:
    board.card("L85001").click(button="right")
    board.page.get_by_role("menuitem", name="Stance…").click()
    expect(board.page.get_by_role("menuitemradio", name="not asked")).to_be_focused()
    board.page.get_by_role("menuitemradio", name="agreed").click()
    board.wait_for(lambda truth: truth["stances"].get("L85001") == "agreed", "it should agree")
    expect(board.card("L85001").locator(".stance")).to_have_text("✓")

    board.card("L85034").focus()
    board.page.keyboard.press("Shift+F10")
    expect(board.page.get_by_role("menuitem", name="Facts")).to_be_focused()
    board.page.keyboard.press("p")
    board.page.keyboard.press("Enter")
    board.page.keyboard.press("b")
    board.page.keyboard.press("Enter")
    board.wait_member("L85034", "Taunton Central")
    expect(board.card("L85034")).to_be_focused()


def test_a_range_of_its_own_is_said_with_its_reason(board: Board) -> None:
    note = board.group("Chard").locator(".range-note")
    expect(note).to_have_text("range 18,000 to 30,000 here: rural")
    expect(board.group("Wells").locator(".range-note")).to_be_hidden()


def test_a_wall_shows_neither_numbers_of_a_practice_nor_private_marks(
    desk: Page, server: str
) -> None:
    board = Board(desk, server, "&projector=1").open()
    size = board.card("L85001").evaluate("(n) => parseFloat(getComputedStyle(n).fontSize)")
    # Capitals, seven tenths of the type, of a sixty-ninth of the window's 1,000 pixels at least.
    assert size * 0.7 >= 1000 / 69
    expect(board.card("L85002").locator(".stance")).to_have_text("✓")
    expect(board.card("L85002").locator(".number")).to_be_hidden()
    expect(board.card("L85002").locator(".check")).to_be_hidden()
    expect(board.card("L85014").locator(".stance")).to_be_hidden()
    assert "to check" not in (board.card("L85002").get_attribute("title") or "")
    expect(board.group("Wells").locator(".gp")).to_be_visible()
