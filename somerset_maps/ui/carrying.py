"""Carrying the plan in hand to another snapshot, and saying all that did not simply stay."""

from __future__ import annotations

import streamlit as st

from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, close_popovers, take_in_hand
from somerset_maps.ui.words import counted

_NOTES = "carried-notes"


def carry_over(hand: Hand, snapshot: str) -> None:
    """Keep a copy of the plan on the practices of another snapshot, and take it in hand.

    Groups, letters, colours and locks stay; stances and notes stay with practices that are still
    there. The plan it came from is kept as it is.
    """
    state = hand.state
    there = resources.county(snapshot)
    carried = state.plan.carried(hand.county, there)
    title = there.about["title"]
    plan_id = hand.plans.create(
        carried.plan,
        snapshot,
        state.settings,
        name=f"{state.name[:50] or 'Unnamed plan'}, {title}",
        browser_key=st.session_state.get("browser_key", ""),
        marks=state.marks.of_practices(set(map(str, there.practices.index))),
    )
    st.session_state[_NOTES] = (title, carried.notes)
    take_in_hand(plan_id)
    close_popovers()
    st.rerun()


def tell_what_was_carried() -> None:
    """Show once, after a carry, what merged, closed, was dispersed or is new."""
    if _NOTES in st.session_state:
        title, notes = st.session_state[_NOTES]
        _told(title, notes)


def _seen() -> None:
    st.session_state.pop(_NOTES, None)


@st.dialog("The plan was carried over", width="large", on_dismiss=_seen)
def _told(title: str, notes: tuple[str, ...]) -> None:
    st.write(f"It now stands on the practices of {title}. The plan it came from is under Plans.")
    if not notes:
        st.write("Every practice is where it was.")
    else:
        st.write(f"{counted(len(notes), 'practice', 'practices')} did not simply stay:")
        for note in notes:
            st.text(f"• {note}.")
    if st.button("Go on", key="carried-seen", type="primary"):
        _seen()
        st.rerun()
