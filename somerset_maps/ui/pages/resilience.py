"""Resilience: what a group can bear, each practice alone and in its group."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from somerset_maps.ui.frame import Hand, hand_of_this_run
from somerset_maps.ui.resilience.alone import alone_and_together
from somerset_maps.ui.resilience.assumptions import assumptions
from somerset_maps.ui.resilience.continuity import continuity
from somerset_maps.ui.resilience.groups import groups
from somerset_maps.ui.resilience.say import size_and_say
from somerset_maps.ui.resilience.sizes import what_size_does
from somerset_maps.ui.resilience.stressing import stress_tests

SECTIONS: dict[str, Callable[[Hand], None]] = {
    "Groups": groups,
    "Alone and together": alone_and_together,
    "Size and say": size_and_say,
    "Continuity": continuity,
    "Stress tests": stress_tests,
    "What size does": what_size_does,
}


def show() -> None:
    """Show the section people chose, for the plan in hand."""
    st.title("Resilience")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    chosen = st.segmented_control(
        "Section", list(SECTIONS), default="Groups", key="resilience-section",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    section = chosen or "Groups"
    if not hand.state.plan.assignment and section != "What size does":
        st.info("Put practices into groups on the Plan page; then this shows what they can bear.")
        return
    SECTIONS[section](hand)
    assumptions(hand)
