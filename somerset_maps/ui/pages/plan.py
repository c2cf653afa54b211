"""The Plan page."""

from __future__ import annotations

import streamlit as st

from somerset_maps.ui.carrying import tell_what_was_carried
from somerset_maps.ui.frame import hand_of_this_run
from somerset_maps.ui.planner import planner, watch_other_windows


def show() -> None:
    """Show the planner on the plan in hand."""
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    planner(hand)
    tell_what_was_carried()
    watch_other_windows(hand)
