"""Dragging practices on the map, in Chromium, with the server answering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from planning_page import PlanningPage

from somerset_maps.county import County

pytestmark = pytest.mark.browser

OpenMap = Callable[..., PlanningPage]
CHEDDAR = "L85011"
WELLS = "L85002"
AXBRIDGE = "L85055"
OPEN_SEA = (560, 100)


def test_a_practice_dropped_on_another_joins_its_group(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    assert shown.group_of(CHEDDAR) == "Sedgemoor"
    shown.drop(CHEDDAR, *shown.at(WELLS))
    assert shown.group_of(CHEDDAR) == "Mendip"
    shown.expect_applied(f"applied: move {CHEDDAR} Mendip")
    assert shown.outbox() == []
    assert shown.group_of(CHEDDAR) == "Mendip"
    assert shown.faults == []


def test_before_the_drop_the_label_says_what_the_group_would_become(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.carry(CHEDDAR, *shown.at(WELLS))
    label = " ".join(shown.label.split())
    # Mendip has 114,491 patients and Cheddar 7,579; the range ends at 50,000.
    assert label.startswith("A Mendip: 114,491 → 122,070, 72,070 patients above the range; ")
    assert label.endswith(" patients per full-time GP")


def test_groups_with_a_neighbour_light_up_and_the_others_step_back(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.carry(CHEDDAR, *shown.at(WELLS))
    outline = shown.frame.locator(".group-outline.under-pin")
    assert outline.get_attribute("data-group") == "Mendip"
    back = shown.frame.locator(".group-outline.out-of-reach")
    assert {"Taunton & West Somerset", "South Somerset"} <= {
        str(back.nth(i).get_attribute("data-group")) for i in range(back.count())
    }
    shown.page.keyboard.press("Escape")
    assert shown.frame.locator(".out-of-reach, .under-pin").count() == 0


def test_escape_cancels_and_nothing_is_sent(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.carry(CHEDDAR, *shown.at(WELLS))
    shown.page.keyboard.press("Escape")
    shown.page.mouse.up()
    assert shown.label == ""
    assert shown.frame.locator(".pin-copy").count() == 0
    assert shown.group_of(CHEDDAR) == "Sedgemoor"
    shown.expect_applied("applied:")


def test_a_drop_in_no_groups_reach_goes_home(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    home = shown.at(CHEDDAR)
    shown.drop(CHEDDAR, *_in_frame(shown, *OPEN_SEA))
    assert shown.at(CHEDDAR) == pytest.approx(home, abs=1)
    assert shown.group_of(CHEDDAR) == "Sedgemoor"
    shown.expect_applied("applied:")


def test_the_new_group_place_starts_a_group(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    assert not shown.drop_place("new").is_visible()
    shown.carry(WELLS, *_in_frame(shown, *OPEN_SEA))
    assert shown.drop_place("new").is_visible()
    shown.page.mouse.move(*shown.centre(shown.drop_place("new")))
    assert shown.label.startswith("New group:")
    shown.page.mouse.up()
    assert shown.group_of(WELLS) == "Wells"
    assert shown.pin(WELLS).get_attribute("data-letter") == "E"
    shown.expect_applied(f"applied: start {WELLS} Wells")


def test_a_second_group_of_one_place_gets_a_number(open_map: OpenMap, county: County) -> None:
    shown = open_map("groups=none")
    first, second = county.practices.index[county.practices["place"] == "Taunton"][:2]
    for code in (first, second):
        shown.carry(code, *_in_frame(shown, *OPEN_SEA))
        shown.page.mouse.move(*shown.centre(shown.drop_place("new")))
        shown.page.mouse.up()
    shown.expect_applied(f"applied: start {first} Taunton; start {second} Taunton 2")


def test_two_practices_in_no_group_start_one_together(open_map: OpenMap) -> None:
    shown = open_map("groups=none")
    shown.carry(CHEDDAR, *shown.at(WELLS))
    assert shown.label.startswith("New group with Wells Health Centre:")
    shown.page.mouse.up()
    assert shown.group_of(CHEDDAR) == shown.group_of(WELLS) == "Wells"
    shown.expect_applied(f"applied: start {WELLS}+{CHEDDAR} Wells")


def test_a_practice_can_leave_its_group(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.carry(CHEDDAR, *_in_frame(shown, *OPEN_SEA))
    shown.page.mouse.move(*shown.centre(shown.drop_place("out")))
    shown.page.mouse.up()
    assert shown.group_of(CHEDDAR) == ""
    shown.expect_applied(f"applied: move {CHEDDAR} None")


def test_a_locked_group_says_so_and_takes_nobody(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&locked=Mendip")
    shown.carry(CHEDDAR, *shown.at(WELLS))
    assert " ".join(shown.label.split()) == "A Mendip: locked"
    shown.page.mouse.up()
    message = shown.frame.locator(".plan-message.shown")
    assert message.inner_text().startswith("A Mendip is locked.")
    shown.drop(WELLS, *shown.at(CHEDDAR))
    assert shown.group_of(WELLS) == "Mendip"
    shown.expect_applied("applied:")


def test_moves_show_at_once_and_stay_in_the_outbox_until_acknowledged(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&ack=never")
    shown.drop(CHEDDAR, *shown.at(WELLS))
    shown.drop(AXBRIDGE, *shown.at(CHEDDAR))
    shown.page.wait_for_timeout(800)
    assert [shown.group_of(code) for code in (CHEDDAR, AXBRIDGE)] == ["Mendip", "Mendip"]
    assert [(entry["seq"], entry["codes"], entry["to"]) for entry in shown.outbox()] == [
        (1, [CHEDDAR], "Mendip"),
        (2, [AXBRIDGE], "Mendip"),
    ]


def test_a_reload_brings_unacknowledged_moves_back(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&ack=never")
    shown.drop(CHEDDAR, *shown.at(WELLS))
    address = shown.page.url.replace("ack=never", "ack=yes")
    again = PlanningPage.open(shown.page, address)
    again.expect_applied(f"applied: move {CHEDDAR} Mendip")
    assert again.group_of(CHEDDAR) == "Mendip"
    assert again.outbox() == []


def test_a_burst_of_moves_loses_none_while_the_server_is_slow(open_map: OpenMap) -> None:
    shown = open_map("groups=locality&slow=250")
    movers = [CHEDDAR, AXBRIDGE, "L85016"]
    for code in movers:
        shown.carry(code, *_in_frame(shown, *OPEN_SEA))
        shown.page.mouse.move(*shown.centre(shown.drop_place("out")))
        shown.page.mouse.up()
    assert [shown.group_of(code) for code in movers] == ["", "", ""]
    shown.expect_applied("applied: " + "; ".join(f"move {code} None" for code in movers))
    assert shown.outbox() == []


def test_a_click_opens_the_practice_once(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.page.mouse.click(*shown.at(CHEDDAR))
    shown.expect_applied(f"applied: open {CHEDDAR} None")
    assert "selected" in str(shown.pin(CHEDDAR).get_attribute("class"))


def test_the_map_keeps_zoom_centre_and_pins_through_runs(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.frame.evaluate("somersetPlan.map.setView([51.2, -2.7], 11, {animate: false})")
    shown.frame.evaluate("window.before = document.querySelector('.pin')")
    shown.drop(WELLS, *_in_frame(shown, 300, 500))
    shown.drop(CHEDDAR, *shown.at(WELLS))
    shown.expect_applied(f"applied: move {CHEDDAR} Mendip")
    assert shown.frame.evaluate("somersetPlan.map.getZoom()") == 11
    assert shown.frame.evaluate("document.querySelector('.pin') === window.before")
    assert shown.frame.locator(".pin").count() == 75
    assert shown.frame.locator(".plan-overlay").count() == 1


def test_no_request_leaves_the_machine(open_map: OpenMap) -> None:
    shown = open_map("groups=locality")
    shown.drop(CHEDDAR, *shown.at(WELLS))
    shown.expect_applied(f"applied: move {CHEDDAR} Mendip")
    assert len(shown.requests) > 10
    assert [url for url in shown.requests if "//127.0.0.1:" not in url[:20]] == []


def _in_frame(shown: PlanningPage, x: float, y: float) -> tuple[float, float]:
    box = shown.page.locator("iframe").first.bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + y
