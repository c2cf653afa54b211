"""The two conditions of 2015, as a statement for each practice."""

from __future__ import annotations

import streamlit as st

from somerset_maps.scenarios.review import subject_of
from somerset_maps.scenarios.texts import items
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import field, written

_FIELDS = {"gains": "What this practice gains", "gives": "What it gives up", "pace": "Its pace"}


def each_practice(hand: Hand) -> None:
    """Show the conditions, and what stands for one practice; counts only on a projector."""
    st.write(
        "The paper of 2015 announces three key principles and prints two. They hold for each "
        "practice:"
    )
    for item in items("condition"):
        st.markdown(f"- **{item.title}.** {item.asks}")
    now = written(hand)
    names = hand.county.practices["name"].sort_values()
    done = [
        code for code in map(str, names.index)
        if all(now.get(subject_of("practice", code, key)) for key in _FIELDS)
    ]  # fmt: skip
    st.caption(f"{len(done)} of {len(names)} practices have a full statement.")
    if is_projector():
        st.caption("What single practices wrote is not shown on a projector.")
        return
    code = st.selectbox(
        "Practice", list(map(str, names.index)), format_func=lambda one: str(names[one]),
        index=None, placeholder="Choose", key=f"statement-{hand.plan_id}",
    )  # fmt: skip
    if code is None:
        return
    st.caption(f"In this plan: {hand.state.plan.assignment.get(code, 'in no group')}.")
    for key, label in _FIELDS.items():
        field(hand, subject_of("practice", code, key), label, now)
