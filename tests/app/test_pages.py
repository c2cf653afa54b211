"""Every page opens without an exception, on a plan made beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted(path.name for path in (REPOSITORY / "pages").glob("*.py"))


def open_page(plan_id: str, page: str) -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    app.query_params["plan"] = plan_id
    app.run()
    if page != "plan.py":
        app.switch_page(f"pages/{page}").run()
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(plan_id: str, page: str) -> None:
    app = open_page(plan_id, page)
    assert list(app.exception) == []
    assert list(app.error) == []
    assert list(app.warning) == []


def test_the_plan_page_shows_the_plan_of_the_address(plan_id: str) -> None:
    app = open_page(plan_id, "plan.py")
    assert app.session_state["plan_id"] == plan_id
    shown = " ".join(str(element.proto.body) for element in app.get("html"))
    assert "Study day" in shown
    assert "75 of 75" in shown


def test_an_unknown_plan_in_the_address_is_said_in_words(plan_id: str) -> None:
    app = open_page("nothing-like-this", "plan.py")
    assert list(app.exception) == []
    assert ["not in this workspace" in note.value for note in app.warning] == [True]


def test_the_glossary_names_every_measure_of_the_registry(plan_id: str) -> None:
    from somerset_maps.metrics import measures
    from somerset_maps.metrics.measure import Level

    app = open_page(plan_id, "glossary.py")
    labels = " ".join(expander.label for expander in app.expander)
    levels: tuple[Level, ...] = ("county", "group", "practice", "small area")
    for level in levels:
        for item in measures(level):
            assert item.title in labels
