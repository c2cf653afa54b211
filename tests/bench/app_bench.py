"""Drags on the app's map: timed, weighed, and counted in bursts."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.bench.stopwatch import DragTimes, Stopwatch, Traffic
from tests.browser.app_server import AppServer
from tests.browser.bursts import choose_moves, make_moves
from tests.browser.plan_page import PlanPage

#: Somerton is dragged between Wells (Mendip) and Langport (South Somerset) and back.
DRAGGED, TARGETS = "L85005", ("L85002", "L85033")


class AppBench:
    """One window with the app open on a plan of its own."""

    def __init__(self, browser: Browser, server: AppServer, kind: str) -> None:
        self.server = server
        self.page = browser.new_page(viewport={"width": 1366, "height": 1100})
        self.traffic = Traffic(self.page)
        self.window = PlanPage(self.page, server.address).open(server.take_plan(kind))
        self.window.settle()

    def time_drags(self, count: int) -> tuple[list[DragTimes], list[int]]:
        """Return the times of so many drags on the map, and the websocket's bytes of each."""
        stopwatch = Stopwatch(self.window)
        times: list[DragTimes] = []
        weights: list[int] = []
        # The first ones warm caches that a room has warmed long before.
        for number in range(count + 2):
            before = self.traffic.sent + self.traffic.received
            self.window.drop_pin_on(DRAGGED, TARGETS[number % 2])
            read = stopwatch.read()
            self.page.wait_for_timeout(300)
            if number >= 2:
                times.append(read)
                weights.append(self.traffic.sent + self.traffic.received - before)
        return times, weights

    def lost_in_burst(self, pause_ms: int, count: int = 10) -> int:
        """Drop practices in a row on map and board; return how many are not in the journal.

        Only drops that a view has taken count: a hand can miss a row that moves at that moment.
        """
        before = len(self.server.journal(self.window.plan_id))
        self.window.count_pushes()
        make_moves(self.window, choose_moves(count, pause_ms), pause_ms)
        self.window.settle()
        taken = self.window.pushes()
        assert taken >= count - 2, f"only {taken} of {count} drops met their practice"
        return taken - (len(self.server.journal(self.window.plan_id)) - before)


def two_users_search(browser: Browser, server: AppServer, kind: str) -> list[PlanPage]:
    """Open two windows and let each search for the most compact plan; return them, searching."""
    windows = []
    for _ in range(2):
        page = browser.new_page(viewport={"width": 1366, "height": 1100})
        window = PlanPage(page, server.address).open(server.take_plan(kind))
        window.settle()
        window.go("Suggest")
        page.get_by_role("button", name="Find the grouping").wait_for()
        windows.append(window)
    for window in windows:
        window.page.get_by_role("button", name="Find the grouping").click()
    for window in windows:
        window.page.get_by_role("button", name="End the search").first.wait_for()
    return windows


def still_searching(windows: list[PlanPage]) -> int:
    """Return how many of the windows have not come to an end of their search."""
    return sum(
        window.page.get_by_role("button", name="End the search").count() > 0 for window in windows
    )
