"""The plan carried to other snapshots: through mergers, locks and stances kept, all of it told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from somerset_maps import load_county
from somerset_maps.plan import Plan
from tests.browser.app_server import AppServer
from tests.browser.conftest import Screenshot
from tests.browser.expected import county, rounded
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations
from tests.browser.test_consent import choose
from tests.browser.test_plans import popover, wait_for_other_plan

pytestmark = pytest.mark.browser

#: Practices and registered patients of the later snapshots, as published.
LATER = {"2018": ("2017-18", 70, 573_599), "2026": ("2025-26", 59, 605_796)}


def carry(window: PlanPage, title: str) -> Locator:
    before = window.plan_id
    body = popover(window, "Start from")
    choose(window, body, "Practices as they were in", title)
    body.get_by_role("button", name="This plan, carried over").click()
    dialog = window.page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"It now stands on the practices of {title}")
    wait_for_other_plan(window, before)
    return dialog


def test_2016_to_2018_to_2026(
    localities: PlanPage, app: AppServer, keep_picture: Screenshot
) -> None:
    window = localities
    first = window.plan_id
    window.menu("Mendip", "Lock")
    window.settle()
    window.card("L85034").click(button="right")
    window.page.get_by_role("menuitem", name="Stance…").click()
    window.page.get_by_role("menuitemradio", name="agreed").click()
    expect(window.tile("agreed")).to_have_text("1")

    here = county()
    plan: Plan = here.reference_plans["localities"].lock("Mendip")
    for snapshot, (title, practices, patients) in LATER.items():
        there = load_county(snapshot)
        carried = plan.carried(here, there)
        dialog = carry(window, title)
        told = dialog.inner_text()
        assert carried.notes
        for note in carried.notes:
            assert " ".join(note.split()) in " ".join(told.split())
        keep_picture(window, f"plan-carried-{snapshot}")
        assert violations(window.page) == []
        dialog.get_by_role("button", name="Go on").click()
        expect(dialog).to_have_count(0)

        assert window.settle() == dict(carried.plan.assignment)
        placed = len(carried.plan.assignment)
        expect(window.tile("in-a-group")).to_have_text(f"{placed} of {practices}")
        # Every practice is on the board, in a group or not; nothing has vanished.
        lists = window.page.locator(".board .card .number").all_inner_texts()
        assert len(lists) == practices
        assert sum(rounded(text)[0] for text in lists) == patients
        expect(window.group("Mendip").locator(".lock")).to_be_visible()
        plan, here = carried.plan, there
    assert app.assignment(first) == dict(county().reference_plans["localities"].assignment)

    # An estimate says that it is one; what is not known is not a number.
    window.card("L85020").click()
    panel = window.page.locator(".st-key-practice-panel")
    older = panel.locator("dt:text-is('Aged 65 and over') + dd")
    expect(older).to_contain_text("(share of 2023)")
