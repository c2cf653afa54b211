"""Principles: a plan held against what the county's GPs asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from somerset_maps.ui.frame import Hand, hand_of_this_run
from somerset_maps.ui.principles.benefits import keep_and_gain
from somerset_maps.ui.principles.funding import the_fund
from somerset_maps.ui.principles.judging import eight_principles
from somerset_maps.ui.principles.models import models_and_staff
from somerset_maps.ui.principles.practices import each_practice
from somerset_maps.ui.principles.protecting import small_practices

SECTIONS: dict[str, Callable[[Hand], None]] = {
    "Eight principles": eight_principles,
    "Each practice": each_practice,
    "Keep and gain": keep_and_gain,
    "Models and staff": models_and_staff,
    "The fund": the_fund,
    "Small practices": small_practices,
}


def show() -> None:
    """Show the section people chose, for the plan in hand."""
    st.title("Principles")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    chosen = st.segmented_control(
        "Section", list(SECTIONS), default="Eight principles", key="principles-section",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    SECTIONS[chosen or "Eight principles"](hand)
