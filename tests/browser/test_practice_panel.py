"""The panel of a practice: facts, trend, neighbours, stance, note, and what a move would do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.expected import county, list_of, per_gp, size_words
from tests.browser.plan_page import PlanPage
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

WELLS = "L85002"


def test_facts_past_neighbours_note_and_what_if(localities: PlanPage, app: AppServer) -> None:
    window = localities
    panel = window.page.locator(".st-key-practice-panel")
    window.card(WELLS).click()
    row = county().practices.loc[WELLS]
    facts = panel.locator(".facts")
    for name, value in {
        "Registered patients": f"{row['list_size']:,.0f}",
        "Weighted list": f"{row['weighted_list']:,.0f}",
        "Aged 65 and over": f"{row['share_65_plus']:.0%}",
        "Full-time GPs": f"{row['gp_fte']:.1f}",
        "Patients per full-time GP": f"{row['list_size'] / row['gp_fte']:,.0f}",
        "Locality": "Mendip",
    }.items():
        fact = facts.locator(f"dt:text-is('{name}') + dd")
        expect(fact).to_have_text(value)
    expect(panel.locator(".to-check")).to_contain_text("To check:")
    # The line ends with the last list of the snapshot's year; what came later stays unknown.
    past = county().history
    past = past[(past["practice_code"] == WELLS) & past["as_of"].astype(str).lt("2017")]
    last = past.dropna(subset="list_size").sort_values("as_of").iloc[-1]
    caption = panel.locator(".trend figcaption")
    expect(caption).to_contain_text(f"{last['list_size']:,.0f} in September 2016")
    expect(panel).to_contain_text("Neighbours by estimated drive: Wells City Practice (about")

    # Leaving Mendip, joining Sedgemoor: the numbers from the practice table.
    groups = county().reference_plans["localities"]
    mendip, sedgemoor = (list(groups.group(name).members) for name in ("Mendip", "Sedgemoor"))
    left = [code for code in mendip if code != WELLS]
    for name, then, now in (
        ("Mendip without it", left, mendip),
        ("Sedgemoor with it", [*sedgemoor, WELLS], sedgemoor),
    ):
        told = panel.locator(".what-if tr", has_text=name)
        expect(told).to_contain_text(f"{list_of(now):,} → {list_of(then):,}")
        expect(told).to_contain_text(f"{per_gp(now):,.0f} → {per_gp(then):,.0f}")
        expect(panel.locator(".what-if")).to_contain_text(size_words(list_of(then)))

    note = panel.get_by_label("Note for this plan")
    note.fill("Lease ends in <2027>")
    note.press("Control+Enter")
    expect(window.said).to_contain_text("The note on Wells Health Centre was kept")
    assert violations(window.page) == []
    window.page.reload()
    window.wait()
    window.card(WELLS).click()
    expect(note).to_have_value("Lease ends in <2027>")
    assert app.state(window.plan_id).marks.notes == {WELLS: "Lease ends in <2027>"}
