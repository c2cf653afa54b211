"""The Plan page at the three sizes: pictures for people, and what must fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Screenshot, Windows
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

SIZES = [(1920, 1080), (1366, 768), (820, 1180)]
#: No two texts of the strip may touch each other.
STRIP_CLASHES = """() => {
    const boxes = [...document.querySelectorAll('.strip .tile')].map((tile) => {
        const range = document.createRange();
        range.selectNodeContents(tile.querySelector('summary'));
        return [tile.dataset.tile, range.getBoundingClientRect()]; });
    const clashes = [];
    for (const [a, one] of boxes) for (const [b, other] of boxes) {
        if (a < b && one.left < other.right - 1 && other.left < one.right - 1
            && one.top < other.bottom - 1 && other.top < one.bottom - 1) clashes.push([a, b]);
    }
    return clashes; }"""
SIDEWAYS = """() => [...document.querySelectorAll('html, body, [data-testid=stMain], .stApp')]
    .filter((node) => node.scrollWidth > node.clientWidth + 1)
    .map((node) => [node.tagName, node.scrollWidth, node.clientWidth])"""


def check_fit(window: PlanPage, width: int, height: int) -> None:
    page = window.page
    assert page.evaluate(SIDEWAYS) == [], "the page must not scroll sideways"
    assert page.evaluate(STRIP_CLASHES) == [], "numbers of the strip must not run into each other"
    parts = {
        "strip": page.locator(".strip"),
        "map": page.locator(".st-key-room iframe"),
        "board": page.locator(".board"),
        "last move": page.locator(".last-move"),
    }
    for name, part in parts.items():
        box = part.bounding_box()
        assert box, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width + 1, name
    if width > 1000:
        # A projector shows it all at once; nobody scrolls in front of a room.
        expect(parts["strip"]).to_be_in_viewport(ratio=1)
        expect(parts["map"]).to_be_in_viewport(ratio=0.95)
        expect(page.locator(".board .toolbar")).to_be_in_viewport(ratio=1)
        expect(window.said).to_be_in_viewport(ratio=1)
        box = parts["map"].bounding_box()
        assert box
        assert box["height"] >= 0.4 * height, "the map is the largest thing on the screen"
    for part in parts.values():
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport()
    page.locator(".strip").scroll_into_view_if_needed()


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("kind", ["empty", "localities", "pcn-2020"])
def test_everything_fits(
    windows: Windows, app: AppServer, keep_picture: Screenshot, kind: str, width: int, height: int
) -> None:
    window = windows.open(app, kind, width, height)
    window.settle()
    keep_picture(window, f"plan-{kind}-{width}x{height}")
    check_fit(window, width, height)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_while_dragging(
    windows: Windows, app: AppServer, keep_picture: Screenshot, width: int, height: int
) -> None:
    window = windows.open(app, "localities", width, height)
    window.settle()
    window.carry_pin("L85034", window.middle(window.pin("L85001")))
    label = window.drop_label()
    expect(label).to_contain_text("Taunton & West Somerset")
    keep_picture(window, f"plan-dragging-{width}x{height}")
    frame, box = window.page.locator(".st-key-room iframe").bounding_box(), label.bounding_box()
    assert frame
    assert box
    assert box["x"] >= frame["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] >= frame["y"]
    expect(window.drop_place("new")).to_be_visible()
    window.page.keyboard.press("Escape")
    window.page.mouse.up()


def test_type_is_never_smaller_than_14_pixels(plan: PlanPage) -> None:
    small = """() => {
        const seen = [];
        const look = (root) => { for (const node of root.querySelectorAll('*')) {
            if (node.shadowRoot) look(node.shadowRoot);
            const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim());
            if (!own || !node.checkVisibility()) continue;
            const size = parseFloat(getComputedStyle(node).fontSize);
            const box = node.getBoundingClientRect();
            if (size >= 13.9 || box.width <= 2) continue;
            seen.push([node.className, node.textContent.slice(0, 40), size]);
        } };
        look(document);
        return seen; }"""
    assert plan.page.evaluate(small) == []
    assert plan.map.evaluate(small) == []
