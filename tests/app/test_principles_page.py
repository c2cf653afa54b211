"""The Principles page shows as evidence what the measures say, for the plan and for a group."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from somerset_maps import County, Settings, evaluate
from somerset_maps.metrics.context import context_of
from somerset_maps.report.registry import EVERY_MEASURE
from somerset_maps.scenarios.texts import items
from somerset_maps.ui.words import in_words

REPOSITORY = Path(__file__).resolve().parents[2]
LINE = re.compile(r"<summary>(.*?): <b>(.*?)</b>")


def page(plan_id: str) -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    app.query_params["plan"] = plan_id
    app.run()
    app.switch_page("pages/principles.py").run()
    assert [str(error.value) for error in app.exception] == []
    return app


def evidence(app: AppTest) -> list[tuple[str, str]]:
    return [
        (title, words)
        for element in app.get("html")
        for title, words in LINE.findall(str(element.proto.body))
    ]


@pytest.mark.parametrize("level", ["county", "group"])
def test_the_evidence_is_what_the_measures_say(
    plan_id: str, county_2016: County, level: str
) -> None:
    app = page(plan_id)
    plan = county_2016.reference_plans["localities"]
    group = plan.groups[1]
    practices = len(county_2016.practices)
    if level == "group":
        app.selectbox(key=f"review-scope-{plan_id}").set_value(group.letter).run()
        practices = len(group.members)
    scores = evaluate(county_2016, plan)
    context = context_of(county_2016, plan, Settings())
    expected = []
    for item in items("principle"):
        for key in getattr(item, level):
            measure = next(m for m in EVERY_MEASURE if (m.level, m.key) == (level, key))
            if key.startswith("outlook_"):
                found = measure.compute(context)
                value = float(found[1]) if level == "group" else float(found)
            elif level == "group":
                value = scores.groups.at[group.name, key]
            else:
                value = scores.county[key]
            expected.append((measure.title, in_words(measure, value, county_2016, practices)))
    assert len(expected) > 8
    assert evidence(app) == expected
