"""The app in a process of its own, and windows of Chromium that look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.app_server import AppServer
from tests.browser.plan_page import PlanPage
from tests.chromium import browser

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_MS = 15_000


@pytest.fixture(scope="session")
def chromium() -> Browser:
    return browser()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app that most tests share; each takes a plan of its own."""
    server = AppServer(tmp_path_factory.mktemp("app"))
    server.make_plans({"few": 160, "localities": 60, "empty": 60, "pcn-2020": 20})
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[AppServer]:
    """An app for one test, to be killed, paused and started again."""
    server = AppServer(tmp_path)
    server.make_plans({"few": 6})
    server.start()
    yield server
    server.stop()


class Windows:
    """Opens windows; each call is a browser of its own, as another person's would be."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self.opened: list[PlanPage] = []

    def browser(
        self, width: int = 1600, height: int = 1000, touch: bool = False, scale: float = 1
    ) -> BrowserContext:
        context = self._chromium.new_context(
            viewport={"width": width, "height": height},
            has_touch=touch,
            device_scale_factor=scale,
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        return context

    def tab(self, context: BrowserContext, server: AppServer) -> PlanPage:
        """Another tab of the same browser."""
        plan_page = PlanPage(context.new_page(), server.address)
        self.opened.append(plan_page)
        return plan_page

    def open(
        self,
        server: AppServer,
        kind: str | None = "few",
        width: int = 1600,
        height: int = 1000,
        touch: bool = False,
    ) -> PlanPage:
        """Open a plan that no test has had yet, in a browser of its own."""
        plan_page = self.tab(self.browser(width, height, touch), server)
        return plan_page.open(server.take_plan(kind) if kind else None)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def windows(chromium: Browser) -> Iterator[Windows]:
    made = Windows(chromium)
    yield made
    faults = [fault for window in made.opened for fault in window.faults]
    made.close()
    assert faults == [], "scripts of the page failed"


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """One browser whose cache is warm, for tests that need no browser of their own."""
    context = chromium.new_context(viewport={"width": 1600, "height": 1000})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def on_desk(desk: BrowserContext, app: AppServer) -> Iterator[Callable[[str], PlanPage]]:
    """Open a plan of a kind, which no test has had yet, in a fresh tab of the desk's browser."""
    tabs: list[PlanPage] = []

    def opener(kind: str) -> PlanPage:
        tabs.append(PlanPage(desk.new_page(), app.address))
        return tabs[-1].open(app.take_plan(kind))

    yield opener
    for tab in tabs:
        tab.page.close()
    assert [fault for tab in tabs for fault in tab.faults] == [], "scripts of the page failed"


@pytest.fixture
def plan(on_desk: Callable[[str], PlanPage]) -> PlanPage:
    """The small plan in a fresh tab: Wells, Taunton and Chard."""
    return on_desk("few")


@pytest.fixture
def localities(on_desk: Callable[[str], PlanPage]) -> PlanPage:
    """The four localities in a fresh tab."""
    return on_desk("localities")


Screenshot = Callable[[PlanPage, str], None]


@pytest.fixture(scope="session")
def keep_picture() -> Screenshot:
    """Keep what a window shows in test-output/, for people to look at."""
    folder = REPOSITORY / "test-output"
    folder.mkdir(exist_ok=True)

    def keep(window: PlanPage, name: str) -> None:
        window.page.screenshot(path=folder / f"{name}.png")

    return keep
