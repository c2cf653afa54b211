"""Nothing lost: the app killed, the laptop asleep, the connection gone, the address forgotten."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.bursts import choose_moves, expect_kept, make_move, make_moves
from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_kill_at_any_moment_and_start_again(
    windows: Windows, own_app: AppServer, seed: int
) -> None:
    plan = windows.open(own_app)
    dice = random.Random(seed)
    moves = choose_moves(6, seed)
    make_moves(plan, moves[:4], 20)
    shown = plan.settle()
    # One more that the page shows and the server may or may not have heard of.
    make_move(plan, moves[4])
    plan.page.wait_for_timeout(dice.choice([0, 15, 60, 150]))
    own_app.kill()
    on_disk = own_app.assignment(plan.plan_id)
    code, group = moves[4][1:]
    assert on_disk in (shown, {**shown, code: group}), "what was acknowledged is on the disk"
    own_app.start()
    # The page that stayed open finds the app again by itself and sends what was not acknowledged.
    make_move(plan, moves[5])
    expect_kept(plan, own_app, moves[:6])
    plan.page.reload()
    plan.wait()
    expect_kept(plan, own_app, moves[:6])


def test_the_laptop_sleeps_while_moves_are_made(windows: Windows, own_app: AppServer) -> None:
    plan = windows.open(own_app)
    moves = choose_moves(7, seed=21)
    make_moves(plan, moves[:2], 50)
    own_app.pause()
    try:
        make_moves(plan, moves[2:6], 50)
        assert plan.waiting(), "nobody can have acknowledged these"
    finally:
        own_app.resume()
    make_moves(plan, moves[6:], 0)
    expect_kept(plan, own_app, moves)


def test_the_connection_is_gone_while_moves_are_made(windows: Windows, own_app: AppServer) -> None:
    plan = windows.open(own_app)
    moves = choose_moves(6, seed=22)
    make_moves(plan, moves[:2], 0)
    plan.settle()
    plan.page.context.set_offline(True)
    make_moves(plan, moves[2:5], 30)
    plan.page.context.set_offline(False)
    make_moves(plan, moves[5:], 0)
    expect_kept(plan, own_app, moves)


def test_the_bare_address_opens_the_last_plan(windows: Windows, app: AppServer) -> None:
    browser = windows.browser()
    first = windows.tab(browser, app).open(app.take_plan("few"))
    make_moves(first, choose_moves(1, seed=5), 0)
    shown, plan_id = first.settle(), first.plan_id
    first.page.close()
    again = windows.tab(browser, app).open()
    assert again.plan_id == plan_id
    assert again.settle() == shown
    stranger = windows.open(app, None)
    assert stranger.plan_id != plan_id
    assert stranger.settle() == {}


def test_an_address_of_no_plan_says_so_and_opens_another(windows: Windows, app: AppServer) -> None:
    window = windows.tab(windows.browser(), app)
    window.page.goto(f"{app.address}/?plan=nothing-like-this")
    expect(window.page.get_by_text("is not in this workspace")).to_be_visible()
    window.wait()
    assert window.settle() == {}


def test_a_second_app_on_the_same_workspace_says_so(windows: Windows, own_app: AppServer) -> None:
    windows.open(own_app).settle()
    second = AppServer(own_app.folder, log_name="second.log")
    second.start()
    try:
        window = windows.tab(windows.browser(), second)
        window.page.goto(second.address)
        message = window.page.get_by_text("Another Somerset Maps is already using")
        expect(message).to_be_visible(timeout=30_000)
        expect(window.page.get_by_test_id("stException")).to_have_count(0)
        assert "Traceback" not in window.page.inner_text("body")
        assert "Traceback" not in second.log
        # And when the first one is closed, a reload of the second is enough.
        own_app.stop()
        window.page.reload()
        window.wait()
        assert window.settle() == {}
    finally:
        second.stop()
