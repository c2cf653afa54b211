"""The bar: which plan is in hand, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.settings import SIZE_RANGES, Settings
from somerset_maps.ui import resources
from somerset_maps.ui.downloads import download_choices
from somerset_maps.ui.frame import (
    PROJECTED_VIEWS,
    Hand,
    close_popovers,
    is_projector,
    projected_view,
    set_projector,
    take_in_hand,
)
from somerset_maps.ui.own_ranges import own_ranges
from somerset_maps.ui.plan_list import PLANS_OPEN, plans_dialog
from somerset_maps.ui.starting import starting_points

OWN_RANGE = "another range"


def plan_bar(hand: Hand) -> None:
    """Show the bar of the plan in hand."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        _plan_line(hand)
        if is_projector():
            _projector_choices()
            return
        _popover("Start from", "start", starting_points, hand)
        _popover("Size range", "range", _size_range, hand)
        _popover("Save as", "save", _save_as, hand)
        if st.button("Plans", key="plans-button"):
            st.session_state[PLANS_OPEN] = True
            plans_dialog(hand)
        _popover("Download", "download", download_choices, hand)
        st.button("Projector", key="projector-on", on_click=set_projector, args=(True,))


def _projector_choices() -> None:
    """Offer map or board, and the way back."""
    view = projected_view()
    for name in PROJECTED_VIEWS:
        st.button(
            name,
            key=f"projected-{name}",
            type="primary" if name == view else "secondary",
            on_click=_project,
            args=(name,),
        )
    st.button("Leave projector", key="projector-off", on_click=set_projector, args=(False,))


def _project(view: str) -> None:
    st.session_state["projected-view"] = view


def _popover(label: str, key: str, fill: Callable[[Hand], None], hand: Hand) -> None:
    """Show a popover that is filled only while it is open: a drag should not pay for it.

    Its key takes a new turn when what it was opened for is done, which closes it.
    """
    turn = st.session_state.setdefault("popover-turn", 0)
    popover = st.popover(label, key=f"{key}-popover-{turn}", on_change="rerun")
    if popover.open:
        with popover:
            fill(hand)


def _plan_line(hand: Hand) -> None:
    state = hand.state
    low, high = state.settings.band
    deleted = " (deleted)" if state.deleted else ""
    st.html(
        f'<p class="plan-in-hand"><b>{escape(state.name or "Unnamed plan")}</b>{deleted}'
        f'<span class="quiet">{escape(hand.county.about["title"])} · '
        f'{low:,}–{high:,}<span class="wide"> a group</span></span></p>',
        width="stretch",
    )


def _size_range(hand: Hand) -> None:
    """Offer the two papers' ranges and one of one's own."""
    settings = hand.state.settings
    choices = [key for key, _, _ in SIZE_RANGES] + [OWN_RANGE]
    present = next((key for key, band, _ in SIZE_RANGES if band == settings.band), OWN_RANGE)
    chosen = st.radio(
        "How large should a group be?",
        choices,
        index=choices.index(present),
        captions=[f"{caption}." for _, _, caption in SIZE_RANGES] + ["Your own numbers."],
        key=f"range-{hand.plan_id}-{present}",
    )
    if chosen == OWN_RANGE:
        low = st.number_input(
            "From (patients)", 1_000, 600_000, settings.band[0], 1_000, key="own-low"
        )
        high = st.number_input(
            "To (patients)", 1_000, 600_000, settings.band[1], 1_000, key="own-high"
        )
        if low > high:
            st.error("The range must run from the smaller to the larger number.")
        elif st.button("Use this range", key="own-range") and (low, high) != settings.band:
            _set(hand, settings.model_copy(update={"band": (int(low), int(high))}))
    elif chosen != present:
        band = next(band for key, band, _ in SIZE_RANGES if key == chosen)
        _set(hand, settings.model_copy(update={"band": band}))
    own_ranges(hand, lambda settings: _set(hand, settings))
    st.caption(
        "Both ends count as in the range. No study shows that one size is best; a group outside "
        "the range is not wrong."
    )


def _set(hand: Hand, settings: Settings) -> None:
    hand.plans.set_settings(hand.plan_id, settings)
    close_popovers()
    st.rerun()


def _save_as(hand: Hand) -> None:
    """Save the plan under a name; every change is kept on disk all the same."""
    with st.form("save-as", border=False):
        name = st.text_input("Name of the plan", value=hand.state.name, max_chars=80)
        if st.form_submit_button("Save under this name", type="primary"):
            try:
                hand.plans.rename(hand.plan_id, name)
            except SomersetError as error:
                st.error(str(error))
            else:
                close_popovers()
                st.rerun()
    st.caption("Every change is saved at once on this computer; a name makes it easy to find.")
    if st.button("Duplicate this plan", key="duplicate"):
        browser = st.session_state.get("browser_key", "")
        take_in_hand(resources.live_plans().duplicate(hand.plan_id, browser_key=browser))
        close_popovers()
        st.rerun()
