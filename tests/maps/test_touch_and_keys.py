"""The map by finger and by keyboard, and for people who hear it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from planning_page import PlanningPage
from playwright.sync_api import CDPSession, expect

pytestmark = pytest.mark.browser

OpenMap = Callable[..., PlanningPage]
CHEDDAR = "L85011"
WELLS = "L85002"


def test_a_finger_drags_a_practice_to_a_group(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&height=700", width=820, height=1180, touch=True)
    centre = shown.frame.evaluate("somersetPlan.map.getCenter()")
    _drag_by_touch(shown, [shown.at(CHEDDAR), shown.at(WELLS)])
    shown.expect_applied(f"applied: move {CHEDDAR} Mendip")
    assert shown.frame.evaluate("somersetPlan.map.getCenter()") == centre


def test_a_finger_beside_a_small_pin_still_takes_it(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&height=700", width=820, height=1180, touch=True)
    lonely = "L85003"
    x, y = shown.at(lonely)
    _drag_by_touch(shown, [(x + 19, y + 4), shown.at(WELLS)])
    shown.expect_applied(f"applied: move {lonely} Mendip")


def test_a_tap_opens_the_practice_and_names_it(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&height=700", width=820, height=1180, touch=True)
    shown.page.touchscreen.tap(*shown.at(CHEDDAR))
    expect(shown.frame.locator(".pin-tip.shown strong")).to_have_text("Cheddar Medical Centre")
    shown.expect_applied(f"applied: open {CHEDDAR} None")


def test_hovering_names_the_practice_and_its_list(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.page.mouse.move(*shown.at(CHEDDAR))
    tip = shown.frame.locator(".pin-tip.shown")
    expect(tip).to_contain_text("Cheddar Medical Centre")
    expect(tip).to_contain_text("7,579 patients, in B Sedgemoor")


def test_arrow_keys_go_through_the_practices_and_enter_opens_one(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    assert shown.frame.locator(".pin[tabindex='0']").count() == 1
    shown.frame.locator(".pin[tabindex='0']").focus()
    names = []
    for _ in range(12):
        names.append(shown.frame.evaluate("document.activeElement.getAttribute('aria-label')"))
        shown.page.keyboard.press("ArrowRight")
    assert len(set(names)) == 12
    assert all(", in A Mendip" in name for name in names)
    assert all(a.split(",")[0].lower() <= b.split(",")[0].lower() for a, b in pairwise(names))
    shown.page.keyboard.press("ArrowLeft")
    code = shown.frame.evaluate("document.activeElement.dataset.code")
    shown.page.keyboard.press("Enter")
    shown.expect_applied(f"applied: open {code} None")


def test_no_accessibility_rule_is_broken(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    found = Axe().run(shown.frame).response["violations"]
    serious = [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")]
    assert serious == []
    assert shown.frame.get_by_role("region", name="Map of Somerset").count() == 1
    assert shown.frame.get_by_role("button", name="Cheddar Medical Centre").count() == 1


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (820, 1180)])
def test_every_pin_can_be_reached_at_every_size_and_zoom(
    open_map: OpenMap, size: tuple[int, int]
) -> None:
    shown = open_map("groups=locality&height=600", width=size[0], height=size[1])
    for step in range(3):
        covered = shown.frame.evaluate(
            """() => [...document.querySelectorAll('.pin')].filter((pin) => {
                const box = pin.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const seen = x > 80 && y > 0 && x < innerWidth && y < innerHeight - 60;
                return seen && !pin.contains(document.elementFromPoint(x, y));
            }).map((pin) => pin.dataset.code)"""
        )
        assert covered == []
        shown.frame.evaluate(f"somersetPlan.map.setZoom({10.5 + step}, {{animate: false}})")


def test_pins_that_stand_aside_point_to_their_true_place(open_map: OpenMap) -> None:
    shown = open_map("groups=locality", width=820)
    aside = shown.frame.evaluate(
        "[...somersetPlan.pins.values()].filter((pin) => pin.offset >= 5).length"
    )
    assert aside > 5
    assert shown.frame.locator("line.leader").count() == aside
    assert shown.frame.locator("circle.true-point").count() == aside


def test_pins_spread_without_overlap_and_always_alike(open_map: OpenMap) -> None:
    shown = open_map("groups=none")
    runs = shown.frame.evaluate(
        """() => {
            const items = Array.from({length: 14}, (_, i) => (
                {code: 'P' + i, x: 100 + (i % 3), y: 100, r: 10 + (i % 4) * 3}));
            const spread = () => [...SomersetMap.parts.spreadPins(items)].map(
                ([code, at]) => [code, at.x, at.y]);
            return [spread(), spread(), items.map((item) => item.r)];
        }"""
    )
    first, second, radii = runs
    assert first == second
    radius = {f"P{i}": r for i, r in enumerate(radii)}
    for i, (a, ax, ay) in enumerate(first):
        for b, bx, by in first[:i]:
            apart = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
            assert apart >= radius[a] + radius[b]


def test_a_group_in_pieces_is_joined_only_where_its_practices_are_neighbours(
    open_map: OpenMap,
) -> None:
    shown = open_map("groups=none")
    links = shown.frame.evaluate(
        """SomersetMap.parts.spanningLinks(
            ['A', 'B', 'C', 'D'],
            [['A', 'B', 9], ['B', 'C', 4], ['A', 'C', 5], ['C', 'E', 1]])"""
    )
    assert links == [["B", "C"], ["A", "C"]]


def _drag_by_touch(shown: PlanningPage, way: list[tuple[float, float]]) -> None:
    """Put a finger down at the first point, slide it to the last and lift it."""
    session: CDPSession = shown.page.context.new_cdp_session(shown.page)
    (x, y), (end_x, end_y) = way[0], way[-1]
    steps = [(x + (end_x - x) * i / 6, y + (end_y - y) * i / 6) for i in range(7)]
    for i, (at_x, at_y) in enumerate(steps):
        kind = "touchStart" if i == 0 else "touchMove"
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at_x, "y": at_y}]}
        )
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
