"""Facts and base map, as files that the browser fetches once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from mapped_county import outlines, postcodes, services, settlements

from somerset_maps.county import County
from somerset_maps.errors import DataError
from somerset_maps.maps import LayerUrls, facts, write_layers
from somerset_maps.maps.base_map import base_map


def test_facts_hold_every_practice_of_2016_and_its_patients(county: County) -> None:
    known = facts(county)
    assert known["snapshot"] == "2016"
    assert len(known["practices"]) == 75
    assert sum(practice["list"] for practice in known["practices"]) == 562_446


def test_facts_of_french_weir(county: County) -> None:
    practice = facts(county)["practices"][0]
    assert practice == {
        "code": "L85001",
        "name": "French Weir Health Centre",
        "place": "Taunton",
        "lat": 51.01917,
        "lon": -3.11292,
        "list": 16061,
        "fte": 8.0,
        "to_check": "",
        "locality": "Taunton & West Somerset",
    }


def test_a_practice_without_a_return_has_no_number_of_gps(county: County) -> None:
    missing = [practice for practice in facts(county)["practices"] if practice["fte"] is None]
    assert len(missing) == 1


def test_edges_are_told_once_with_their_minutes(county: County) -> None:
    edges = facts(county)["edges"]
    assert len(edges) == county.adjacency.number_of_edges()
    assert all(a < b for a, b, _ in edges)
    a, b, minutes = edges[0]
    assert minutes == round(county.adjacency.edges[a, b]["minutes"], 1)


def test_names_of_files_follow_their_content(
    county: County, urls: LayerUrls, tmp_path: Path
) -> None:
    assert (
        write_layers(county, tmp_path, outlines(), settlements(), postcodes(), services()) == urls
    )
    renamed = settlements().replace({"name": {"Taunton": "Taunton town"}})
    changed = write_layers(county, tmp_path, outlines(), renamed, postcodes(), services())
    assert changed.base != urls.base
    assert replace(changed, base=urls.base) == urls


def test_the_files_are_small_and_can_be_read(urls: LayerUrls, static: Path) -> None:
    files = {name: static / url.removeprefix("/app/static/") for name, url in vars(urls).items()}
    sizes = {name: path.stat().st_size for name, path in files.items()}
    assert sizes["facts"] + sizes["base"] + sizes["postcodes"] < 300_000
    assert sum(sizes.values()) < 600_000
    for path in files.values():
        assert json.loads(path.read_text(encoding="utf-8"))


def test_coordinates_come_back_within_a_metre(urls: LayerUrls, static: Path) -> None:
    base = json.loads((static / urls.base.removeprefix("/app/static/")).read_text("utf-8"))
    lon = lat = 0
    west, south, east, north = 180.0, 90.0, -180.0, -90.0
    for ring in base["county"]:
        lon = lat = 0
        for east_step, north_step in zip(ring[::2], ring[1::2], strict=True):
            lon, lat = lon + east_step, lat + north_step
            west, east = min(west, lon / 1e5), max(east, lon / 1e5)
            south, north = min(south, lat / 1e5), max(north, lat / 1e5)
    assert [south, west, north, east] == pytest.approx(base["bounds"], abs=1e-5)


def test_base_map_names_localities_neighbours_towns_and_sources() -> None:
    base = base_map(outlines(), settlements())
    assert [area["name"] for area in base["localities"]] == [
        "Mendip",
        "Sedgemoor",
        "South Somerset",
        "Taunton & West Somerset",
    ]
    assert {"Devon", "Dorset", "Wiltshire"} <= {area["name"] for area in base["outside"]}
    assert base["places"][0][0] == "Taunton"
    assert {"Wells", "Frome", "Minehead"} <= {place[0] for place in base["places"]}
    sources = " ".join(base["attribution"])
    for owner in ("Crown copyright", "Royal Mail", "National Statistics", "GeoNames"):
        assert owner in sources


def test_outlines_without_the_county_are_refused() -> None:
    empty = outlines()
    empty = gpd.GeoDataFrame(empty[empty["kind"] != "county"])
    with pytest.raises(DataError, match="no feature of kind “county”"):
        base_map(empty, settlements())
