"""What a group must not lose, beside what it hopes to gain."""

from __future__ import annotations

import streamlit as st

from somerset_maps.scenarios.texts import items
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.principles.keeping import table, written
from somerset_maps.ui.resilience.alone import choose_group

_KEPT = {"how": "What keeps it", "who": "Who looks after it"}
_GAINED = {
    "expects": "Who expects it", "owner": "Who owns it", "measure": "How it is measured",
    "when": "By when",
}  # fmt: skip


def keep_and_gain(hand: Hand) -> None:
    """Show the six strengths and the eleven benefits of one group, for people to fill."""
    if not hand.state.plan.assignment:
        st.info("Put practices into groups on the Plan page; then each group can fill this in.")
        return
    group = choose_group(hand, "benefits-group")
    now = written(hand)
    st.header("What this group must not lose")
    table(
        hand, f"strength/{group.letter}",
        {item.key: item.title for item in items("strength")}, _KEPT, {}, now,
    )  # fmt: skip
    st.header("What it hopes to gain")
    benefits = items("benefit")
    table(
        hand, f"benefit/{group.letter}", {item.key: item.title for item in benefits}, _GAINED,
        {"Evidence": [item.evidence for item in benefits]}, now,
    )  # fmt: skip
    st.write(
        "There is wide acceptance, and little direct evidence, that groups of 30–50,000 patients "
        "are best. A benefit that nobody owns and nobody measures is a hope."
    )
