"""What the layers' files hold: points, small areas, their values, registrations, networks."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mapped_county import DATA, services

from somerset_maps.county import County
from somerset_maps.maps import LayerUrls
from somerset_maps.maps.areas import area_values, former_networks, nearest_minutes, registrations
from somerset_maps.maps.points import care_points


def test_points_of_2016_by_kind(county: County) -> None:
    kinds = {kind["kind"]: kind for kind in care_points(county, services())["kinds"]}
    counts = {kind: len(found["places"]) for kind, found in kinds.items()}
    known = services()
    of_2016 = known[known["snapshots"].str.contains("2016")]["kind"].value_counts()
    assert counts == {"branch": 15, **{kind: int(of_2016[kind]) for kind in of_2016.index}}
    names = [place[0] for place in kinds["acute hospital"]["places"]]
    assert {"Musgrove Park Hospital, Taunton", "Yeovil District Hospital"} <= set(names)


def test_without_services_only_branches_are_offered(county: County) -> None:
    assert [kind["kind"] for kind in care_points(county, None)["kinds"]] == ["branch"]


def test_shares_of_an_area_by_hand(county: County) -> None:
    shadings = {shading["key"]: shading for shading in area_values(county)["shadings"]}
    code = str(county.small_areas.index[0])
    residents = pd.read_csv(DATA / "residents.csv").set_index(["residents_year", "lsoa_code"])
    row = residents.loc[("mid-2017", code)]
    older = round(100 * row["population_65_plus"] / row["population"], 1)
    assert shadings["older"]["values"][0] == older
    area = pd.read_csv(DATA / "small_areas.csv").set_index("lsoa_code").loc[code]
    without = round(100 * area["households_no_car"] / area["households"], 1)
    assert shadings["cars"]["values"][0] == without
    assert shadings["deprivation"]["values"][0] == area["imd2015_decile"]
    assert sum(shadings["rural"]["values"]) == 154


def test_every_shading_has_a_colour_and_words_for_each_step(county: County) -> None:
    for shading in area_values(county)["shadings"]:
        assert len(shading["steps"]) == len(shading["above"]) + 1
        assert len(shading["values"]) == 327
        assert shading["modelled"] == ("modelled" in shading["title"])
        lightness = [_lightness(step["colour"]) for step in shading["steps"]]
        ordered = sorted(lightness, reverse=lightness[0] > lightness[-1])
        assert lightness == ordered
        assert min(abs(a - b) for a, b in pairwise(lightness)) > 8


def test_the_nearest_surgery_may_be_of_a_practice_outside(county: County) -> None:
    nearest = nearest_minutes(county)
    assert (nearest <= county.site_minutes.min(axis=1)).all()
    assert (nearest < county.site_minutes.min(axis=1)).sum() == 3


def test_registrations_come_back_as_they_were_modelled(county: County) -> None:
    known = registrations(county)
    row = known["practices"].index("L85001")
    cells = known["cells"][row]
    total, area, largest = 0.0, 0, (0.0, 0)
    for step, tenths in zip(cells[::2], cells[1::2], strict=True):
        area += step
        total += tenths / 10
        largest = max(largest, (tenths / 10, area))
    modelled = county.registration_matrix[row]
    assert total == pytest.approx(16_061, rel=0.003)
    assert largest == (pytest.approx(modelled.max(), abs=0.05), modelled.argmax())


def test_networks_of_2019_have_names_and_borders(county: County) -> None:
    networks = former_networks(county)
    assert networks is not None
    assert len(networks["names"]) == 13
    assert all(name["anchors"] for name in networks["names"])
    assert networks["borders"]


def test_outlines_of_areas_are_the_same_for_every_snapshot(urls: LayerUrls, static: Path) -> None:
    areas: dict[str, Any] = json.loads(
        (static / urls.areas.removeprefix("/app/static/")).read_text("utf-8")
    )
    assert len(areas["codes"]) == len(areas["rings"]) == len(areas["names"]) == 327
    assert "2016" not in urls.areas


def _lightness(colour: str) -> float:
    """Return the lightness L* of a colour, 0 to 100."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * luminance ** (1 / 3) - 16)
