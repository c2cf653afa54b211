"""The agenda item: five frames and a file, the same numbers, people's words as text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from xml.etree import ElementTree

import numpy as np
import pytest

from somerset_maps import County, Plan, evaluate
from somerset_maps.report.carless import without_car
from somerset_maps.report.comparison import county_rows
from somerset_maps.report.frames import TITLES, frame_html
from somerset_maps.report.handout import handout_html
from somerset_maps.scenarios.marks import Marks
from tests.report.agendas import agenda_for
from tests.report.test_comparison import odd_plans

HOSTILE = "</title><script>alert('x')</script><img src=x onerror=alert(1)> & “Co”"


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_five_frames_in_their_order(county_2016: County) -> None:
    agenda = agenda_for(county_2016, {"Study day": county_2016.reference_plans["localities"]})
    for number, title in enumerate(TITLES):
        frame = frame_html(agenda, number)
        assert f"{number + 1} of 5" in words(frame)
        assert title in words(frame)
        assert "No practice has agreed." in words(frame)
        assert "<script" not in frame


def test_the_frames_tell_the_numbers_of_evaluate(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    agenda = agenda_for(county_2016, {"Study day": plan})
    values = evaluate(county_2016, plan).county
    options = words(frame_html(agenda, 1))
    low, high = values["patients_per_gp_fte_min"], values["patients_per_gp_fte_max"]
    assert f"{low:,.0f} to {high:,.0f}" in options
    assert f"{values['coverage']:.0%}" in options
    assert "Do nothing: every practice alone" in options


def test_households_without_a_car_are_those_of_areas_beyond_the_limit(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"]
    scores = evaluate(county_2016, plan)
    areas = county_2016.small_areas
    far = [code for code, minutes in scores.small_areas["minutes_own_group"].items()
           if not minutes <= 10]  # fmt: skip
    found = without_car(county_2016, scores)
    assert found.sum() == areas.loc[far, "households_no_car"].sum()
    place = found.index[0]
    here = areas.loc[far][areas.loc[far, "msoa_name"] == place]
    assert found[place] == here["households_no_car"].sum()
    shown = words(frame_html(agenda_for(county_2016, {"Study day": plan}), 2))
    assert f"{found.sum():,.0f}" in shown
    assert str(found.idxmax()) in shown


def test_a_practice_in_no_group_leaves_nobody_further_than_on_its_own(county_2016: County) -> None:
    nothing = without_car(county_2016, evaluate(county_2016, Plan()))
    every = {str(code): f"Group {code}" for code in county_2016.practices.index}
    alone = without_car(county_2016, evaluate(county_2016, Plan.from_assignment(every)))
    assert nothing.to_dict() == alone.to_dict()


def test_hostile_words_stand_as_text_everywhere(county_2016: County) -> None:
    plan = county_2016.reference_plans["localities"].rename("Mendip", "<img src=x onerror=a()>")
    texts = {"decision": HOSTILE, "conditions": f"{HOSTILE}\n{HOSTILE}"}
    agenda = agenda_for(county_2016, {HOSTILE: plan, f"{HOSTILE} 2": plan}, texts)
    file = handout_html(agenda)
    assert file.count("<script") == 1  # its own, for the arrow keys
    assert "<img" not in file
    assert file.count("</title>") == 1 + len(agenda.maps)
    assert HOSTILE in words(file.replace("<br>", ""))


def test_the_file_carries_where_its_numbers_come_from(county_2016: County) -> None:
    agenda = agenda_for(county_2016, {"Study day": county_2016.reference_plans["localities"]})
    file = words(handout_html(agenda, datetime(2016, 3, 1, 9, 30, tzinfo=UTC)))
    for said in ("2016-03-01 09:30 UTC", "Open Government Licence", "Snapshot",
                 county_2016.about["basis_note"], '"minutes":10', "30000 to 50000"):  # fmt: skip
        assert said in file


def test_the_file_asks_nothing_of_the_internet(county_2016: County) -> None:
    file = handout_html(agenda_for(county_2016, {"A": county_2016.reference_plans["localities"]}))
    outside = [link for link in re.findall(r"https?://[^\s\"'<]+", file)
               if link != "http://www.w3.org/2000/svg"]  # fmt: skip
    assert outside == []
    assert "default-src 'none'" in file
    assert not re.search(r"\b(src|href)=|@import|url\(", file)


def test_an_agreement_is_counted_and_said(county_2016: County) -> None:
    marks = Marks().with_stance(["L85002", "L85001"], "agreed", "the facilitator", "2016-03-01")
    plan = county_2016.reference_plans["localities"]
    file = words(handout_html(agenda_for(county_2016, {"Study day": plan}, marks=marks)))
    assert "2 practices have agreed" in file
    assert "No practice has agreed" not in file


@pytest.mark.parametrize(
    "name", ["empty", "an empty group", "one group of all", "24 groups", "each alone", "no return"]
)
def test_odd_plans_make_a_file_too(county_2016: County, name: str) -> None:
    plan = odd_plans(county_2016)[name]
    agenda = agenda_for(county_2016, {name: plan, "Localities": county_2016.reference_plans
                                      ["localities"]})  # fmt: skip
    file = words(handout_html(agenda))
    assert not re.search(r"\b(nan|inf|None|NaT)\b", file)
    assert len(county_rows(county_2016, agenda.options)) > 20


def test_maps_share_a_scale_and_ring_what_differs(county_2016: County) -> None:
    agenda = agenda_for(county_2016, {"A": county_2016.reference_plans["pcn-2020"],
                                      "B": county_2016.reference_plans["localities"]})  # fmt: skip
    roots = [ElementTree.fromstring(svg) for svg in agenda.maps]
    assert len({root.get("viewBox") for root in roots}) == 1
    rings = [svg.count('class="ring"') for svg in agenda.maps]
    assert rings == [len(matching.moved) for matching in agenda.matchings]
    assert np.all(np.array([len(svg) for svg in agenda.maps]) < 120_000)
