"""Coverage, Resilience, Outlook and Principles in Chromium: at three sizes nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

SECTIONS = {
    "Coverage": ["Who serves where", "If a surgery closed", "Correct a drive"],
    "Resilience": ["Alone and together", "Size and say", "Stress tests", "What size does"],
    "Outlook": ["Other futures", "Changes of architecture"],
    "Principles": ["Keep and gain", "Models and staff", "The fund", "Small practices"],
}
#: What sticks out of the page to the right, if anything does.
STICKS_OUT = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return main.scrollWidth - main.clientWidth; }"""


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (820, 1180)], ids=str)
def test_every_section_fits_the_screen(
    windows: Windows, app: AppServer, size: tuple[int, int]
) -> None:
    window = windows.open(app, "localities", *size)
    for title, sections in SECTIONS.items():
        window.go(title)
        expect(window.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        for section in sections:
            window.page.get_by_role("radio", name=section).or_(
                window.page.get_by_role("button", name=section)
            ).first.click()
            expect(window.page.get_by_test_id("stStatusWidget")).to_have_count(0)
            assert window.page.get_by_test_id("stException").count() == 0, (title, section)
            assert window.page.evaluate(STICKS_OUT) <= 1, (title, section)


def test_a_touch_on_the_map_closes_a_surgery(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("localities")
    window.go("Coverage")
    page = window.page
    page.get_by_text("If a surgery closed", exact=True).click()
    point = page.locator(".js-plotly-plot .scatterlayer .points path").last
    point.wait_for()
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("Patients concerned (modelled)")).to_be_visible()
    expect(page.get_by_role("heading", name="Where they live")).to_be_visible()


def test_a_judgement_shows_in_another_window_and_is_plain_text(
    windows: Windows, app: AppServer
) -> None:
    one = windows.open(app, "few")
    one.go("Principles")
    page = one.page
    expect(page.get_by_text("Add a judgement")).to_have_count(8)
    one.idle()
    page.get_by_text("Add a judgement").first.click()
    page.get_by_text("2 hardly").first.click()
    page.get_by_role("textbox", name="Why").first.fill("<img src=x onerror=alert(1)> too fast")
    page.get_by_role("textbox", name="Name or role").first.fill("a <b>partner</b>")
    page.get_by_role("button", name="Keep this judgement").first.click()
    expect(page.get_by_text("Judged by 1 person: 2.0 of 5")).to_be_visible()
    other = windows.tab(windows.browser(), app)
    other.open(one.plan_id)
    other.go("Principles")
    expect(other.page.get_by_text("<img src=x onerror=alert(1)> too fast")).to_be_visible()
    expect(other.page.get_by_text("Judged by 1 person: 2.0 of 5")).to_be_visible()
    assert other.page.locator("img[src=x]").count() == 0
