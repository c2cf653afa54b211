"""Every page opens with every snapshot and odd plans: no exception, nothing that misleads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from somerset_maps import County, Plan, Settings, load_county
from somerset_maps.scenarios import Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted(path.name for path in (REPOSITORY / "pages").glob("*.py"))
NOT_A_NUMBER = re.compile(r"\b(nan|inf|None|NaT)\b")


def _all_in_one(county: County) -> Plan:
    return Plan.from_assignment(dict.fromkeys(map(str, county.practices.index), "Somerset"))


def _each_alone(county: County) -> Plan:
    codes = map(str, county.practices.index)
    return Plan.from_assignment({code: f"Group {code}" for code in codes})


#: Brendon Hills sent no return in 2016.
ODD: dict[str, Callable[[County], Plan]] = {
    "nothing": lambda county: Plan(),
    "an empty group": lambda county: Plan().add_group("<b>Wells & Co</b>"),
    "one group of all": _all_in_one,
    "every practice alone": _each_alone,
    "a group with no return": lambda county: Plan.from_assignment({"L85602": "Brendon"}),
}
CASES = [(snapshot, "localities") for snapshot in ("2016", "2018", "2020", "2026")] + [
    ("2016", name) for name in ODD
]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], str]]:
    """The plans of all cases in one workspace: case to plan id."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("every-page")
        patch.setenv("SOMERSET_WORKSPACE", str(folder / "workspace.duckdb"))
        st.cache_resource.clear()
        with Workspace.open() as workspace:
            counties = {snapshot: load_county(snapshot) for snapshot, _ in CASES}
            yield {
                (snapshot, name): workspace.create(
                    name, _plan(counties[snapshot], name), snapshot, Settings()
                )
                for snapshot, name in CASES
            }
        st.cache_resource.clear()


def _plan(county: County, name: str) -> Plan:
    return ODD[name](county) if name in ODD else county.reference_plans[name]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_whatever_the_plan(plans: dict[tuple[str, str], str], page: str) -> None:
    for case, plan_id in plans.items():
        app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        app.query_params["plan"] = plan_id
        app.run()
        if page != "plan.py":
            app.switch_page(f"pages/{page}").run()
        _all_is_well(app, (page, *case))
        for choice in _sections(app):
            app.session_state[f"{page.removesuffix('.py')}-section"] = choice
            app.run()
            _all_is_well(app, (page, *case, choice))


def _sections(app: AppTest) -> list[str]:
    """The other sections of a page that has some."""
    found = [group for group in app.button_group if group.label == "Section"]
    return [option.content for option in found[0].proto.options[1:]] if found else []


def _all_is_well(app: AppTest, where: tuple[str, ...]) -> None:
    assert [str(error.value) for error in app.exception] == [], where
    assert [error.value for error in app.error] == [], where
    shown = [
        str(element.value)
        for element in (*app.markdown, *app.caption, *app.metric, *app.text, *app.subheader)
    ]
    shown += [str(element.proto.body) for element in app.get("html")]
    for frame in app.dataframe:
        for column in frame.value.select_dtypes(["object", "str"]):
            shown += [text for text in frame.value[column] if isinstance(text, str)]
    for text in shown:
        if "<style" not in text and "<svg" not in text:
            assert not NOT_A_NUMBER.search(text), (where, text[:200])
