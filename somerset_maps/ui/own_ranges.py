"""Size ranges of single groups or localities, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from somerset_maps.settings import OwnRange, Settings
from somerset_maps.sources.schemas import LOCALITIES
from somerset_maps.ui.frame import Hand

_Kind = Literal["group", "locality"]
_GROUP: _Kind = "group"
_LOCALITY: _Kind = "locality"


def own_ranges(hand: Hand, keep: Callable[[Settings], None]) -> None:
    """Show the ranges that differ from the plan's, and a form for another.

    Args:
        hand: the plan in hand.
        keep: keeps other settings with the plan.
    """
    settings = hand.state.settings
    groups = {group.letter: group.name for group in hand.state.plan.groups}
    st.markdown("**A range of its own**")
    for item in settings.own_ranges:
        name = groups.get(item.key) if item.kind == _GROUP else item.key
        if name is None:
            continue
        low, high = item.band
        line, button = st.columns([4, 1], vertical_alignment="center")
        line.text(f"{name}: {low:,} to {high:,}{f', {item.reason}' if item.reason else ''}")
        if button.button("Remove", key=f"no-range-{item.kind}-{item.key}"):
            left = tuple(other for other in settings.own_ranges if other != item)
            keep(settings.model_copy(update={"own_ranges": left}))
    choices: list[tuple[_Kind, str]] = [(_LOCALITY, name) for name in LOCALITIES]
    choices += [(_GROUP, letter) for letter in groups]
    with st.form("own-range-form", border=False, clear_on_submit=True):
        kind, key = st.selectbox(
            "For",
            choices,
            format_func=lambda choice: (
                f"groups of {choice[1]}"
                if choice[0] == _LOCALITY
                else f"{choice[1]} {groups[choice[1]]}"
            ),
        )
        low = st.number_input("From", 1_000, 600_000, 18_000, 1_000, key="own-form-low")
        high = st.number_input("To", 1_000, 600_000, 30_000, 1_000, key="own-form-high")
        reason = st.text_input("Because", max_chars=60, placeholder="rural")
        if st.form_submit_button("Set this range"):
            if low > high:
                st.error("The range must run from the smaller to the larger number.")
                return
            made = OwnRange(kind=kind, key=key, band=(int(low), int(high)), reason=reason.strip())
            others = tuple(o for o in settings.own_ranges if (o.kind, o.key) != (kind, key))
            keep(settings.model_copy(update={"own_ranges": (*others, made)}))
