"""Up to three single moves that would help a plan most, when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from somerset_maps.metrics import Scores
from somerset_maps.scenarios import Action
from somerset_maps.suggest.hints import MEASURES, Hint, hints
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import whole

#: The button stands at the right of the line about the last move, and takes no room of its own.
_STYLE = """<style>
.st-key-foot { position: relative; }
.st-key-hints { position: absolute; right: 0; top: 0; width: auto !important; }
.st-key-foot .last-move { padding-right: 7rem; }
.st-key-hints button { min-height: 44px; }
</style>"""


def hints_popover(hand: Hand, now: Scores, do: Callable[[Action], object]) -> None:
    """Offer hints in a popover; nothing is worked out before it is opened.

    Args:
        hand: the plan in hand.
        now: its measures.
        do: does an action.
    """
    st.html(_STYLE)
    with st.container(key="hints"):
        turn = st.session_state.setdefault("popover-turn", 0)
        popover = st.popover("Hints", key=f"hints-popover-{turn}", on_change="rerun")
        if popover.open:
            with popover:
                _moves(hand, now, do)


def _moves(hand: Hand, now: Scores, do: Callable[[Action], object]) -> None:
    state, names = hand.state, hand.county.practices["name"]
    lists = resources.list_sizes(state.snapshot)

    def move(hint: Hint) -> None:
        do(Action("move", codes=(hint.code,), to=hint.to))

    stances = {code: said.stance for code, said in state.marks.stances.items()}
    found = hints(hand.county, state.plan, state.settings, stances)
    if not state.plan.assignment:
        st.write("Put a few practices into groups first; then single moves can be weighed.")
        return
    if not found:
        st.write(
            "No single move helps by size or by travel. Two practices trading places might: the "
            "Suggest page looks at all moves together."
        )
        return
    st.markdown("**Single moves that help most**")
    st.caption(f"By {MEASURES[found[0].measure]}.")
    for hint in found:
        text, button = st.columns([4, 1.2], vertical_alignment="center")
        text.text(f"{names[hint.code]} to {hint.to}: {hint_words(hint, now, lists[hint.code])}")
        button.button("Move", key=f"hint-{hint.code}", on_click=move, args=(hint,))
    st.caption(
        "Locked groups stay, and practices that have agreed, or say no or not yet. One number is "
        "not the whole of it."
    )


def hint_words(hint: Hint, now: Scores, patients: float) -> str:
    """Return what a hint would do, in words: by its measure, and to the groups it touches.

    Args:
        hint: the move.
        now: the plan's measures before it.
        patients: of the practice that would move.
    """
    if hint.measure == "travel":
        share = hint.by / hint.was if hint.was else 0.0
        return f"{whole(hint.by)} patients x minutes less travel to the hubs ({share:.1%})"
    sizes = [(hint.to, patients), *([(hint.before, -patients)] if hint.before else [])]
    told = []
    for name, change in sizes:
        size = float(now.groups.at[name, "registered"])
        told.append(f"{name} {whole(size)} → {whole(size + change)}")
    return f"{whole(hint.by)} fewer ({'; '.join(told)})"
