"""Outlook: five years ahead, other futures, and how good such forecasts were."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from somerset_maps.ui.frame import Hand, hand_of_this_run, shows_what_followed
from somerset_maps.ui.outlook.ahead import five_years
from somerset_maps.ui.outlook.architecture import changes_of_architecture
from somerset_maps.ui.outlook.futures import other_futures
from somerset_maps.ui.outlook.happened import what_happened_next
from somerset_maps.ui.outlook.tested import how_good

SECTIONS: dict[str, Callable[[Hand], None]] = {
    "Five years": five_years,
    "Other futures": other_futures,
    "Changes of architecture": changes_of_architecture,
    "How good is this?": how_good,
    "What happened next": what_happened_next,
}


def show() -> None:
    """Show the section people chose, for the plan in hand."""
    st.title("Outlook")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    chosen = st.segmented_control(
        "Section", list(SECTIONS), default="Five years", key="outlook-section",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    st.toggle(
        "Show what followed", value=shows_what_followed(), key="outlook-followed",
        on_change=_follow,
        help="The real record after the snapshot. A room that plans should not look at it first.",
    )  # fmt: skip
    SECTIONS[chosen or "Five years"](hand)


def _follow() -> None:
    st.session_state["what-followed"] = st.session_state["outlook-followed"]
