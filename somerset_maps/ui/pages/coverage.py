"""Coverage: who lives within reach of a surgery of their own group, and what a closure would do."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from somerset_maps.ui.coverage.catchments import catchments
from somerset_maps.ui.coverage.closures import closures
from somerset_maps.ui.coverage.drives import drives
from somerset_maps.ui.coverage.within import within_reach
from somerset_maps.ui.frame import Hand, hand_of_this_run

SECTIONS: dict[str, Callable[[Hand], None]] = {
    "Within reach": within_reach,
    "Who serves where": catchments,
    "If a surgery closed": closures,
    "Correct a drive": drives,
}


def show() -> None:
    """Show the section people chose, for the plan in hand."""
    st.title("Coverage")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    st.write(
        "**No surgery moves when a practice changes group.** What a plan can change is which "
        "surgeries a group could share. Minutes are estimates by car, “about”: nothing here speaks "
        "for people without one."
    )
    chosen = st.segmented_control(
        "Section", list(SECTIONS), default="Within reach", key="coverage-section",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    SECTIONS[chosen or "Within reach"](hand)
