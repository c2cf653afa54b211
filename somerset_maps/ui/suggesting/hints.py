"""Up to three single moves that would help most, when somebody asks for them."""

from __future__ import annotations

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.scenarios import Action
from somerset_maps.suggest.hints import Hint, hints
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import percent


def single_moves(hand: Hand) -> None:
    """Offer hints; nothing is worked out before they are asked for."""
    st.header("Single moves that would help most")
    st.write(
        "By how many patients would be in groups of the size range, then by whole groups, then by "
        "shorter drives. Locked groups, and practices that have agreed, said no or not yet, are "
        "left where they are."
    )
    if not st.toggle("Show up to three", key="show-hints"):
        return
    state = hand.state
    stances = {code: said.stance for code, said in state.marks.stances.items()}
    found = hints(hand.county, state.plan, state.settings, stances)
    if not found:
        st.write(
            "No single move helps by these measures. Two practices trading places might: search."
            if state.plan.groups
            else "Put practices into groups first."
        )
    for number, hint in enumerate(found):
        said, button = st.columns([5, 1], vertical_alignment="center")
        name = str(hand.county.practices.at[hint.code, "name"])
        said.text(f"{name} to {hint.to}: {hint_words(hint)}")
        if button.button("Do it", key=f"hint-{number}-{hint.code}"):
            _do(hand, hint)


def hint_words(hint: Hint) -> str:
    """Return what a hint would do, in words."""
    parts = []
    if hint.in_range:
        side = "more" if hint.in_range > 0 else "fewer"
        parts.append(f"{percent(abs(hint.in_range))} {side} of all patients in the size range")
    if hint.pieces < 0:
        parts.append("a group in pieces becomes whole")
    if abs(hint.minutes) >= 0.05:
        way = "shorter" if hint.minutes < 0 else "longer"
        parts.append(f"drives to the hub {abs(hint.minutes):.1f} min {way} on average")
    return "; ".join(parts)


def _do(hand: Hand, hint: Hint) -> None:
    try:
        hand.plans.apply(hand.plan_id, Action("move", codes=(hint.code,), to=hint.to))
    except SomersetError as error:
        st.error(str(error))
    else:
        st.rerun()
