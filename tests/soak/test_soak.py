"""The long forms: hundreds of bursts, dozens of kills."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.browser.app_server import AppServer
from tests.browser.bursts import choose_moves, expect_kept, make_move, make_moves
from tests.browser.plan_page import PlanPage
from tests.chromium import browser

pytestmark = [pytest.mark.browser, pytest.mark.soak]

BURSTS, KILLS, SLEEPS = 200, 30, 30
PAUSES = (0, 5, 15, 30, 80, 200)


def test_two_hundred_bursts_lose_and_double_nothing(tmp_path: Path) -> None:
    dice = random.Random(200)
    server = AppServer(tmp_path)
    server.make_plans({"few": BURSTS})
    server.start()
    try:
        context = browser().new_context(viewport={"width": 1600, "height": 1000})
        window = PlanPage(context.new_page(), server.address)
        for number in range(BURSTS):
            window.open(server.take_plan("few"))
            moves = choose_moves(dice.randint(3, 8), seed=number)
            make_moves(window, moves, dice.choice(PAUSES))
            match dice.randrange(3):
                case 0:
                    window.page.reload()
                    window.wait()
                case 1:
                    window.go("Glossary")
                    window.go("Plan")
                    window.wait()
            expect_kept(window, server, moves)
        context.close()
    finally:
        server.stop()


def test_thirty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    dice = random.Random(30)
    server = AppServer(tmp_path)
    server.make_plans({"few": KILLS})
    server.start()
    try:
        context = browser().new_context(viewport={"width": 1600, "height": 1000})
        for number in range(KILLS):
            window = PlanPage(context.new_page(), server.address)
            window.open(server.take_plan("few"))
            moves = choose_moves(5, seed=1000 + number)
            make_moves(window, moves[:3], dice.choice(PAUSES))
            shown = window.settle()
            make_move(window, moves[3])
            window.page.wait_for_timeout(dice.randrange(250))
            server.kill()
            assert server.assignment(window.plan_id).items() >= shown.items() - {
                (moves[3][1], shown.get(moves[3][1], ""))
            }
            server.start()
            make_move(window, moves[4])
            if number % 2:
                window.page.reload()
                window.wait()
            expect_kept(window, server, moves)
            window.page.close()
        context.close()
    finally:
        server.stop()


def test_thirty_sleeps_lose_nothing(tmp_path: Path) -> None:
    dice = random.Random(31)
    server = AppServer(tmp_path)
    server.make_plans({"few": SLEEPS})
    server.start()
    try:
        context = browser().new_context(viewport={"width": 1600, "height": 1000})
        window = PlanPage(context.new_page(), server.address)
        for number in range(SLEEPS):
            window.open(server.take_plan("few"))
            moves = choose_moves(6, seed=2000 + number)
            make_moves(window, moves[:2], dice.choice(PAUSES))
            server.pause()
            make_moves(window, moves[2:5], dice.choice(PAUSES))
            window.page.wait_for_timeout(dice.randrange(1500))
            server.resume()
            make_moves(window, moves[5:], 0)
            expect_kept(window, server, moves)
        context.close()
    finally:
        server.stop()
