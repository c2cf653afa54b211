"""Layers over the map: chosen in a panel, fetched when wanted, remembered, explained."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from planning_page import PlanningPage
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

OpenMap = Callable[..., PlanningPage]
CHEDDAR = "L85011"
WELLS = "L85002"
KEPT = "JSON.parse(sessionStorage.getItem('somerset.map.layers') || '{}')"
PAINTED = """(pane) => {
    const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
    if (!canvas) return 0;
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) count += 1;
    return count;
}"""
SHADES = """() => {
    const canvas = document.querySelector('.leaflet-shading-pane canvas');
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const counts = {};
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] < 255) continue;
        const key = [data[i], data[i + 1], data[i + 2]].join(',');
        counts[key] = (counts[key] || 0) + 1;
    }
    return counts;
}"""


def test_nothing_is_fetched_before_a_layer_is_turned_on(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    assert [url for url in shown.requests if _is_layer(url)] == []
    with shown.page.expect_response("**/points-2016-*.json"):
        _choose(shown, "Pharmacies")
    assert len([url for url in shown.requests if _is_layer(url)]) == 1
    shown.frame.wait_for_function(f"({PAINTED})('points') > 500")
    _choose(shown, "Deprivation")
    shown.frame.wait_for_function(f"({PAINTED})('shading') > 50000")
    fetched = [url.split("/layers/")[1].split("-")[0] for url in shown.requests if _is_layer(url)]
    assert sorted(fetched) == ["areas", "points", "values"]
    assert shown.faults == []


def test_one_legend_and_one_line_of_sources(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    legend = shown.frame.get_by_role("region", name="What the map shows")
    assert legend.count() == 0
    _choose(shown, "Minutes to the nearest surgery")
    _choose(shown, "Branches")
    expect(legend).to_contain_text("Minutes by car to the nearest surgery (modelled)")
    expect(legend).to_contain_text("10 min and more")
    expect(legend.locator(".legend-source")).to_have_count(1)
    expect(legend.locator(".legend-source")).to_have_text(
        "Source: modelled minutes to any practice's surgery; branches NHS Digital."
    )
    _choose(shown, "None")
    _choose(shown, "Branches", on=False)
    expect(shown.frame.locator(".map-legend")).to_be_hidden()


def test_the_legend_covers_no_practice(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&height=560", width=960)
    _choose(shown, "Pharmacies")
    _choose(shown, "Community hospitals")
    _choose(shown, "Deprivation")
    expect(shown.frame.locator(".legend-title")).to_be_visible()
    shown.page.wait_for_timeout(100)
    covered = shown.frame.evaluate(
        """() => {
            const legend = document.querySelector('.map-legend').getBoundingClientRect();
            return [...document.querySelectorAll('.pin')].filter((pin) => {
                const box = pin.getBoundingClientRect();
                return box.left < legend.right && box.right > legend.left
                    && box.bottom > legend.top && box.top < legend.bottom;
            }).map((pin) => pin.dataset.code);
        }"""
    )
    assert covered == []
    assert shown.faults == []


def test_shading_by_group_follows_each_drag(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    _choose(shown, "Group most patients belong to (modelled)")
    shown.frame.wait_for_function(f"({PAINTED})('shading') > 50000")
    shown.page.keyboard.press("Escape")
    before = shown.frame.evaluate(SHADES)
    shown.drop(CHEDDAR, *shown.at(WELLS))
    shown.expect_applied(f"applied: move {CHEDDAR} Mendip")
    shown.page.wait_for_timeout(200)
    after = shown.frame.evaluate(SHADES)
    grown = [shade for shade in after if after[shade] > before.get(shade, 0) + 1000]
    shrunk = [shade for shade in before if before[shade] > after.get(shade, 0) + 1000]
    assert (len(grown), len(shrunk)) == (1, 1)


def test_the_group_with_most_patients_is_told_area_by_area(open_map: OpenMap) -> None:
    shown = open_map("groups=none")
    raw = {
        "practices": ["A", "B", "C"],
        # area 0: A 60, B 50, C 10; area 1: C 30, B 20; area 2: nobody
        "cells": [[0, 600], [0, 500, 1, 200], [0, 100, 1, 300]],
    }
    groups = [{"name": "one", "members": ["A"]}, {"name": "two", "members": ["B"]}]
    found = shown.frame.evaluate(
        f"""() => {{
            const known = SomersetMap.parts.readRegistrations({json.dumps(raw)});
            return SomersetMap.parts.mostPatients(known, {json.dumps(groups)}, 3)
                .map(({{group, share}}) => [group && group.name, share]);
        }}"""
    )
    assert found == [["one", 0.5], [None, 0.6], [None, 0]]


def test_what_is_on_is_remembered_while_the_window_is_open(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    _choose(shown, "Rural areas")
    _choose(shown, "Localities", on=False)
    assert shown.frame.evaluate(KEPT)["shading"] == "rural"
    again = PlanningPage.open(shown.page, shown.page.url)
    expect(again.frame.locator(".legend-title")).to_have_text("Rural areas")
    assert again.frame.evaluate(KEPT)["localities"] is False


def test_the_panel_by_keyboard(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    button = shown.frame.get_by_role("button", name="Layers")
    button.focus()
    shown.page.keyboard.press("Enter")
    panel = shown.frame.get_by_role("group", name="Layers")
    expect(panel).to_be_visible()
    shown.frame.get_by_label("Pharmacies").focus()
    shown.page.keyboard.press("Space")
    expect(shown.frame.get_by_label("Pharmacies")).to_be_checked()
    expect(shown.frame.get_by_label("Pharmacies")).to_be_focused()
    shown.frame.get_by_label("None").focus()
    shown.page.keyboard.press("ArrowDown")
    expect(shown.frame.get_by_label("Aged 65 and over")).to_be_focused()
    found = Axe().run(shown.frame).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
    shown.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_pointing_at_an_area_tells_its_figure(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    _choose(shown, "Aged 65 and over")
    shown.frame.wait_for_function(f"({PAINTED})('shading') > 50000")
    shown.page.keyboard.press("Escape")
    x, y = shown.at(CHEDDAR)
    shown.page.mouse.move(x + 60, y + 40)
    tip = shown.frame.locator(".pin-tip.shown")
    expect(tip).to_contain_text("%")


def _choose(shown: PlanningPage, name: str, on: bool = True) -> None:
    panel: Locator = shown.frame.get_by_role("group", name="Layers")
    if not panel.is_visible():
        shown.frame.get_by_role("button", name="Layers").click()
    panel.get_by_label(name, exact=True).set_checked(on)


def _is_layer(url: str) -> bool:
    kinds = ("points-", "areas-", "values-", "registrations-", "networks-")
    return any(f"/layers/{kind}" in url for kind in kinds)
