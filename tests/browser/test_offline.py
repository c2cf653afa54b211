"""No request leaves the machine, and none that the app makes is refused."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, Response, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser

PAGES = (
    "Coverage", "Resilience", "Outlook", "Compare", "Suggest", "Roadmap", "Principles", "Glossary",
    "Data", "Help", "Plan",
)  # fmt: skip
INSIDE = {"localhost", "127.0.0.1", ""}


def test_a_whole_session_asks_nobody_but_this_machine(windows: Windows, app: AppServer) -> None:
    browser = windows.browser()
    asked: list[str] = []
    failed: list[str] = []
    refused: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def answered(response: Response) -> None:
        if response.status >= 400:
            refused.append(f"{response.status} {response.url}")

    browser.on("request", note)
    browser.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
    browser.on("response", answered)
    window = windows.tab(browser, app)
    window.page.on("websocket", lambda socket: asked.append(socket.url))
    window.open(app.take_plan("localities"))
    window.drop_pin_on("L85034", "L85001")
    window.settle()
    window.card("L85034").click()
    expect(window.page.locator(".st-key-practice-panel")).to_be_visible()
    popover(window, "Download")
    window.page.keyboard.press("Escape")
    for title in PAGES:
        window.go(title)
        if title != "Plan":
            expect(window.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(window.page.get_by_test_id("stStatusWidget")).to_have_count(0)
    window.wait()
    assert len(asked) > 20
    assert {url for url in asked if urlsplit(url).hostname not in INSIDE
            and not url.startswith(("data:", "blob:"))} == set()  # fmt: skip
    assert refused == []
    assert failed == []


def test_the_map_has_its_backdrop_without_a_network(
    on_desk: Callable[[str], PlanPage],
) -> None:
    window = on_desk("empty")
    drawn = window.map.evaluate("""() => [...document.querySelectorAll('canvas')].map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size; })""")
    assert max(drawn) > 20, "land, sea, outlines and names are drawn"
    assert window.map.locator(".leaflet-tile").count() == 0
