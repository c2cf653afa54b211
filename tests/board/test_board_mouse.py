"""Dragging with the mouse, and what the board says while a practice is on its way."""

from __future__ import annotations

from typing import Any

import pytest
from board_page import Board
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_practice_dragged_onto_a_group_joins_it_before_the_server_answers(board: Board) -> None:
    board.drag("L85001", board.group("Wells"))
    assert "L85001" in board.shown()["Wells"]
    # 11,532 + 7,139 + 16,061, reckoned in the browser and then by the server
    expect(board.group("Wells").locator(".size")).to_have_text("34,732")
    board.wait_member("L85001", "Wells")
    expect(board.group("Wells").locator(".size")).to_have_text("34,732")
    expect(board.group("Wells").locator(".change")).to_have_text("▲ 16,061")
    assert board.truth()["kinds"] == ["move"]
    assert "French Weir Health Centre joined A Wells: 18,671 → 34,732" in board.spoken()


def test_the_header_says_what_the_group_would_become(board: Board) -> None:
    board.hold("L85001", board.group("Wells"))
    wells = board.group("Wells")
    expect(wells.locator(".size")).to_have_text("18,671 → 34,732")
    expect(wells.locator(".words")).to_have_text("in the size range")
    # Wells: 18,671 patients for 15.3 full-time GPs; French Weir adds 16,061 and 8.0.
    expect(wells.locator(".gp")).to_have_text("1,220 → 1,491 patients per full-time GP")
    board.page.keyboard.press("Escape")
    expect(wells.locator(".size")).to_have_text("18,671")
    board.page.mouse.up()
    assert board.truth()["kinds"] == []
    assert "L85001" in board.shown()["Taunton Central"]


def test_a_locked_group_refuses_with_words(board: Board) -> None:
    board.hold("L85001", board.group("Chard"))
    expect(board.group("Chard").locator(".words")).to_have_text("locked")
    board.page.mouse.up()
    expect(board.page.locator(".line")).to_have_text("C Chard is locked")
    board.drag("L85021", board.group("Wells"))
    expect(board.page.locator(".line")).to_contain_text("C Chard is locked: unlock it to move")
    assert board.truth()["kinds"] == []


def test_dropping_a_practice_where_it_is_or_nowhere_does_nothing(board: Board) -> None:
    board.drag("L85002", board.group("Wells"))
    board.drag("L85002", board.page.locator(".find"))
    board.page.wait_for_timeout(150)
    assert board.truth()["kinds"] == []


def test_a_practice_dropped_on_new_group_starts_one(board: Board) -> None:
    board.drag("L85001", board.page.locator('[data-target="new"]'))
    board.wait_member("L85001", "Taunton")
    assert board.shown()["Taunton"] == ["L85001"]


def test_a_practice_dropped_on_another_that_is_in_no_group_starts_one_with_both(
    board: Board,
) -> None:
    other = board.shown()[""][0]
    board.drag("L85001", board.card(other))
    board.wait_for(
        lambda truth: any(set(codes) == {other, "L85001"} for codes in truth["groups"].values()),
        "both should be in one new group",
    )
    assert board.truth()["kinds"] == ["start"]


def test_a_practice_dropped_on_the_tray_leaves_its_group(board: Board) -> None:
    board.drag("L85001", board.page.locator(".tray h3"))
    board.wait_for(lambda truth: "L85001" not in str(truth["groups"]), "it should be in no group")
    assert "L85001" in board.shown()[""]
    expect(board.page.locator(".tray h3")).to_have_text("Not yet in a group (69)")


def test_a_click_opens_the_panel_and_marks_the_practice(board: Board) -> None:
    board.card("L85001").click()
    expect(board.card("L85001")).to_have_attribute("aria-current", "true")
    board.wait_for(lambda truth: truth["kinds"] == ["open"], "one open action")


@pytest.mark.parametrize("pause", [0, 30, 80, 200])
def test_no_move_of_a_burst_is_lost_or_doubled(board: Board, pause: int) -> None:
    codes = board.shown()[""][:6]
    for at, code in enumerate(codes):
        board.drag(code, board.group(["Wells", "Taunton Central"][at % 2]))
        board.page.wait_for_timeout(pause)
    board.wait_for(lambda truth: len(truth["kinds"]) == len(codes), "six moves, each once")
    groups = board.truth()["groups"]
    assert groups["Wells"][2:] == codes[0::2]
    assert groups["Taunton Central"][3:] == codes[1::2]
    shown = board.shown()
    assert {name: set(group) for name, group in groups.items()} == {
        name: set(group) for name, group in shown.items() if name
    }


def test_a_drag_near_the_edge_scrolls_the_groups(desk: Page, server: str) -> None:
    board = Board(desk, server, "&full=1&height=800").open()
    last = list(board.shown())[-1]
    start = board.middle(board.card("L85034"))
    field = desk.locator(".field").bounding_box()
    assert field
    desk.mouse.move(*start)
    desk.mouse.down()
    desk.mouse.move(start[0], start[1] + 10)
    desk.mouse.move(start[0], field["y"] + field["height"] - 10)
    desk.wait_for_function(
        "() => { const host = [...document.querySelectorAll('*')].find((n) => n.shadowRoot"
        " && n.shadowRoot.querySelector('.field')); const f = host.shadowRoot"
        ".querySelector('.field'); return f.scrollTop + f.clientHeight >= f.scrollHeight - 2; }"
    )
    desk.mouse.move(*board.spot(board.group(last)))
    desk.mouse.up()
    board.wait_member("L85034", last)


def test_names_made_of_markup_are_shown_as_text(board: Board) -> None:
    said: list[Any] = []
    board.page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    hostile = board.group("<img src=x onerror=alert(1)>")
    expect(hostile.locator(".group-name")).to_have_text("<img src=x onerror=alert(1)>")
    board.drag("L85001", hostile)
    board.wait_member("L85001", "<img src=x onerror=alert(1)>")
    assert board.page.locator(".board img").count() == 0
    assert said == []
