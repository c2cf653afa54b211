"""Bursts of moves: many drops in a row, on map and board in turn, with chosen pauses."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from playwright.sync_api import expect

from tests.browser.app_server import AppServer, sent_by_browsers
from tests.browser.expected import county
from tests.browser.plan_page import PlanPage

#: The small plan's groups and a pin of each to drop on.
ANCHORS = {"Wells": "L85002", "Taunton": "L85001", "Chard": "L85028"}
Move = tuple[str, str, str]
TRIES = 5
#: Milliseconds before a hand tries again: a page that has just found its server may still turn.
A_MOMENT = 400


def choose_moves(count: int, seed: int) -> list[Move]:
    """Return moves (view, practice, group), map and board in turn; a practice may move twice."""
    dice = random.Random(seed)
    codes = [str(c) for c in county().practices.index if c not in {*ANCHORS.values(), "L85014"}]
    chosen = dice.sample(codes, max(2, count * 2 // 3))
    moves: list[Move] = []
    where: dict[str, str] = {}
    while len(moves) < count:
        code = chosen[len(moves) % len(chosen)]
        group = dice.choice([name for name in ANCHORS if name != where.get(code)])
        where[code] = group
        moves.append((("map", "board")[len(moves) % 2], code, group))
    return moves


def drop_on_map(window: PlanPage, code: str, group: str) -> None:
    """Drop a pin on a group as a person does, who reads beside it what the drop would do.

    On a crowded map pins step aside for each other while one is carried.
    """
    anchor = window.pin(ANCHORS[group])
    window.carry_pin(code, window.middle(anchor), steps=2)
    said = window.drop_label().locator("strong")
    for _ in range(TRIES):
        if said.count() and said.inner_text().removesuffix(":") == group:
            window.page.mouse.up()
            return
        window.page.mouse.move(*window.middle(anchor))
    window.page.keyboard.press("Escape")
    window.page.mouse.up()


def make_move(window: PlanPage, move: Move) -> None:
    """Drop a practice as a person does, who sees at once whether the drop was taken.

    A row can step aside in the moment the hand goes for it, when an answer of the server comes;
    then the practice is taken hold of again. What a view has shown must never be lost.
    """
    view, code, group = move
    for _ in range(TRIES):
        if view == "map":
            drop_on_map(window, code, group)
        else:
            window.drag_card(code, group)
        if window.shows(view, code) == group:
            return
        window.page.wait_for_timeout(A_MOMENT)
    raise AssertionError(f"{TRIES} drops of {code} on {group} ({view}) were not taken")


def make_moves(window: PlanPage, moves: Sequence[Move], pause_ms: int) -> None:
    """Make the moves with so many milliseconds between them."""
    for move in moves:
        make_move(window, move)
        if pause_ms:
            window.page.wait_for_timeout(pause_ms)


def where_to(moves: Sequence[Move]) -> dict[str, str]:
    """Return practice to the group it was last moved to."""
    return {code: group for _, code, group in moves}


def expect_kept(window: PlanPage, server: AppServer, moves: Sequence[Move]) -> None:
    """Check page, journal and restart against the moves: nothing lost, nothing doubled."""
    shown = window.settle()
    journal = server.journal(window.plan_id)
    missing = where_to(moves).items() - shown.items()
    assert not missing, (missing, [(step.kind, step.action) for step in journal])
    sent = sent_by_browsers(journal)
    assert len(sent) == len(set(sent)), "an entry stands in the journal twice"
    others = [(step.kind, step.action) for step in journal if step.client and step.kind != "move"]
    assert others == [], f"nothing but moves was made: {others}"
    assert len(sent) >= len(moves)
    numbers: dict[str, list[int]] = defaultdict(list)
    for client, number in sent:
        numbers[client].append(number)
    for client, found in numbers.items():
        assert found == list(range(1, len(found) + 1)), f"a move of {client} is missing"
    assert server.assignment(window.plan_id) == shown
    in_groups = len(shown)
    expect(window.tile("in-a-group")).to_have_text(f"{in_groups} of 75")
