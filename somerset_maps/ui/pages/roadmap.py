"""Roadmap: the way to a plan in stages, each with a benefit that can be measured."""

from __future__ import annotations

import streamlit as st

from somerset_maps.ui.frame import hand_of_this_run, is_projector
from somerset_maps.ui.stages.shown import files_of, stages_shown, those_who_wait
from somerset_maps.ui.stages.terms import the_way, way_form


def show() -> None:
    """Show the stages to the plan in hand."""
    st.title("Roadmap")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    st.write(
        "The way to the plan in hand in small steps, so that the room can stop after each. Sought "
        "is an order in which, after each stage, every group hangs together and none is further "
        "outside its size range than its practices were before."
    )
    if not is_projector():
        way_form(hand)
    road = the_way(hand)
    if road is None:
        st.info("Put practices into groups on the Plan page; then the way there shows here.")
        return
    stages_shown(hand, road)
    those_who_wait(hand, road)
    if not is_projector():
        files_of(hand, road)
