"""Several practices at once, folded groups, groups in pieces, and the list of keys."""

from __future__ import annotations

import pytest
from board_page import Board
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_several_selected_practices_move_together_with_one_undo(board: Board) -> None:
    first, second, third = board.shown()[""][:3]
    board.card(first).click(modifiers=["Control"])
    board.card(third).click(modifiers=["Shift"])
    expect(board.page.locator(".chosen-count")).to_contain_text("3 practices, ")
    board.drag(second, board.group("Taunton Central"))
    board.wait_member(third, "Taunton Central")
    assert {first, second, third} <= set(board.truth()["groups"]["Taunton Central"])
    expect(board.page.locator(".chosen-bar")).to_be_hidden()
    board.page.keyboard.press("Control+z")
    board.wait_for(lambda truth: first not in str(truth["groups"]), "all three are out again")
    assert board.truth()["kinds"] == ["move", "undo"]
    assert {first, second, third} <= set(board.shown()[""])


def test_keys_select_and_escape_clears(board: Board) -> None:
    board.card("L85001").focus()
    board.page.keyboard.press("x")
    board.page.keyboard.press("Shift+ArrowDown")
    expect(board.page.locator(".chosen-count")).to_contain_text("2 practices, 27,179 patients")
    board.page.keyboard.press("Escape")
    expect(board.page.locator(".chosen-bar")).to_be_hidden()
    for key in ("x", "ArrowUp", "x", "Space", "a", "Enter"):
        board.page.keyboard.press(key)
    board.wait_member("L85022", "Wells")
    assert "L85001" in board.truth()["groups"]["Wells"]
    assert board.truth()["kinds"] == ["move"]


def test_an_agreed_practice_among_several_is_named(board: Board) -> None:
    board.card("L85034").click(modifiers=["Control"])
    board.card("L85002").click(modifiers=["Control"])
    board.page.get_by_role("button", name="Put in…").click()
    board.page.get_by_role("menuitem", name="B Taunton Central").click()
    expect(board.page.get_by_role("alertdialog")).to_contain_text(
        "Wells Health Centre has agreed to be in Wells"
    )
    board.page.get_by_role("button", name="Move", exact=True).click()
    board.wait_member("L85034", "Taunton Central")
    assert board.truth()["groups"]["Wells"] == []


def test_folded_groups_keep_their_numbers_and_open_again(board: Board) -> None:
    board.page.get_by_role("button", name="Fold practices").click()
    expect(board.card("L85001")).to_be_hidden()
    expect(board.group("Taunton Central").locator(".unfold")).to_have_text("3 practices")
    board.drag(board.shown()[""][0], board.group("Taunton Central"))
    expect(board.group("Taunton Central").locator(".unfold")).to_have_text("4 practices")
    board.group("Taunton Central").locator(".unfold").click()
    expect(board.card("L85001")).to_be_visible()
    expect(board.card("L85002")).to_be_hidden()


def test_a_group_in_pieces_shows_the_loose_one_and_offers_the_smallest_repair(
    board: Board,
) -> None:
    # Wells and Taunton lie far apart: what has come from Wells is loose in Taunton Central.
    board.drag("L85034", board.group("Taunton Central"))
    board.wait_member("L85034", "Taunton Central")
    taunton = board.group("Taunton Central")
    loose = taunton.locator(".pieces button")
    expect(loose).to_have_text("in 3 pieces")
    board.page.evaluate("""() => { const frame = document.body.appendChild(
        document.createElement('iframe'));
        frame.contentWindow.somersetPlan = { zoomTo: (codes) => { window.zoomed = codes; } }; }""")
    loose.click()
    assert "L85034" in board.page.evaluate("window.zoomed")
    board.drag("L85022", board.page.locator(".tray h3"))
    expect(loose).to_have_text("in 2 pieces")
    expect(taunton.locator(".repair span")).to_have_text(
        "Smallest repair: Wells City Practice (7,139 patients) goes to A Wells."
    )
    taunton.get_by_role("button", name="Do it").click()
    board.wait_member("L85034", "Wells")
    expect(taunton.locator(".repair")).to_be_hidden()


def test_the_question_mark_lists_the_keys_and_escape_closes_the_list(board: Board) -> None:
    board.card("L85001").focus()
    board.page.keyboard.press("?")
    dialog = board.page.get_by_role("dialog", name="Keys and gestures")
    expect(dialog).to_contain_text("Select several")
    board.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(board.card("L85001")).to_be_focused()
    board.page.get_by_role("button", name="Keys and gestures").click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
