"""The projector: four numbers, nothing private, and type that ten metres can read.

A picture two metres high, read from ten metres: capitals of a forty-sixth of its height are
comfortable, and a sixty-ninth is the least. Capitals are seven tenths of the type's size.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Screenshot, Windows
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

CAPITAL = 0.7
LEAST, NUMBERS = 1 / 69, 1 / 46
#: Navigation is for the hand that leads, sources are for the record: nobody at the back needs them.
_FOR_THE_HAND = (
    "header, [data-testid=stHeader], .map-sources, .leaflet-control-scale, .tile-owners, .spoken, "
    ".heard-only, .legend-source"
)
_SMALL = """(least) => {
    const small = [];
    const look = (root) => { for (const node of root.querySelectorAll('*')) {
        if (node.shadowRoot) look(node.shadowRoot);
        const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim());
        if (!own || !node.checkVisibility() || node.closest(AWAY)) continue;
        const box = node.getBoundingClientRect();
        if (box.width <= 2 || box.height <= 2) continue;
        const size = parseFloat(getComputedStyle(node).fontSize);
        if (size < least) small.push([node.textContent.trim().slice(0, 40), size]);
    } };
    look(document);
    return small; }""".replace("AWAY", f"'{_FOR_THE_HAND}'")
#: Notes the size of everything that is written on a canvas: the names on the map.
_NOTE_WRITING = """() => {
    window.written = [];
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
        window.written.push([text, parseFloat(/([0-9.]+)px/.exec(this.font)[1])]);
        return write.call(this, text, ...at);
    };
}"""
PRIVATE = (
    "to check", "not yet", "Weighted list", "Full-time GPs", "Deprivation", "Note for this plan",
    "Who said so", "If it left or joined", "Smallest repair",
)  # fmt: skip


def text_of(window: PlanPage) -> str:
    """Everything that can be read on the page, the board and the map, also in titles."""
    read = """() => {
        const words = [document.body.innerText];
        const look = (root) => { for (const node of root.querySelectorAll('*')) {
            if (node.shadowRoot) look(node.shadowRoot);
            if (!node.checkVisibility()) continue;
            for (const name of ['title', 'aria-label']) words.push(node.getAttribute(name) || '');
        } };
        look(document);
        for (const node of document.querySelectorAll('*')) if (node.shadowRoot) {
            const boards = node.shadowRoot.querySelectorAll('.board');
            for (const part of boards) words.push(part.innerText);
        }
        return words.join('\\n'); }"""
    maps = [f for f in window.page.frames if "streamlit_folium" in f.url]
    return "\n".join([str(window.page.evaluate(read)), *(str(f.evaluate(read)) for f in maps)])


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (3840, 2160)])
def test_a_room_reads_it_and_sees_nothing_private(
    windows: Windows, app: AppServer, keep_picture: Screenshot, width: int, height: int
) -> None:
    window = windows.tab(windows.browser(width, height), app)
    window.page.add_init_script(f"({_NOTE_WRITING})()")
    window.open(app.take_plan("localities"))
    page = window.page
    for code, stance in (("L85002", "agreed"), ("L85034", "not yet")):
        window.card(code).click(button="right")
        page.get_by_role("menuitem", name="Stance…").click()
        page.get_by_role("menuitemradio", name=stance).click()
        expect(window.card(code).locator(".stance")).to_be_visible()
    expect(window.tile("agreed")).to_have_text("1")
    window.settle()
    page.get_by_role("button", name="Projector").click()
    expect(page).to_have_url(re.compile("projector=1"))
    expect(page.locator(".strip .tile")).to_have_count(4)
    expect(page.locator(".board")).to_have_count(0)

    frame = window.map
    frame.wait_for_function("!!(window.somersetPlan && window.somersetPlan.ready)")
    frame.wait_for_function("document.querySelector('.leaflet-container.projector')")
    box = page.locator(".st-key-room iframe").bounding_box()
    assert box
    assert box["width"] > 0.95 * width, "the map has the whole width"
    page.wait_for_timeout(300)
    least = LEAST * height / CAPITAL
    sizes = page.locator(".strip .value").evaluate_all(
        "(nodes) => nodes.map((node) => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) * CAPITAL >= NUMBERS * height
    assert page.evaluate(_SMALL, least) == []
    assert frame.evaluate(_SMALL, least) == []
    closer = "somersetPlan.map.setZoom(somersetPlan.map.getZoom() + 0.1)"
    frame.evaluate(f"() => {{ window.written = []; {closer}; }}")
    frame.wait_for_function("() => window.written.length > 5")
    small = [entry for entry in frame.evaluate("() => window.written") if entry[1] < least]
    assert small == [], "names on the map"
    for part in (page.locator(".strip"), window.said, page.locator(".st-key-room iframe")):
        expect(part).to_be_in_viewport(ratio=0.99)
    shown = text_of(window)
    assert [words for words in PRIVATE if words in shown] == []
    keep_picture(window, f"projector-map-{width}x{height}")
    if width == 1920:
        assert violations(page) == []
        assert violations(frame) == []
        window.pin("L85034").focus()
        page.keyboard.press("Enter")
        panel = page.locator(".st-key-practice-panel")
        expect(panel).to_contain_text("Registered patients")
        shown = text_of(window)
        assert [words for words in PRIVATE if words in shown] == []
        assert page.evaluate(_SMALL, least) == []
        panel.get_by_role("button", name="Close").click()

    page.get_by_role("button", name="Board", exact=True).click()
    page.locator(".board .card").first.wait_for()
    expect(page.locator(".st-key-room iframe")).to_have_count(0)
    assert page.evaluate(_SMALL, least) == []
    shown = text_of(window)
    assert [words for words in PRIVATE if words in shown] == []
    expect(page.locator(".board .stance").filter(visible=True)).to_have_text(["✓"])
    keep_picture(window, f"projector-board-{width}x{height}")
    page.get_by_role("button", name="Leave projector").click()
    expect(page).not_to_have_url(re.compile("projector=1"))
    expect(page.locator(".strip .tile")).to_have_count(7)
