"""The map as a guest in its frame: late files and states, other sizes, a second run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from planning_page import PlanningPage
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OpenMap = Callable[..., PlanningPage]
CHEDDAR = "L85011"
WELLS = "L85002"
COUNTY_IN_VIEW = """() => {
    const view = somersetPlan.map.getBounds();
    return [...somersetPlan.pins.values()].every((pin) => view.contains(pin.marker.getLatLng()));
}"""


def test_a_state_that_comes_before_the_facts_waits_for_them(open_map: OpenMap) -> None:
    shown = open_map("groups=locality", delays={"facts-2016": 1200})
    assert shown.group_of(CHEDDAR) == "Sedgemoor"
    assert shown.frame.locator(".group-outline").count() == 4


def test_a_second_state_during_the_start_is_the_one_that_counts(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&again=yes", delays={"leaflet.js": 1500})
    expect(shown.pin(CHEDDAR)).to_have_attribute("data-group", "Mendip")


def test_running_the_script_again_doubles_nothing(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.frame.evaluate("SomersetMap.mount(somersetPlan.map, {})")
    counts = {name: shown.frame.locator(name).count() for name in (".pin", ".plan-overlay")}
    assert counts == {".pin": 75, ".plan-overlay": 1}
    assert shown.frame.locator(".fit-button").count() == 1


def test_the_county_stays_in_view_when_the_frame_changes_size(open_map: OpenMap) -> None:
    shown = open_map("groups=locality", width=1366)
    assert shown.frame.evaluate(COUNTY_IN_VIEW)
    shown.page.set_viewport_size({"width": 700, "height": 760})
    shown.frame.wait_for_function("somersetPlan.map.getSize().x < 700")
    shown.page.wait_for_timeout(300)
    assert shown.frame.evaluate(COUNTY_IN_VIEW)


def test_fit_shows_the_whole_county_again(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.frame.evaluate("somersetPlan.map.setView([51.2, -2.4], 12, {animate: false})")
    assert not shown.frame.evaluate(COUNTY_IN_VIEW)
    shown.frame.get_by_role("button", name="Fit").click()
    assert shown.frame.evaluate(COUNTY_IN_VIEW)


def test_type_and_pins_are_larger_on_a_projector(open_map: OpenMap) -> None:
    plain = open_map("groups=locality")
    large = open_map("groups=locality&projector=yes")
    widths = [
        float(page.pin(CHEDDAR).evaluate("pin => pin.offsetWidth")) for page in (plain, large)
    ]
    assert widths[1] / widths[0] == pytest.approx(1.35, abs=0.06)
    sizes = "() => getComputedStyle(document.querySelector('.drop-label')).fontSize"
    plain_size, large_size = (
        float(page.frame.evaluate(sizes).removesuffix("px")) for page in (plain, large)
    )
    # Capitals, seven tenths of the type, of a sixty-ninth of the window's 760 pixels at least.
    assert plain_size == 18
    assert large_size * 0.7 >= 760 / 69
    assert large_size > plain_size


def test_no_text_is_smaller_than_fourteen_pixels(open_map: OpenMap) -> None:
    shown = open_map("groups=locality", width=820)
    sizes = shown.frame.evaluate(
        """() => [...document.querySelectorAll('#map_div *')]
            .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3
                && node.textContent.trim() && part.offsetParent))
            .map((part) => parseFloat(getComputedStyle(part).fontSize))"""
    )
    assert len(sizes) > 75
    assert min(sizes) >= 14


def test_a_refusal_is_shown_to_whoever_asked_and_not_before(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&notice=Mendip is locked")
    message = shown.frame.locator(".plan-message.shown")
    assert message.count() == 0
    shown.drop(CHEDDAR, *shown.at(WELLS))
    expect(message).to_have_text("Mendip is locked")
    assert message.get_attribute("role") == "status"


def test_sources_can_be_read_in_full(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.frame.locator(".map-sources summary").click()
    sources = shown.frame.locator(".map-sources").inner_text()
    for owner in ("OS data © Crown copyright", "Royal Mail data", "GeoNames", "Open Government"):
        assert owner in sources


def test_a_map_that_cannot_be_read_says_so(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.frame.evaluate(
        """() => {
            const away = 'http://127.0.0.1:1/none.json';
            const element = document.createElement('div');
            element.style.cssText = 'width: 300px; height: 300px';
            document.body.append(element);
            const files = {facts: away, base: away, postcodes: away, images: ''};
            SomersetMap.mount(L.map(element), files);
        }"""
    )
    expect(shown.frame.locator(".plan-message.shown")).to_contain_text("could not be read")
