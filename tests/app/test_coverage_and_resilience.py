"""The Coverage and Resilience pages say what the library says, of the plan in hand."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from somerset_maps import County, Settings, evaluate
from somerset_maps.metrics.closure import close_practice
from somerset_maps.metrics.reach import RESIDENTS, coverage_table
from somerset_maps.ui.words import percent, whole

REPOSITORY = Path(__file__).resolve().parents[2]


def page(plan_id: str, name: str, section: str) -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    app.query_params["plan"] = plan_id
    app.run()
    app.switch_page(f"pages/{name}.py").run()
    app.session_state[f"{name}-section"] = section
    app.run()
    assert list(app.exception) == []
    return app


def said(app: AppTest) -> str:
    parts = [
        str(e.value) for e in (*app.markdown, *app.caption, *app.text, *app.info, *app.warning)
    ]
    parts += [str(e.proto.body) for e in app.get("html")]
    return " ".join(parts)


def test_reach_is_what_the_library_says(plan_id: str, county_2016: County) -> None:
    app = page(plan_id, "coverage", "Within reach")
    plan = county_2016.reference_plans["localities"]
    table = coverage_table(county_2016, plan)
    shown = app.dataframe[0].value
    assert shown["This plan"].tolist() == [percent(value) for value in table["own_group"]]
    assert shown["Any surgery"].tolist() == [percent(value) for value in table["any"]]
    row = table.loc[(RESIDENTS, 10.0)]
    assert f"{percent(row['own_group'])} of residents" in said(app)
    assert "No surgery moves" in said(app)


def test_a_closure_is_what_the_library_says(plan_id: str, county_2016: County) -> None:
    app = page(plan_id, "coverage", "If a surgery closed")
    app.selectbox(key="closing").select("practice:L85003").run()
    assert list(app.exception) == []
    plan = county_2016.reference_plans["localities"]
    closure = close_practice(county_2016, plan, "L85003", Settings())
    assert app.metric[0].value == whole(closure.patients)
    takers = app.dataframe[0].value
    assert takers["Practice"].tolist() == closure.takers["name"].tolist()
    assert takers["Patients more"].tolist() == closure.takers["patients"].round().tolist()


def test_a_corrected_drive_is_kept_used_everywhere_and_taken_back(
    plan_id: str, county_2016: County
) -> None:
    app = page(plan_id, "coverage", "Correct a drive")
    area = str(county_2016.small_areas.index[0])
    site = str(county_2016.site_minutes.loc[area].idxmin())
    app.selectbox(key="from-From an area to a surgery").select(area).run()
    app.selectbox(key="to-From an area to a surgery").select(site).run()
    number = app.number_input[0].set_value(44.0)
    assert number.label == "It really takes (minutes)"
    submit = next(b for b in app.button if b.label == "Correct this drive")
    submit.click().run()
    assert any("who knows this drive" in warning.value for warning in app.warning)
    app.number_input[0].set_value(44.0)
    app.text_input[0].set_value("the district nurse")
    next(b for b in app.button if b.label == "Correct this drive").click().run()
    assert list(app.exception) == []
    assert "44 minutes" in said(app)
    assert "the district nurse" in said(app)
    with_it = app.session_state["hand"].state.settings
    assert [drive.minutes for drive in with_it.drives] == [44.0]
    plan = county_2016.reference_plans["localities"]
    found = evaluate(county_2016, plan, with_it).small_areas["minutes_any"]
    assert found[area] > evaluate(county_2016, plan).small_areas["minutes_any"][area]
    next(b for b in app.button if b.label == "Take back").click().run()
    assert app.session_state["hand"].state.settings.drives == ()


def test_groups_are_what_evaluate_says(plan_id: str, county_2016: County) -> None:
    app = page(plan_id, "resilience", "Groups")
    groups = evaluate(county_2016, county_2016.reference_plans["localities"]).groups
    shown = app.dataframe[0].value
    assert shown["Patients per full-time GP"].tolist() == [
        whole(value) for value in groups["patients_per_gp_fte"]
    ]
    assert shown["If the biggest team stopped"].tolist() == [
        percent(value) for value in groups["worst_loss"]
    ]


def test_a_setting_of_this_page_is_kept_with_the_plan(plan_id: str) -> None:
    app = page(plan_id, "resilience", "Alone and together")
    sharing = next(s for s in app.slider if s.label.startswith("Cover a group really shares"))
    assert sharing.value == 0
    sharing.set_value(50)
    next(b for b in app.button if b.label == "Use these").click().run()
    assert list(app.exception) == []
    assert app.session_state["hand"].state.settings.sharing == 0.5
    assert "the setting says 50%" in said(app)


def test_absences_that_leave_nobody_are_refused_in_words(plan_id: str) -> None:
    app = page(plan_id, "resilience", "Groups")
    sliders = {s.label: s for s in app.slider}
    sliders["GP time away on a usual day, %"].set_value(50)
    winter = next(s for label, s in sliders.items() if label.startswith("More away"))
    winter.set_value(40)
    next(b for b in app.button if b.label == "Use these").click().run()
    assert list(app.exception) == []
    assert app.session_state["hand"].state.settings.shared_absence == 0.4
    assert list(app.error) == []


def test_single_practices_are_not_on_the_wall(plan_id: str) -> None:
    app = page(plan_id, "resilience", "Alone and together")
    assert "If one GP left" in " ".join(header.value for header in app.header)
    app.session_state["projector"] = True
    app.run()
    assert "If one GP left" not in " ".join(header.value for header in app.header)
    assert "not shown on a projector" in said(app)


def test_a_stress_test_is_said_in_words(plan_id: str) -> None:
    app = page(plan_id, "resilience", "Stress tests")
    titles = " ".join(header.value for header in app.subheader)
    assert "A bad winter: 10% more of GP time is away" in titles
    app.selectbox(key="stress-first").select("a practice hands back its contract").run()
    assert list(app.exception) == []
    titles = " ".join(header.value for header in app.subheader)
    assert "hands back its contract" in titles
    assert "Where the patients go" in titles
