"""Leaflet and the map's script come from the static folder, and every run sends the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit_folium
from xstatic.pkg import leaflet

from somerset_maps.maps import LayerUrls, plan_state, planning_map, prepare_static
from somerset_maps.maps.offline import LEAFLET_VERSION, bundle, script_url

STATE = {"plan": "p1", "rev": 3, "ack": {}, "band": [30000, 50000], "groups": [], "notice": ""}


def test_leaflet_is_the_version_that_folium_was_written_for(static: Path) -> None:
    prepare_static(static)
    served = (static / "vendor/leaflet/leaflet.js").read_bytes()
    assert LEAFLET_VERSION == "1.9.3"
    assert served == (Path(leaflet.BASE_DIR) / "leaflet.js").read_bytes()
    assert (static / "vendor/leaflet/images/marker-icon.png").stat().st_size > 1000


def test_preparing_twice_leaves_the_files_alone(static: Path) -> None:
    prepare_static(static)
    before = {path: path.stat().st_mtime_ns for path in static.rglob("*") if path.is_file()}
    prepare_static(static)
    after = {path: path.stat().st_mtime_ns for path in static.rglob("*") if path.is_file()}
    assert before == after


def test_a_damaged_copy_is_replaced(static: Path) -> None:
    prepare_static(static)
    style = static / "vendor/leaflet/leaflet.css"
    style.write_text("half of it")
    prepare_static(static)
    assert style.read_bytes() == (Path(leaflet.BASE_DIR) / "leaflet.css").read_bytes()


def test_the_page_names_no_other_host_and_no_library_but_leaflet(urls: LayerUrls) -> None:
    page = planning_map(urls).get_root().render()
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page) == []
    assert re.findall(r'src="([^"]+)"', page) == [
        "/app/static/vendor/leaflet/leaflet.js",
        script_url(),
    ]
    assert "jquery" not in page.lower()
    assert "bootstrap" not in page.lower()


def test_the_script_fetches_from_no_other_host() -> None:
    assert set(re.findall(r"https?://[^'\"` )]+", bundle())) == {"http://www.w3.org/2000/svg"}


def test_two_runs_send_the_same_script(urls: LayerUrls) -> None:
    assert _sent_script(urls) == _sent_script(urls)
    assert len(_sent_script(urls)) < 2000


def test_the_name_in_the_page_is_the_same_at_each_run(urls: LayerUrls) -> None:
    names = {streamlit_folium.get_full_id(planning_map(urls)) for _ in range(3)}
    assert names == {"map_somersetplanningmap"}


def test_only_the_state_changes_what_the_carrier_sends(urls: LayerUrls) -> None:
    assert _sent_state(urls, STATE) == _sent_state(urls, STATE)
    assert _sent_state(urls, STATE) != _sent_state(urls, {**STATE, "rev": 4})


def test_a_name_that_holds_script_stays_text(urls: LayerUrls) -> None:
    name = "</script><script>alert('x')</script>{{ 'map_div' }}"
    sent = _sent_state(urls, {**STATE, "groups": [{"name": name}]})
    assert "</script>" not in sent
    assert "\\u003c/script\\u003e" in sent
    assert "\\u007b{ \\u0027map_div\\u0027 }}" in sent


def test_a_name_that_holds_a_template_is_not_run(urls: LayerUrls) -> None:
    sent = _sent_state(urls, {**STATE, "notice": "{{ 6 * 7 }}{% raw %}{# note #}"})
    assert '"\\u007b{ 6 * 7 }}\\u007b% raw %}\\u007b# note #}"' in sent


def _sent_script(urls: LayerUrls) -> str:
    planning = planning_map(urls)
    planning.get_root().render()
    return str(streamlit_folium._get_map_string(planning))


def _sent_state(urls: LayerUrls, state: dict[str, object]) -> str:
    planning = planning_map(urls)
    return str(streamlit_folium._get_feature_group_string(plan_state(state), map=planning))
