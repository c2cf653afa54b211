"""The Suggest page: terms, a search, what it found, taking it, and what a room sees."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from somerset_maps import County, Plan, Settings, evaluate, load_county
from somerset_maps.scenarios import Action, LivePlans
from somerset_maps.suggest import alternatives, named_after, suggest
from somerset_maps.ui import resources
from somerset_maps.ui.suggesting import study as studies

REPOSITORY = Path(__file__).resolve().parents[2]
NO_OTHER = "No other grouping under these rules is more compact"
PATIENCE = 60


@pytest.fixture(scope="module")
def county() -> County:
    return load_county("2026")


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Make plans of 2026 in a workspace of their own."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("suggest-page")
        patch.setenv("SOMERSET_WORKSPACE", str(folder / "workspace.duckdb"))
        st.cache_resource.clear()
        yield lambda plan, band=(30_000, 50_000): resources.live_plans().create(
            plan, "2026", name="Study day", settings=Settings(band=band)
        )
        studies.desk().close()
        st.cache_resource.clear()


def whole_plan(county: County) -> Plan:
    """The networks, with those in none added to Yeovil: every practice is in a group."""
    plan = county.reference_plans["pcn-2020"]
    left = [c for c in map(str, county.practices.index) if c not in plan.assignment]
    return plan.move_many(left, "Yeovil")


def open_suggest(plan_id: str) -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    app.query_params["plan"] = plan_id
    app.run()
    return well(app.switch_page("pages/suggest.py").run())


def well(app: AppTest) -> AppTest:
    assert list(app.exception) == []
    assert list(app.error) == []
    return app


def search(app: AppTest, button: str = "suggest-run") -> AppTest:
    """Press a button and wait until what it started is over."""
    well(app.button(key=button).click().run())
    deadline = time.monotonic() + PATIENCE
    while any(one.key == "suggest-cancel" for one in app.button):
        assert time.monotonic() < deadline
        time.sleep(0.2)
        well(app.run())
    return app


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.text, app.info, app.warning, app.subheader)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def plans() -> LivePlans:
    return resources.live_plans()


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for one in app.button}


def test_a_proved_plan_and_what_it_costs(make: Callable[..., str], county: County) -> None:
    mine = whole_plan(county)
    app = search(open_suggest(make(mine)))
    assert NO_OTHER in said(app)
    assert "That is one measure, and here is what it costs in the others" in said(app)
    best = suggest(county)
    assert f"{best.objective:,.0f} patients x minutes" in said(app)
    table = app.dataframe[0].value.set_index("Measure")
    assert best.plan is not None
    for column, plan in (("Your plan", mine), ("This grouping", best.plan)):
        now = evaluate(county, plan).county
        assert table.at["Groups", column] == str(now["groups"])
        assert (
            table.at["Minutes to the hub (modelled)", column] == f"{now['minutes_to_hub']:.1f} min"
        )
    groups = evaluate(county, mine).groups
    share = best.objective / (groups["minutes_to_hub"] * groups["registered"]).sum()
    assert f"Compactness of your plan: {share:.0%}" in said(app)


def test_no_comparison_while_a_practice_is_in_no_group(
    make: Callable[..., str], county: County
) -> None:
    plan = whole_plan(county)
    app = search(open_suggest(make(plan.move("L85001", None))))
    assert "1 practice is in no group of your plan yet" in said(app)
    assert list(app.dataframe[0].value.columns) == ["Measure", "This grouping"]
    assert "Compactness of your plan" not in said(app)


def test_all_of_it_is_taken_and_undone_in_one_step(
    make: Callable[..., str], county: County
) -> None:
    mine = whole_plan(county)
    plan_id = make(mine)
    app = search(open_suggest(plan_id))
    well(app.button(key="suggest-take-all").click().run())
    best = suggest(county).plan
    assert best is not None
    assert plans().state(plan_id).plan.assignment == named_after(county, best, mine).assignment
    assert "The plan now starts from the suggestion “Most compact”." in said(app)
    well(app.button(key="suggest-undo").click().run())
    assert plans().state(plan_id).plan == mine


def test_a_practice_that_has_agreed_is_asked_for_first(
    make: Callable[..., str], county: County
) -> None:
    mine = whole_plan(county)
    plan_id = make(mine)
    best = suggest(county).plan
    assert best is not None
    suggested = named_after(county, best, mine)
    moving = next(c for c, g in mine.assignment.items() if suggested.assignment[c] != g)
    marks = plans().state(plan_id).marks.with_stance([moving], "agreed", "Dr A", "2026-03-01")
    plans().set_marks(plan_id, marks, "It has agreed")
    app = search(open_suggest(plan_id))
    well(app.button(key="suggest-take-all").click().run())
    assert plans().state(plan_id).plan == mine
    assert f"{county.practices.at[moving, 'name']} has agreed to be in" in said(app)
    well(app.button(key="suggest-move").click().run())
    state = plans().state(plan_id)
    assert state.plan.assignment == suggested.assignment
    assert state.marks.stance_of(moving) == "not asked"


def test_a_group_locked_meanwhile_is_not_taken(make: Callable[..., str], county: County) -> None:
    mine = whole_plan(county)
    plan_id = make(mine)
    app = search(open_suggest(plan_id))
    locked = mine.lock("Yeovil")
    plans().apply(plan_id, Action("lock", group="Yeovil"))
    well(app.run())
    assert "search again for today's terms" in said(app)
    well(app.button(key="suggest-take-all").click().run())
    assert "“Yeovil” is locked: unlock it first. Nothing was changed." in said(app)
    assert plans().state(plan_id).plan == locked


def test_rules_that_cannot_be_kept_come_with_a_way_out(
    make: Callable[..., str], county: County
) -> None:
    app = search(open_suggest(make(whole_plan(county), (25_000, 30_000))))
    assert "No grouping keeps all of these rules" in said(app)
    assert "let groups have as few as 23,000 patients" in said(app)
    search(app, "suggest-soft")
    assert NO_OTHER in said(app)
    assert "1 rule is changed, as a trial" in said(app)
    assert "Groups have 25,000 to 30,000 patients as far as can be" in said(app)


def test_mending_moves_as_few_as_can_be(make: Callable[..., str], county: County) -> None:
    app = search(open_suggest(make(whole_plan(county))), "suggest-mend")
    assert "No smaller change keeps these rules: practices of" in said(app)


def test_a_projector_shows_nothing_before_it_is_shown(
    make: Callable[..., str], county: County
) -> None:
    plan_id = make(whole_plan(county))
    app = search(open_suggest(plan_id))
    wall = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    wall.query_params["plan"] = plan_id
    wall.query_params["projector"] = "1"
    wall.run()
    well(wall.switch_page("pages/suggest.py").run())
    assert NO_OTHER not in said(wall)
    assert "Nothing is shown here until the facilitator shows it" in said(wall)
    other = open_suggest(plan_id)
    assert NO_OTHER not in said(other)
    toggle = next(one for one in app.toggle if one.label == "Show this to the room")
    well(toggle.set_value(True).run())
    assert NO_OTHER in said(well(wall.run()))
    assert not any(key.startswith("suggest-take") for key in keys(wall))
    assert NO_OTHER in said(well(other.run()))


def test_the_rules_are_the_plan_s_own(make: Callable[..., str], county: County) -> None:
    plan_id = make(whole_plan(county).lock("Frome"))
    said_no = next(c for c, g in whole_plan(county).assignment.items() if g == "Yeovil")
    marks = plans().state(plan_id).marks.with_stance([said_no], "no", "Dr A", "2026-03-01")
    plans().set_marks(plan_id, marks, "It said no")
    app = search(open_suggest(plan_id))
    name = county.practices.at[said_no, "name"]
    assert "Locked groups stay as they are: “Frome”." in said(app)
    assert f"Left alone, in no group: {name}." in said(app)
    assert f"In no group: {name}." in said(app)


def test_a_plan_that_differs_says_what_it_loses(make: Callable[..., str], county: County) -> None:
    app = search(open_suggest(make(whole_plan(county))))
    search(app, "suggest-otherwise")
    assert "among those that place a fifth of the patients otherwise" in said(app)
    best = suggest(county)
    (other,) = alternatives(county, best, count=1)
    assert f"Otherwise 1: costs {other.loss:.1%} more than “Most compact” (proved)" in said(app)


def test_aims_are_weighed_and_pairs_kept_apart(make: Callable[..., str], county: County) -> None:
    app = open_suggest(make(whole_plan(county)))
    choose = {box.label: box for box in app.selectbox}
    well(choose["What the grouping should be best at"].set_value("several").run())
    weight = next(box for box in app.number_input if box.label == "Fewest patients moved")
    well(weight.set_value(5.0).run())
    for label, code in (("A practice", "L85001"), ("Another practice", "L85021")):
        well(next(box for box in app.selectbox if box.label == label).set_value(code).run())
    well(next(one for one in app.button if one.label == "Keep apart").click().run())
    search(app)
    assert "No other grouping under these rules is better by these aims" in said(app)
    names = county.practices["name"]
    assert f"Kept apart: {names['L85001']} and {names['L85021']}." in said(app)
    mine = whole_plan(county)
    expected = suggest(
        county, objective={"travel": 1, "moved": 5}, compared_with=mine, locks=mine,
        avoid=[("L85001", "L85021")],
    )  # fmt: skip
    assert f"{expected.objective:,.0f} in all, weights and soft rules counted" in said(app)
