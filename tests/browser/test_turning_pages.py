"""A click on another page is never lost, whatever the app is doing at that moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser


class LossyLine:
    """The line between a page and the app; it can lose the next message of the page."""

    def __init__(self, page: Page) -> None:
        self.loses = False
        self.lost = 0
        page.route_web_socket("**/_stcore/stream", self._join)

    def _join(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if self.loses:
                self.loses, self.lost = False, self.lost + 1
            else:
                server.send(message)

        socket.on_message(pass_on)
        server.on_message(socket.send)


def test_a_page_is_asked_for_again_until_it_turns(windows: Windows, app: AppServer) -> None:
    window = windows.tab(windows.browser(), app)
    line = LossyLine(window.page)
    window.open(app.take_plan("localities"))
    # The watch over other windows asks for runs of its own; the line must lose the click.
    for title in ("Coverage", "Plan", "Glossary"):
        shown = window.page.url
        link = window.nav_link(title)
        before = line.lost
        line.loses = True
        link.click()
        expect(window.page).not_to_have_url(shown)
        assert line.lost == before + 1, "the first click was lost, a later one was heard"
        if title == "Plan":
            window.wait()
        else:
            heading = window.page.get_by_role("heading", name=title, exact=True)
            expect(heading).to_be_visible()


def test_who_goes_elsewhere_meanwhile_is_left_there(windows: Windows, app: AppServer) -> None:
    window = windows.tab(windows.browser(), app)
    line = LossyLine(window.page)
    window.open(app.take_plan("localities"))
    line.loses = True
    window.nav_link("Glossary").click()
    window.go("Help")
    expect(window.page.get_by_role("heading", name="Help", exact=True)).to_be_visible()
    assert window.page.evaluate("() => window.somersetTurning.wanted") in (None, "/help")
    window.page.wait_for_function("() => window.somersetTurning.wanted === null")
    expect(window.page.get_by_role("heading", name="Help", exact=True)).to_be_visible()


def test_the_page_turns_while_a_popover_closes(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("localities")
    for _ in range(2):
        popover(window, "Download")
        window.page.keyboard.press("Escape")
        window.go("Glossary")
        expect(window.page.get_by_role("heading", name="Glossary", exact=True)).to_be_visible()
        window.go("Plan")
        window.wait()
