"""Taking a suggestion into one's own plan, whole or group by group, with one undo."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import Action
from somerset_maps.scenarios.changes import leavers
from somerset_maps.suggest import named_after, whole, with_group
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import listed

_NOTICE, _PENDING = "suggest-notice", "suggest-pending"
_MOST_NAMED = 3


def offer_all(hand: Hand, suggested: Plan, title: str) -> None:
    """Offer to take all of it."""

    def made() -> Plan:
        mine = hand.state.plan
        return whole(mine, named_after(hand.county, suggested, mine))

    st.button(
        "Take it all", key="suggest-take-all", on_click=_take, args=(hand, made, "", title),
    )  # fmt: skip


def offer_group(hand: Hand, suggested: Plan, name: str, title: str) -> None:
    """Offer to take one group as it is suggested."""

    def made() -> Plan:
        mine = hand.state.plan
        return with_group(hand.county, mine, named_after(hand.county, suggested, mine), name)

    st.button(
        "Take this group", key=f"suggest-take-{name}", on_click=_take,
        args=(hand, made, name, title), width="stretch",
    )  # fmt: skip


def _take(hand: Hand, made: Callable[[], Plan], group: str, title: str) -> None:
    """Do it at once, or ask first when a practice that has agreed would leave its group."""
    state = hand.state
    try:
        plan = made()
    except SomersetError as error:
        st.session_state[_NOTICE] = f"{error}. Nothing was changed."
        return
    source = f"the suggestion “{title}”"
    action = replace(Action.replacing(plan, source), group=group)
    leaving = leavers(state.plan, plan, state.marks)
    if leaving:
        st.session_state[_PENDING] = (hand.plan_id, state.revision, action, tuple(leaving))
        return
    _do(hand, action)


def _do(hand: Hand, action: Action) -> None:
    window = st.session_state.setdefault("window", f"window-{secrets.token_hex(6)}")
    try:
        outcome = hand.plans.apply(hand.plan_id, action, window, hand.state.revision)
    except SomersetError as error:
        st.session_state[_NOTICE] = f"{error}.".replace("..", ".")
        return
    said = f"{outcome.state.sentence}." if outcome.state.sentence else ""
    st.session_state[_NOTICE] = " ".join([said, *outcome.notices]).strip()


def what_was_taken(hand: Hand) -> None:
    """Say what the last taking did, with its undo; ask the open question, if there is one."""
    notice = st.session_state.get(_NOTICE)
    if notice:
        text, button = st.columns([5, 1], vertical_alignment="center")
        text.text(notice)
        if hand.state.can_undo:
            button.button(
                "Undo", key="suggest-undo", on_click=_do, args=(hand, Action("undo")),
                width="stretch",
            )  # fmt: skip
    pending = st.session_state.get(_PENDING)
    if pending and pending[:2] == (hand.plan_id, hand.state.revision):
        _ask(hand, pending[2], pending[3])


def _answered() -> None:
    st.session_state.pop(_PENDING, None)


def _confirmed(hand: Hand, action: Action) -> None:
    _answered()
    _do(hand, replace(action, confirmed=True))


@st.dialog("Practices that have agreed", on_dismiss=_answered)
def _ask(hand: Hand, action: Action, leaving: tuple[str, ...]) -> None:
    names = hand.county.practices["name"]
    groups = list(dict.fromkeys(hand.state.plan.assignment[code] for code in leaving))
    shown = [str(names[code]) for code in leaving[:_MOST_NAMED]]
    if leaving[_MOST_NAMED:]:
        shown.append(f"{len(leaving) - _MOST_NAMED} more")
    many = len(leaving) > 1
    st.text(
        f"{listed(shown)} {'have' if many else 'has'} agreed to be in {listed(groups)}. "
        f"Move {'them' if many else 'it'} all the same?"
    )
    left, right = st.columns(2)
    # A button in a dialog draws the dialog alone again: the page follows.
    if left.button("Leave it", key="suggest-leave", width="stretch", on_click=_answered):
        st.rerun()
    if right.button(
        "Move", key="suggest-move", type="primary", width="stretch", on_click=_confirmed,
        args=(hand, action),
    ):  # fmt: skip
        st.rerun()
