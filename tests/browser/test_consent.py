"""What practices say: with name and date, counted, asked about before a move, told in papers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from somerset_maps.plan import read_plan
from tests.browser.app_server import AppServer
from tests.browser.plan_page import PlanPage
from tests.browser.test_files import download

pytestmark = pytest.mark.browser

WELLS = "L85002"


def choose(window: PlanPage, panel: Locator, label: str, choice: str) -> None:
    """Choose from a list of a panel, as a person does: open it, click the words."""
    panel.get_by_role("combobox", name=label).click()
    window.page.get_by_role("option", name=choice, exact=True).click()


def standing(window: PlanPage, folder: Path) -> str:
    content = download(window, "Plan as CSV", folder)
    window.page.keyboard.press("Escape")
    return read_plan(content).details["standing"]


def test_an_agreement_from_the_first_word_to_the_paper(
    plan: PlanPage, app: AppServer, tmp_path: Path
) -> None:
    assert standing(plan, tmp_path) == "a what-if grouping; no practice has agreed"
    expect(plan.tile("agreed")).to_have_text("none yet")

    plan.card(WELLS).click()
    panel = plan.page.locator(".st-key-practice-panel")
    panel.get_by_label("Who said so").fill("Dr Ellis, <i>partner</i>")
    panel.get_by_label("Who said so").press("Enter")
    choose(plan, panel, "What the practice says", "agreed")
    today = datetime.now(UTC).date().isoformat()
    expect(panel).to_contain_text(f"agreed, noted by Dr Ellis, <i>partner</i> on {today}")
    expect(plan.said).to_have_text(
        "Wells Health Centre: agreed, noted by Dr Ellis, <i>partner</i>."
    )
    expect(plan.tile("agreed")).to_have_text("1")
    state = plan.page.locator('.strip [data-tile="agreed"] .state')
    expect(state).to_have_text("74 not asked")
    expect(plan.card(WELLS).locator(".stance")).to_have_text("✓")
    expect(plan.card(WELLS)).to_have_accessible_name("Wells Health Centre to check agreed 11,532")
    expect(plan.pin(WELLS).locator(".stance-mark")).to_have_attribute("data-stance", "agreed")
    assert "agreed" in str(plan.pin(WELLS).get_attribute("aria-label"))
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    plan.settle()

    # Others say other things, from the menu of the card: the strip counts each word.
    plan.card("L85001").click(button="right")
    plan.page.get_by_role("menuitem", name="Stance…").click()
    plan.page.get_by_role("menuitemradio", name="not yet").click()
    expect(state).to_have_text("1 not yet, 73 not asked")
    assert standing(plan, tmp_path).startswith(
        "1 of 75 practices have said they agree to be in their group (L85002)"
    )
    said = app.state(plan.plan_id).marks.stances
    assert (said[WELLS].by, said[WELLS].on) == ("Dr Ellis, <i>partner</i>", today)
    assert said["L85001"].by == "the facilitator"


def test_a_move_of_an_agreed_practice_asks_first_and_undo_gives_it_back(
    plan: PlanPage, app: AppServer
) -> None:
    plan.card(WELLS).click(button="right")
    plan.page.get_by_role("menuitem", name="Stance…").click()
    plan.page.get_by_role("menuitemradio", name="agreed").click()
    expect(plan.tile("agreed")).to_have_text("1")
    before = app.state(plan.plan_id).marks.stances

    plan.drag_card(WELLS, "Taunton")
    question = plan.page.get_by_role("alertdialog")
    expect(question).to_contain_text("has agreed to be in Wells. Move it all the same?")
    plan.page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    plan.expect_member(WELLS, "Wells")

    plan.drop_pin_on(WELLS, "L85001")
    asked = plan.map.get_by_role("alertdialog")
    expect(asked).to_contain_text("has agreed to be in Wells")
    asked.get_by_role("button", name="Move").click()
    plan.expect_member(WELLS, "Taunton")
    expect(plan.tile("agreed")).to_have_text("none yet")
    plan.settle()
    plan.page.keyboard.press("Control+z")
    plan.expect_member(WELLS, "Wells")
    expect(plan.said).to_contain_text("Wells Health Centre has its agreement back")
    expect(plan.tile("agreed")).to_have_text("1")
    expect(plan.card(WELLS).locator(".stance")).to_have_text("✓")
    plan.settle()
    assert app.state(plan.plan_id).marks.stances == before
    journal = app.journal(plan.plan_id)
    assert [step.kind for step in journal] == ["created", "stance", "move", "undo"]

    # In the panel the same question is a box to tick.
    plan.card(WELLS).click()
    panel = plan.page.locator(".st-key-practice-panel")
    expect(panel.get_by_role("combobox", name="Group")).to_be_disabled()
    panel.get_by_text("It has agreed to be in Wells: let me move it all the same").click()
    choose(plan, panel, "Group", "Chard")
    plan.expect_member(WELLS, "Chard")
    plan.settle()
