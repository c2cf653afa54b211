"""Every number on the strip and on the cards is the one that ``evaluate`` gives."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest

from somerset_maps.metrics import evaluate
from somerset_maps.plan import Plan
from tests.browser.app_server import AppServer
from tests.browser.expected import ROUND, county, rounded, size_words, strip_values
from tests.browser.plan_page import PlanPage

pytestmark = pytest.mark.browser


def check_strip(window: PlanPage, plan: Plan) -> None:
    for key, values in strip_values(plan).items():
        shown = rounded(window.tile(key).inner_text())
        assert len(shown) == len(values) or len(set(map(round, values))) == len(shown), key
        for number, value in zip(shown, values, strict=False):
            assert abs(number - value) <= ROUND, f"{key}: shows {number}, should be {value}"

    inside = sum(row == "in" for row in evaluate(county(), plan).groups["band_status"])
    words = window.page.locator(".strip [data-tile=in-range] .state").inner_text()
    assert f"{inside} of {len(plan.groups)} groups" in words


def check_cards(window: PlanPage, plan: Plan) -> None:
    scores = evaluate(county(), plan)
    for group in plan.groups:
        row = scores.groups.loc[group.name]
        card = window.group(group.name)
        assert card.locator(".disc").inner_text() == group.letter
        assert card.locator(".size").inner_text() == f"{round(row['registered']):,}"
        assert card.locator(".words").inner_text() == size_words(round(row["registered"]))
        per_gp = re.match(r"[\d,]+", card.locator(".gp").inner_text())
        assert per_gp
        assert abs(rounded(per_gp[0])[0] - row["patients_per_gp_fte"]) <= ROUND
        pieces = card.locator(".pieces").inner_text()
        assert pieces == (f"in {row['pieces']:.0f} pieces" if row["pieces"] > 1 else "")
        codes = card.locator(".card").evaluate_all("(n) => n.map((c) => c.dataset.code)")
        assert set(codes) == set(group.members)
        sizes = [county().practices.at[code, "list_size"] for code in codes]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("kind", ["few", "localities", "pcn-2020"])
def test_strip_and_cards_say_what_evaluate_says(
    on_desk: Callable[[str], PlanPage], app: AppServer, kind: str
) -> None:
    window = on_desk(kind)
    window.settle()
    plan = app.state(window.plan_id).plan
    check_strip(window, plan)
    check_cards(window, plan)


def test_the_numbers_follow_a_move_and_say_what_changed(plan: PlanPage, app: AppServer) -> None:
    before = app.state(plan.plan_id).plan
    plan.drop_pin_on("L85023", "L85001")
    plan.expect_member("L85023", "Taunton")
    plan.settle()
    after = app.state(plan.plan_id).plan
    check_strip(plan, after)
    check_cards(plan, after)
    changed = plan.page.locator(".strip [data-tile=in-range] .change")
    was, now = strip_values(before)["in-range"][0], strip_values(after)["in-range"][0]
    assert changed.inner_text() == f"▲{now - was:.0f}"
    assert not math.isclose(was, now)


def test_each_number_explains_itself_on_demand(plan: PlanPage) -> None:
    for tile in plan.page.locator(".strip .tile").all():
        tile.locator("summary").click()
        explained = tile.locator(".explained")
        assert explained.is_visible()
        text = explained.inner_text()
        # What practices say is counted, not measured: it has no formula and no source.
        counted = tile.get_attribute("data-tile") == "agreed"
        for part in () if counted else ("How", "Source", "Evidence", "Mind"):
            assert part in text
        assert len(text) > 60
        tile.locator("summary").click()


def test_an_empty_plan_shows_no_invented_numbers(on_desk: Callable[[str], PlanPage]) -> None:
    window = on_desk("empty")
    assert window.settle() == {}
    assert window.tile("in-a-group").inner_text() == "0 of 75"
    for key in ("in-range", "per-gp", "coverage", "biggest-team", "pieces"):
        assert window.tile(key).inner_text() == "–"
    assert "Drag a practice onto another to start a group" in window.said.inner_text()
