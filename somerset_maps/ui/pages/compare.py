"""Compare: two to four plans side by side, and five frames for a board's agenda."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

import streamlit as st

from somerset_maps.ui.comparing.agenda import agenda_item, frame_on_screen, is_presenting
from somerset_maps.ui.comparing.charts import charts
from somerset_maps.ui.comparing.chosen import Comparison, choose
from somerset_maps.ui.comparing.maps import maps_and_practices
from somerset_maps.ui.comparing.numbers import numbers
from somerset_maps.ui.comparing.people import people
from somerset_maps.ui.frame import hand_of_this_run

SECTIONS: dict[str, Callable[[Comparison], None]] = {
    "Maps and practices": maps_and_practices,
    "Every measure": numbers,
    "Group by group": charts,
    "What people say": people,
    "Agenda item": agenda_item,
}
_FIRST = "Maps and practices"


def show() -> None:
    """Show the section people chose, for the plan in hand and those it is set beside."""
    st.html(f"<style>{_style()}</style>")
    st.title("Compare")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    with st.container(key="compare-choices"):
        comparison = choose(hand)
        chosen = st.segmented_control(
            "Section", list(SECTIONS), default=_FIRST, key="compare-section",
            label_visibility="collapsed", required=True,
        )  # fmt: skip
    if comparison is None:
        return
    if is_presenting():
        frame_on_screen(comparison)
    else:
        SECTIONS[chosen or _FIRST](comparison)


@lru_cache
def _style() -> str:
    return files("somerset_maps.ui").joinpath("styles", "compare.css").read_text("utf-8")
