"""Protection of small practices: what is promised, beside their share and their say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.scenarios.review import subject_of
from somerset_maps.scenarios.texts import items
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import keep, written
from somerset_maps.ui.resilience.alone import choose_group
from somerset_maps.ui.words import percent

_YES = "promised"


def small_practices(hand: Hand) -> None:
    """Show what a group promises its members, beside share of the list and power."""
    if not hand.state.plan.assignment:
        st.info("Put practices into groups on the Plan page; then protections can be written down.")
        return
    group = choose_group(hand, "protect-group")
    now = written(hand)
    st.header("What the group promises each practice")
    for item in items("protection"):
        subject = subject_of("protection", group.letter, item.key)
        promised = now.get(subject) == _YES
        if is_projector():
            st.text(f"{'☑' if promised else '☐'} {item.title}")
            continue
        ticked = st.checkbox(item.title, value=promised, key=f"{hand.plan_id}-{subject}-{promised}")
        if ticked != promised and keep(hand, subject, _YES if ticked else ""):
            st.rerun()
    st.header("Share of the patients, and say")
    state = hand.state
    power = resources.scores(state.snapshot, state.plan, state.settings).power()
    rows = power.loc[list(group.members)].sort_values("share_of_group")
    names = hand.county.practices["name"]
    st.dataframe(
        pd.DataFrame(
            {
                "Practice": [str(names[code]) for code in rows.index],
                "Share of patients": [percent(value) for value in rows["share_of_group"]],
                "Say, votes by list": [percent(value) for value in rows["power"]],
                "Say, one practice one vote": [percent(value) for value in rows["power_one_vote"]],
                "Others can decide without it": [
                    "yes" if value else "no" for value in rows["others_decide"]
                ],
            }
        ),
        hide_index=True,
    )
    st.caption(
        "Say: how often its vote would turn a decision (Banzhaf index). No group votes by these "
        "rules until it writes them down; a matter reserved to each practice needs no vote."
    )
