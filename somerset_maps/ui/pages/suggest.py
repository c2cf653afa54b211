"""Suggest: the grouping that is provably best under the room's rules, after the room's own plan."""

from __future__ import annotations

import streamlit as st

from somerset_maps.ui.frame import hand_of_this_run, is_projector
from somerset_maps.ui.suggesting.advanced import advanced
from somerset_maps.ui.suggesting.hints import single_moves
from somerset_maps.ui.suggesting.result import result
from somerset_maps.ui.suggesting.running import running, search_of
from somerset_maps.ui.suggesting.terms import terms_form
from somerset_maps.ui.suggesting.variations import variations

_REVEALED = "suggestion-revealed"


def show() -> None:
    """Show terms, the search, and what it found; hidden in a room until it is revealed."""
    st.title("Suggest")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    if is_projector() and not st.session_state.get(_REVEALED):
        st.write(
            "Practices choose; the tool suggests. A suggestion is best looked at after the room "
            "has made its own plan, so it is hidden here until the facilitator shows it."
        )
        st.button("Show it to the room", type="primary", on_click=_reveal)
        return
    st.write(
        "Practices choose; the tool suggests. Say the rules, and it looks for the grouping that is "
        "best by one measure and keeps them all, and proves that no other is better. What has been "
        "agreed stays."
    )
    search = search_of(hand)
    if not is_projector():
        with st.expander("The rules", expanded=search is None):
            terms_form(hand)
    running(hand)
    search = search_of(hand)
    if search is not None and search.ended and search.latest is not None:
        result(hand, search.latest)
        if not is_projector():
            variations(hand, search)
            advanced(hand, search)
    if not is_projector():
        single_moves(hand)


def _reveal() -> None:
    st.session_state[_REVEALED] = True
