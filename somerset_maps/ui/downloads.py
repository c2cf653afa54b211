"""Downloads: the plan as CSV and GeoJSON, with snapshot, settings, date and sources inside."""

from __future__ import annotations

import re

import streamlit as st

from somerset_maps.report.details import details_of
from somerset_maps.ui.frame import Hand


def download_choices(hand: Hand) -> None:
    """Offer the files; each is made at the moment it is asked for."""
    stem = re.sub(r"[^a-z0-9]+", "-", (hand.state.name or "plan").lower()).strip("-") or "plan"

    def details() -> dict[str, str]:
        state = hand.state
        agreed = state.marks.agreed(list(state.plan.assignment))
        return details_of(hand.county, state.settings, state.name, agreed=agreed)

    st.download_button(
        "Plan as CSV (opens in Excel)",
        data=lambda: hand.state.plan.to_csv(details()).encode("utf-8-sig"),
        file_name=f"{stem}.csv",
        mime="text/csv",
        key="download-csv",
        on_click="ignore",
        width="stretch",
    )
    st.download_button(
        "Plan as GeoJSON (for maps)",
        data=lambda: hand.state.plan.to_geojson(hand.county, details()).encode(),
        file_name=f"{stem}.geojson",
        mime="application/geo+json",
        key="download-geojson",
        on_click="ignore",
        width="stretch",
    )
    st.caption("Both carry the snapshot, the settings, the date and the sources with licences.")
