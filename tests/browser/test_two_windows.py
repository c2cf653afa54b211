"""Two windows on one plan."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

#: Ends the timers of a window's page, so that it asks the server for nothing by itself.
STOP_THE_CLOCK = """() => {
    for (let id = window.setTimeout(() => 0, 0); id > 0; id -= 1) window.clearInterval(id);
}"""


@pytest.fixture
def both(windows: Windows, app: AppServer) -> tuple[PlanPage, PlanPage]:
    """The same plan open in two browsers."""
    first = windows.open(app)
    second = windows.tab(windows.browser(), app).open(first.plan_id)
    return first, second


def test_a_move_in_one_window_appears_in_the_other(both: tuple[PlanPage, PlanPage]) -> None:
    first, second = both
    first.drop_pin_on("L85034", "L85002")
    second.expect_member("L85034", "Wells")
    expect(second.tile("in-a-group")).to_have_text("5 of 75")
    second.drag_card("L85034", "Chard")
    first.expect_member("L85034", "Chard")
    assert first.settle() == second.settle()


def test_two_tabs_of_one_browser_do_not_take_each_others_moves(
    windows: Windows, app: AppServer
) -> None:
    browser = windows.browser()
    first = windows.tab(browser, app).open(app.take_plan("few"))
    second = windows.tab(browser, app).open(first.plan_id)
    second.page.bring_to_front()
    second.drop_pin_on("L85011", "L85002")
    second.expect_member("L85011", "Wells")
    first.page.bring_to_front()
    first.drop_pin_on("L85034", "L85002")
    first.expect_member("L85034", "Wells")
    first.expect_member("L85011", "Wells")
    shown = first.settle()
    assert {"L85011", "L85034"} <= set(shown)
    assert [s.kind for s in app.journal(first.plan_id) if s.client] == ["move", "move"]


def test_conflicting_moves_give_a_notice_and_keep_both_in_the_journal(
    both: tuple[PlanPage, PlanPage], app: AppServer
) -> None:
    first, second = both
    # The second window drags while it has not seen the first one's move yet: its clock stands
    # still, or a busy machine would give it time to look.
    second.page.evaluate(STOP_THE_CLOCK)
    second.carry_pin("L85034", second.middle(second.pin("L85028")))
    first.drop_pin_on("L85034", "L85002")
    first.settle()
    second.page.mouse.up()
    expect(second.notice).to_contain_text("In another window Wells City Practice was moved")
    second.expect_member("L85034", "Chard")
    first.expect_member("L85034", "Chard")
    assert first.settle() == second.settle()
    said = [step.sentence for step in app.journal(first.plan_id) if step.client]
    assert len(said) == 2


def test_a_lock_in_one_window_holds_in_the_other(both: tuple[PlanPage, PlanPage]) -> None:
    first, second = both
    second.hold_card("L85034", "Wells")
    first.menu("Wells", "Lock")
    first.settle()
    second.page.mouse.up()
    second.settle()
    assert "L85034" not in second.on_board()
    assert first.settle() == second.settle()
