"""Dragging practices on the map."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows
from tests.browser.expected import list_of, per_gp, size_words
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser

WELLS, WELLS_CITY, SHEPTON, GROVE = "L85002", "L85034", "L85043", "L85053"


def test_a_pin_dropped_on_a_groups_pin_joins_it(plan: PlanPage, app: AppServer) -> None:
    plan.drop_pin_on(WELLS_CITY, WELLS)
    plan.expect_member(WELLS_CITY, "Wells")
    size = list_of([WELLS, WELLS_CITY])
    wells = plan.group("Wells")
    expect(wells.locator(".size")).to_have_text(f"{size:,}")
    expect(wells.locator(".words")).to_have_text(size_words(size))
    expect(plan.tile("in-a-group")).to_have_text("5 of 75")
    expect(plan.said).to_contain_text("Wells City Practice joined Wells.")
    expect(plan.said).to_contain_text(f"Wells is {size_words(size)}.")
    shown = plan.settle()
    assert shown[WELLS_CITY] == "Wells"
    assert shown == app.assignment(plan.plan_id)
    assert plan.pin(WELLS_CITY).get_attribute("data-letter") == wells.locator(".disc").inner_text()


def test_a_pin_dropped_on_an_ungrouped_practice_starts_a_group(
    plan: PlanPage, app: AppServer
) -> None:
    plan.drop_pin_on(GROVE, SHEPTON)
    plan.expect_member(GROVE, "Shepton Mallet")
    shown = plan.settle()
    assert {code for code, name in shown.items() if name == "Shepton Mallet"} == {GROVE, SHEPTON}
    assert plan.groups() == ["Wells", "Taunton", "Chard", "Shepton Mallet"]
    expect(plan.said).to_contain_text("started a new group, Shepton Mallet")
    assert shown == app.assignment(plan.plan_id)


def test_a_pin_dropped_on_new_group_starts_one_with_it_alone(plan: PlanPage) -> None:
    plan.carry_pin(WELLS, plan.middle(plan.pin(SHEPTON)))
    target = plan.drop_place("new")
    expect(target).to_be_visible()
    plan.page.mouse.move(*plan.middle(target), steps=3)
    expect(plan.drop_label()).to_contain_text("New group")
    plan.page.mouse.up()
    # Wells is taken by the group that it leaves, which stays, empty.
    plan.expect_member(WELLS, "Wells 2")
    expect(plan.group("Wells").locator(".size")).to_have_text("No practices yet")
    assert plan.settle()[WELLS] == "Wells 2"


def test_a_pin_dropped_on_not_in_a_group_leaves_its_group(plan: PlanPage) -> None:
    plan.carry_pin("L85014", plan.middle(plan.pin(SHEPTON)))
    plan.page.mouse.move(*plan.middle(plan.drop_place("out")), steps=3)
    plan.page.mouse.up()
    plan.expect_member("L85014", "")
    expect(plan.said).to_contain_text("Blackbrook Surgery left Taunton and is not in a group.")
    assert "L85014" not in plan.settle()


def test_before_the_drop_the_label_says_what_the_group_would_become(plan: PlanPage) -> None:
    plan.carry_pin(WELLS_CITY, plan.middle(plan.pin(WELLS)))
    before, after = [WELLS], [WELLS, WELLS_CITY]
    words = (
        f"{list_of(before):,} → {list_of(after):,}, {size_words(list_of(after))}; "
        f"{round(per_gp(before)):,} → {round(per_gp(after)):,} patients per full-time GP"
    )
    expect(plan.drop_label()).to_have_text(re.compile(f"A\\s*Wells:\\s*{re.escape(words)}"))
    # The pin stays at home while a copy follows the pointer.
    expect(plan.map.locator(".pin-copy")).to_have_count(1)
    plan.page.mouse.up()
    plan.expect_member(WELLS_CITY, "Wells")
    plan.settle()
    wells = plan.group("Wells")
    expect(wells.locator(".size")).to_have_text(f"{list_of(after):,}")
    expect(wells.locator(".gp")).to_have_text(f"{round(per_gp(after)):,} patients per full-time GP")


def test_escape_puts_a_pin_back(plan: PlanPage, app: AppServer) -> None:
    plan.carry_pin(WELLS_CITY, plan.middle(plan.pin(WELLS)))
    expect(plan.drop_label()).to_be_visible()
    plan.page.keyboard.press("Escape")
    expect(plan.drop_label()).to_have_count(0)
    plan.page.mouse.up()
    expect(plan.map.locator(".pin-copy")).to_have_count(0)
    assert WELLS_CITY not in plan.settle()
    assert len(app.journal(plan.plan_id)) == 1, "nothing but the making of the plan"


def test_a_drop_in_no_groups_reach_goes_home(plan: PlanPage, app: AppServer) -> None:
    home = plan.middle(plan.pin("L85003"))
    left = plan.middle(plan.map.locator(".choose-control"))[0]
    foot = plan.middle(plan.map.locator(".leaflet-control-scale"))[1]
    plan.drag_pin("L85003", (left + 180, foot - 40))
    expect(plan.map.locator(".pin-copy")).to_have_count(0)
    assert "L85003" not in plan.settle()
    assert plan.middle(plan.pin("L85003")) == home
    assert len(app.journal(plan.plan_id)) == 1


def test_zoom_and_centre_stay_through_drops(localities: PlanPage) -> None:
    where = "() => [somersetPlan.map.getZoom(), somersetPlan.map.getCenter().toString()]"
    localities.map.locator(".leaflet-control-zoom-in").click()
    localities.map.wait_for_function("!somersetPlan.map._animatingZoom")
    before = localities.map.evaluate(where)
    localities.map.evaluate("() => { window.sameFrame = true; }")
    first = localities.settle()
    code = next(c for c in ("L85005", "L85033", "L85024") if c in first)
    target = "L85039" if first[code] != "Mendip" else "L85024"
    localities.drop_pin_on(code, target)
    localities.expect_member(code, first[target])
    localities.settle()
    assert localities.map.evaluate(where) == before
    assert localities.map.evaluate("() => window.sameFrame"), "the map was loaded again"


def test_a_click_on_a_pin_opens_the_practice_and_close_shuts_it(plan: PlanPage) -> None:
    plan.page.mouse.click(*plan.middle(plan.pin(WELLS)))
    panel = plan.page.locator(".st-key-practice-panel")
    expect(panel.locator(".panel-title")).to_have_text("Wells Health Centre")
    expect(panel).to_contain_text("11,532")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def test_a_locked_group_refuses_a_pin(windows: Windows, app: AppServer) -> None:
    plan = windows.open(app)
    plan.menu("Wells", "Lock")
    expect(plan.group("Wells")).to_have_class(re.compile("locked"))
    plan.settle()
    plan.carry_pin(WELLS_CITY, plan.middle(plan.pin(WELLS)))
    expect(plan.drop_label()).to_contain_text("locked")
    plan.page.mouse.up()
    expect(plan.map.locator(".plan-message")).to_contain_text("Wells is locked")
    assert WELLS_CITY not in plan.settle()
