"""Moves that follow each other faster than the server answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.bursts import choose_moves, expect_kept, make_moves
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("pause_ms", [0, 30, 80, 200])
def test_a_burst_on_map_and_board_with_a_page_change_in_between(
    plan: PlanPage, app: AppServer, pause_ms: int
) -> None:
    address = plan.plan_id
    moves = choose_moves(10, seed=pause_ms)
    make_moves(plan, moves[:6], pause_ms)
    # Straight after the last drop, before anything is acknowledged.
    plan.go("Glossary")
    expect(plan.page.get_by_role("heading", name="Glossary")).to_be_visible()
    plan.go("Plan")
    plan.wait()
    assert plan.plan_id == address, "the address names the plan again"
    make_moves(plan, moves[6:], pause_ms)
    expect_kept(plan, app, moves)


def test_a_reload_straight_after_a_burst(plan: PlanPage, app: AppServer) -> None:
    moves = choose_moves(6, seed=7)
    make_moves(plan, moves, 0)
    plan.page.reload()
    plan.wait()
    expect_kept(plan, app, moves)


def test_undo_after_a_burst_takes_back_exactly_the_last_moves(
    plan: PlanPage, app: AppServer
) -> None:
    moves = choose_moves(6, seed=11)
    make_moves(plan, moves[:4], 0)
    between = plan.settle()
    make_moves(plan, moves[4:], 0)
    for _ in range(2):
        plan.page.keyboard.press("Control+z")
    assert plan.settle() == between == app.assignment(plan.plan_id)


def test_the_last_of_two_moves_of_a_practice_wins(plan: PlanPage, app: AppServer) -> None:
    moves = [
        ("map", "L85034", "Wells"), ("board", "L85034", "Taunton"),
        ("board", "L85011", "Chard"), ("map", "L85011", "Wells"),
        ("map", "L85039", "Chard"), ("board", "L85039", "Wells"),
    ]  # fmt: skip
    make_moves(plan, moves, 0)
    expect_kept(plan, app, moves)
