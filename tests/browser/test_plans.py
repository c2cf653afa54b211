"""Starting points, names, copies, deletion, size ranges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app_server import AppServer
from tests.browser.expected import county
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser


def popover(window: PlanPage, title: str) -> Locator:
    """Open one of the bar's popovers and return its body."""
    window.page.locator(".st-key-bar").get_by_role("button", name=title).click()
    body = window.page.get_by_test_id("stPopoverBody")
    expect(body).to_be_visible()
    return body


def in_hand(window: PlanPage) -> Locator:
    return window.page.locator(".plan-in-hand")


def wait_for_other_plan(window: PlanPage, plan_id: str) -> str:
    window.page.wait_for_function("(id) => !location.search.includes(id)", arg=plan_id)
    window.wait()
    window.settle()
    return window.plan_id


def test_start_from_the_localities(on_desk: Callable[[str], PlanPage], app: AppServer) -> None:
    window = on_desk("empty")
    popover(window, "Start from").get_by_role("button", name="The four localities").click()
    expect(window.tile("in-a-group")).to_have_text("75 of 75")
    shown = window.settle()
    assert shown == dict(county().reference_plans["localities"].assignment)
    assert shown == app.assignment(window.plan_id)


def test_the_pcns_stay_hidden_until_asked_for(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("empty")
    body = popover(window, "Start from")
    expect(body.get_by_role("button", name="An empty plan")).to_be_visible()
    expect(window.page.get_by_text("PCN")).to_have_count(0)
    body.get_by_text("Show what followed").click()
    body.get_by_role("button", name="The PCNs of 2019-20").click()
    expect(window.page.locator(".board .column")).to_have_count(13)
    assert window.settle() == dict(county().reference_plans["pcn-2020"].assignment)


def test_starting_anew_keeps_the_plan_in_hand(plan: PlanPage, app: AppServer) -> None:
    first, before = plan.plan_id, plan.settle()
    popover(plan, "Start from").get_by_role("button", name="An empty plan").click()
    second = wait_for_other_plan(plan, first)
    assert plan.settle() == {}
    assert second != first
    assert app.assignment(first) == before


def test_save_under_a_name_and_a_taken_name_is_refused(plan: PlanPage, app: AppServer) -> None:
    name = f"Study day <b>{plan.plan_id[:5]}</b>"
    body = popover(plan, "Save as")
    body.get_by_label("Name of the plan").fill(name)
    body.get_by_role("button", name="Save under this name").click()
    expect(in_hand(plan)).to_contain_text(name)
    assert app.state(plan.plan_id).name == name

    plan.page.keyboard.press("Escape")
    first = plan.plan_id
    popover(plan, "Save as").get_by_role("button", name="Duplicate this plan").click()
    wait_for_other_plan(plan, first)
    expect(in_hand(plan)).to_contain_text(f"{name} 2")
    assert app.assignment(plan.plan_id) == app.assignment(first)
    body = popover(plan, "Save as")
    body.get_by_label("Name of the plan").fill(name)
    body.get_by_role("button", name="Save under this name").click()
    expect(body.get_by_text("There is already a plan called")).to_be_visible()


def test_delete_with_undo_and_open_from_the_list(plan: PlanPage, app: AppServer) -> None:
    first, before = plan.plan_id, plan.settle()
    body = popover(plan, "Save as")
    body.get_by_label("Name of the plan").fill(f"To delete {first}")
    body.get_by_role("button", name="Save under this name").click()
    expect(in_hand(plan)).to_contain_text("To delete")
    plan.page.keyboard.press("Escape")

    plan.page.locator(".st-key-plans-button button").click()
    dialog = plan.page.get_by_role("dialog")
    expect(dialog.get_by_text(f"To delete {first}")).to_be_visible()
    dialog.locator(f".st-key-delete-{first} button").click()
    expect(dialog.get_by_text(f"Deleted: To delete {first}")).to_be_visible()
    assert app.state(first).deleted
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog.locator(f".st-key-open-{first}")).to_be_visible()
    assert not app.state(first).deleted
    dialog.locator(f".st-key-open-{first} button").click()
    expect(in_hand(plan)).to_contain_text("To delete")
    assert plan.settle() == before
    assert plan.plan_id == first


@pytest.mark.parametrize(
    ("choice", "band"), [("25", (25_000, 30_000)), ("another", (20_000, 26_000))]
)
def test_a_size_range_by_preset_or_own(
    plan: PlanPage, app: AppServer, choice: str, band: tuple[int, int]
) -> None:
    body = popover(plan, "Size range")
    expect(body).to_contain_text("not necessarily for primary care providers")
    expect(body).to_contain_text("at least in relatively urban areas")
    body.get_by_role("radiogroup").get_by_text(choice).first.click()
    if choice == "another":
        for label, value in zip(("From (patients)", "To (patients)"), band, strict=True):
            field = body.get_by_role("spinbutton", name=label)
            field.fill(str(value))
            field.press("Enter")
        body.get_by_role("button", name="Use this range").click()
    low, high = band
    expect(in_hand(plan)).to_contain_text(f"{low:,}–{high:,}")
    # Taunton has 26,115 patients: French Weir 16,061 and Blackbrook 10,054.
    words = "in the size range" if low <= 26_115 <= high else f"{26_115 - high:,} patients above"
    expect(plan.group("Taunton").locator(".words")).to_contain_text(words)
    plan.settle()
    assert app.state(plan.plan_id).settings.band == band
