"""With everything open that can be open at once: axe finds nothing, at each size, on touch too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Screenshot, Windows
from tests.browser.test_accessibility import violations
from tests.browser.test_layers import show_layer
from tests.browser.test_screens import SIDEWAYS, SIZES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_panel_layers_legend_table_and_explanation(
    windows: Windows, app: AppServer, keep_picture: Screenshot, width: int, height: int
) -> None:
    touch = width < 1000
    window = windows.open(app, "localities", width, height, touch=touch)
    page = window.page
    for name in ("Deprivation", "Pharmacies"):
        show_layer(window, name)
    expect(window.map.locator(".legend-title")).to_be_visible()
    page.locator(".strip [data-tile=coverage] summary").click()
    page.get_by_text("Every measure, group by group").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    card = window.card("L85002")
    card.scroll_into_view_if_needed()
    card.tap() if touch else card.click()
    panel = page.locator(".st-key-practice-panel")
    expect(panel.locator(".what-if")).to_be_visible()
    window.settle()
    keep_picture(window, f"plan-everything-{width}x{height}")
    assert violations(page) == []
    assert violations(window.map) == []
    assert page.evaluate(SIDEWAYS) == []
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    if touch:
        small = page.locator(".board button:visible").evaluate_all(
            """(nodes) => nodes.filter((node) => node.getBoundingClientRect().height < 43)
                .map((node) => node.className)"""
        )
        assert small == [], "a finger needs 44 pixels"
