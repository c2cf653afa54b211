"""Layers on the Plan page: one legend, one line of sources, hindsight, the online map."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Screenshot, Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser

POINTS = ("Branches", "Pharmacies", "Acute hospitals", "Community hospitals")
SHADING = {
    "Aged 65 and over": "aged 65 and over",
    "Deprivation": "Deprivation",
    "Rural areas": "Rural areas",
    "Minutes to the nearest surgery": "Minutes by car to the nearest surgery (modelled)",
    "Households without a car": "without a car",
    "Group most patients belong to (modelled)": "Group most patients belong to",
}


def show_layer(window: PlanPage, name: str, on: bool = True) -> None:
    panel = window.map.get_by_role("group", name="Layers")
    if not panel.is_visible():
        window.map.get_by_role("button", name="Layers").click()
    panel.get_by_label(name, exact=True).set_checked(on)


def test_every_layer_with_one_legend_and_one_line_of_sources(
    windows: Windows, app: AppServer, keep_picture: Screenshot
) -> None:
    window = windows.open(app, "localities", 1366, 768)
    legend = window.map.get_by_role("region", name="What the map shows")
    expect(legend).to_have_count(0)
    for name in POINTS:
        show_layer(window, name)
        expect(legend.locator(".legend-signs")).to_contain_text(name)
    for name, title in SHADING.items():
        show_layer(window, name)
        expect(legend.locator(".legend-title")).to_contain_text(title)
        expect(legend.locator(".legend-source")).to_have_count(1)
        expect(legend.locator(".legend-source")).to_contain_text("Source: ")
    assert violations(window.map) == []
    window.page.keyboard.press("Escape")
    # The legend stands free of the pins, the buttons, the scale and the sources.
    for part in (".map-sources", ".leaflet-control-scale", ".choose-control", ".layers-control"):
        assert not overlap(window, ".map-legend", part), part
    assert not overlap(window, ".map-legend", ".pin")
    keep_picture(window, "plan-layers-1366x768")
    show_layer(window, "None")
    for name in POINTS:
        show_layer(window, name, on=False)
    expect(window.map.locator(".map-legend")).to_be_hidden()


def overlap(window: PlanPage, one: str, other: str) -> list[str]:
    """Return what of ``other`` lies under ``one``."""
    return list(
        window.map.evaluate(
            """([one, other]) => {
                const box = document.querySelector(one).getBoundingClientRect();
                return [...document.querySelectorAll(other)].filter((node) => {
                    const own = node.getBoundingClientRect();
                    return own.width && own.left < box.right && own.right > box.left
                        && own.top < box.bottom && own.bottom > box.top;
                }).map((node) => node.dataset.code || node.className); }""",
            [one, other],
        )
    )


def test_networks_only_with_hindsight_and_tiles_only_with_a_network(
    windows: Windows, app: AppServer
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    browser = windows.browser()
    browser.route("https://tile.openstreetmap.org/**", refuse)
    window = windows.tab(browser, app).open(app.take_plan("localities"))
    window.map.get_by_role("button", name="Layers").click()
    expect(window.map.get_by_label("Localities")).to_be_visible()
    expect(window.map.get_by_label("PCNs of 2019")).to_have_count(0)
    assert asked == [], "off until somebody wants it"

    online = "Online map (needs a network)"
    with window.page.expect_event("requestfailed"):
        show_layer(window, online)
    assert asked
    # The network is away: the map below stays, nothing claims to be of the online map's owners.
    expect(window.map.locator(".tile-owners")).to_be_hidden()
    window.page.keyboard.press("Escape")
    window.drop_pin_on("L85011", "L85002")
    window.expect_member("L85011", "Mendip")
    window.settle()
    show_layer(window, online, on=False)
    window.page.keyboard.press("Escape")

    body = popover(window, "Start from")
    body.get_by_text("Show what followed").click()
    expect(body.get_by_role("button", name="The PCNs of 2019-20")).to_be_visible()
    window.page.keyboard.press("Escape")
    show_layer(window, "PCNs of 2019")
    expect(window.map.locator(".map-legend")).to_contain_text("PCNs of 2019 (modelled)")

    # With a network: a picture for every tile, and their owners named.
    browser.unroute("https://tile.openstreetmap.org/**")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
        "0000000049454e44ae426082"
    )
    browser.route(
        "https://tile.openstreetmap.org/**",
        lambda route: route.fulfill(body=pixel, content_type="image/png"),
    )
    show_layer(window, online)
    expect(window.map.locator(".tile-owners")).to_have_text("© OpenStreetMap contributors")
