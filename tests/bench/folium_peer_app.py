"""The same map the way folium and streamlit-folium document it, to compare with.

Outlines are embedded as GeoJSON, practices are circle markers coloured by group, and
``st_folium`` gives its default return values. Dragging is not among what it returns, so a click
puts a practice into the other of two groups; the numbers are drawn first, as in the app.
"""

from __future__ import annotations

from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from somerset_maps.maps.offline import OfflineMap
from somerset_maps.sources.build import default_data_dir

COLOURS = {"Wells": "#0072B2", "Taunton": "#E69F00"}


@st.cache_data
def practices() -> pd.DataFrame:
    table = pd.read_csv(default_data_dir() / "practices.csv", dtype={"snapshot": str})
    return table[table["snapshot"] == "2016"].set_index("practice_code")


@st.cache_data
def outlines() -> str:
    return str(gpd.read_file(Path(default_data_dir()) / "outlines.geojson").to_json())


st.set_page_config(layout="wide")
groups = st.session_state.setdefault("groups", dict.fromkeys(practices().index, "Wells"))


def take_click() -> None:
    """Give the practice that was clicked on to the other group."""
    value = st.session_state.get("map") or {}
    click = value.get("last_object_clicked_tooltip"), value.get("last_object_clicked_count")
    if click[1] and click != st.session_state.get("click"):
        groups[click[0]] = "Taunton" if groups[click[0]] == "Wells" else "Wells"
        st.session_state["moves"] = st.session_state.get("moves", 0) + 1
    # A map whose colours have changed is a new component and counts its clicks anew.
    st.session_state["click"] = click


sizes = practices()["list_size"].groupby(groups).sum()
for name in COLOURS:
    st.metric(name, f"{sizes.get(name, 0):,}")
st.metric("Moves", st.session_state.get("moves", 0))

county = OfflineMap((51.08, -3.0), 9)
folium.GeoJson(outlines(), name="outlines").add_to(county)
for code, row in practices().iterrows():
    folium.CircleMarker(
        (row["lat"], row["lon"]),
        radius=8,
        color="#1A1A1A",
        fill=True,
        fill_color=COLOURS[groups[code]],
        fill_opacity=1,
        tooltip=code,
        class_name=f"practice {code}",
    ).add_to(county)
st_folium(county, key="map", on_change=take_click, height=600, use_container_width=True)
