"""A size range of one group, or of the groups of a locality, with the reason for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.expected import county, list_of
from tests.browser.plan_page import PlanPage
from tests.browser.test_consent import choose
from tests.browser.test_plans import popover

pytestmark = pytest.mark.browser


def test_a_rural_range_is_set_said_in_words_and_taken_away(plan: PlanPage, app: AppServer) -> None:
    # Taunton of the small plan: French Weir and Blackbrook, 26,115 patients, below 30,000.
    assert list_of(["L85001", "L85014"]) == 26_115
    words = plan.group("Taunton").locator(".words")
    expect(words).to_have_text("3,885 patients below the range")
    expect(plan.tile("in-range")).to_have_text("0%")
    body = popover(plan, "Size range")
    choose(plan, body, "For", "B Taunton")
    body.get_by_label("Because").fill("rural <b>west</b>")
    body.get_by_role("button", name="Set this range").click()
    expect(words).to_have_text("in the size range")
    note = plan.group("Taunton").locator(".range-note")
    expect(note).to_have_text("range 18,000 to 30,000 here: rural <b>west</b>")
    # In range are Taunton's 26,115 of all registered patients.
    share = 26_115 / list_of(list(county().practices.index))
    expect(plan.tile("in-range")).to_have_text(f"{share:.0%}")
    # Out of range is plain: no red, no amber on any card.
    colours = plan.page.locator(".board .words").evaluate_all(
        "(nodes) => nodes.map((node) => getComputedStyle(node).color)"
    )
    assert set(colours) == {"rgb(26, 26, 26)"}
    plan.settle()
    plan.carry_pin("L85034", plan.middle(plan.pin("L85001")))
    expect(plan.drop_label()).to_contain_text("Taunton")
    plan.page.keyboard.press("Escape")
    plan.page.mouse.up()

    body = popover(plan, "Size range")
    expect(body.get_by_text("Taunton: 18,000 to 30,000, rural <b>west</b>")).to_be_visible()
    body.get_by_role("button", name="Remove").click()
    expect(words).to_have_text("3,885 patients below the range")
    body = popover(plan, "Size range")
    choose(plan, body, "For", "groups of Mendip")
    body.get_by_label("Because").fill("rural")
    body.get_by_role("button", name="Set this range").click()
    expect(plan.group("Wells").locator(".range-note")).to_have_text(
        "range 18,000 to 30,000 here: rural"
    )
    expect(note).to_be_hidden()
    (kept,) = app.state(plan.plan_id).settings.own_ranges
    assert (kept.kind, kept.key, kept.band) == ("locality", "Mendip", (18_000, 30_000))
