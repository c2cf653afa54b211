"""The board without a pointer: moving, undo, menu and finding."""

from __future__ import annotations

import pytest
from board_page import Board
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_arrow_keys_move_the_focus_within_a_list_and_between_lists(board: Board) -> None:
    board.card("L85002").focus()
    board.page.keyboard.press("ArrowDown")
    expect(board.card("L85034")).to_be_focused()
    board.page.keyboard.press("ArrowRight")
    expect(board.card("L85022")).to_be_focused()
    tabbable = board.group("Wells").locator('.card[tabindex="0"]')
    expect(tabbable).to_have_count(1)


def test_space_picks_up_arrows_choose_and_enter_drops(board: Board) -> None:
    board.card("L85001").focus()
    board.page.keyboard.press("Space")
    assert "Picked up French Weir Health Centre" in board.spoken()
    board.page.keyboard.press("ArrowLeft")
    expect(board.group("Wells").locator(".size")).to_have_text("18,671 → 34,732")
    board.page.keyboard.press("Enter")
    expect(board.card("L85001")).to_be_focused()
    board.wait_member("L85001", "Wells")
    expect(board.card("L85001")).to_be_focused()
    assert "joined A Wells" in board.spoken()
    assert board.truth()["kinds"] == ["move"], "Enter must not open the panel as well"


def test_a_letter_jumps_to_its_group_and_escape_puts_the_practice_back(board: Board) -> None:
    board.card("L85002").focus()
    board.page.keyboard.press("Space")
    board.page.keyboard.press("b")
    expect(board.group("Taunton Central").locator(".size")).to_have_text("37,233 → 48,765")
    board.page.keyboard.press("Escape")
    expect(board.group("Taunton Central").locator(".size")).to_have_text("37,233")
    board.page.keyboard.press("Space")
    board.page.keyboard.press("c")
    expect(board.page.locator(".line")).to_have_text("C Chard is locked")
    board.page.keyboard.press("Enter")
    assert board.truth()["kinds"] == []


def test_delete_sends_a_practice_out_of_its_group(board: Board) -> None:
    board.card("L85001").focus()
    board.page.keyboard.press("Delete")
    expect(board.card("L85001")).to_be_focused()
    board.wait_for(lambda truth: "L85001" not in str(truth["groups"]), "it should be in no group")
    assert "L85001" in board.shown()[""]


def test_undo_and_redo_keys_work_on_the_page_but_not_in_a_field(board: Board) -> None:
    board.page.get_by_role("button", name="Undo").press("Control+z")
    expect(board.page.locator(".line")).to_have_text("There is nothing to undo")
    board.drag("L85001", board.group("Wells"))
    board.wait_member("L85001", "Wells")
    board.page.locator("[data-testid=stCode]").click()
    board.page.keyboard.press("Control+z")
    board.wait_member("L85001", "Taunton Central")
    board.page.keyboard.press("Control+Shift+z")
    board.wait_member("L85001", "Wells")
    board.page.keyboard.press("Control+z")
    board.wait_member("L85001", "Taunton Central")
    board.page.keyboard.press("Control+y")
    board.wait_member("L85001", "Wells")
    done = ["move", "undo", "redo", "undo", "redo"]
    assert board.truth()["kinds"] == done
    for field in (board.page.get_by_label("A field of the page"), board.page.locator(".find")):
        field.fill("abc")
        field.press("Control+z")
    board.page.wait_for_timeout(150)
    assert board.truth()["kinds"] == done


def test_the_menu_renames_locks_colours_combines_and_removes(board: Board) -> None:
    keys = board.page.keyboard

    def choose(group: str, item: str) -> None:
        board.page.get_by_label(f"Menu of {group}", exact=True).focus()
        keys.press("Enter")
        expect(board.page.get_by_role("menuitem", name="All its numbers")).to_be_focused()
        board.page.get_by_role("menuitem", name=item, exact=True).press("Enter")

    choose("A Wells", "Rename")
    keys.type("taunton CENTRAL")
    keys.press("Enter")
    expect(board.page.locator(".line")).to_contain_text("There is already a group called")
    keys.press("Control+a")
    keys.type("Mid Mendip")
    keys.press("Enter")
    board.wait_member("L85002", "Mid Mendip")
    choose("A Mid Mendip", "Lock")
    board.wait_for(lambda truth: "Mid Mendip" in truth["locked"], "it should be locked")
    choose("A Mid Mendip", "Unlock")
    choose("A Mid Mendip", "Colour…")
    board.page.get_by_role("menuitemradio").nth(7).press("Enter")
    expect(board.group("Mid Mendip").locator(".disc")).to_have_css(
        "background-color", "rgb(91, 42, 134)"
    )
    choose("A Mid Mendip", "Combine with…")
    board.page.get_by_role("menuitem", name="B Taunton Central").press("Enter")
    board.page.get_by_role("button", name="Move", exact=True).press("Enter")
    board.wait_member("L85002", "Taunton Central")
    choose("B Taunton Central", "Remove group its practices stay, not in a group")
    board.wait_for(lambda truth: "Taunton Central" not in truth["groups"], "it should be gone")
    expect(board.page.locator(".tray h3")).to_have_text("Not yet in a group (73)")
    assert board.truth()["kinds"] == [
        "rename", "lock", "unlock", "recolour", "combine", "remove_group",
    ]  # fmt: skip


def test_new_group_makes_an_empty_group_and_asks_for_its_name(board: Board) -> None:
    board.page.locator('[data-target="new"]').click()
    expect(board.page.locator(".rename")).to_be_focused()
    board.page.keyboard.type("Levels")
    board.page.keyboard.press("Enter")
    board.wait_for(lambda truth: truth["groups"].get("Levels") == [], "an empty group Levels")
    expect(board.group("Levels").locator(".drop")).to_have_text("Drop here")


def test_find_brings_a_practice_into_sight_and_enter_puts_it_in_a_group(board: Board) -> None:
    find = board.page.locator(".find")
    find.fill("castle cary")
    expect(board.page.locator(".card.best")).to_contain_text("Millbrook Surgery")
    find.press("Enter")
    expect(board.page.get_by_role("menuitem", name="A Wells 18,671 → 23,570")).to_be_focused()
    board.page.keyboard.press("b")
    board.page.keyboard.press("Enter")
    expect(find).to_be_focused()
    board.wait_member("L85040", "Taunton Central")
    find.press("Enter")
    board.page.keyboard.press("g")
    board.page.keyboard.press("Enter")
    expect(board.page.locator(".card:focus")).to_contain_text("Millbrook Surgery")
    find.fill("nowhere at all")
    expect(board.page.locator(".line")).to_have_text("No practice of that name, place or code")
