"""The assumptions behind cover, teams and breaking points, for people to set."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from somerset_maps.settings import Settings
from somerset_maps.ui.frame import Hand, is_projector


def assumptions(hand: Hand) -> None:
    """Offer the settings; every page of this plan uses what is kept."""
    if is_projector():
        return
    now = hand.state.settings
    with st.expander("Assumptions (yours to change)"), st.form("assumptions", border=False):
        left, right = st.columns(2)
        with left:
            sharing = st.slider(
                "Cover a group really shares, % (0 until its practices agree)",
                0, 100, round(100 * now.sharing), 5,
            )  # fmt: skip
            absence = st.slider("GP time away on a usual day, %", 0, 50, round(100 * now.absence))
            winter = st.slider(
                "More away for everybody at once (a bad winter), %",
                0, 40, round(100 * now.shared_absence),
            )  # fmt: skip
        with right:
            needed = st.slider(
                "A day is short below this share of usual GP time, %",
                10, 100, round(100 * now.cover_needed),
            )  # fmt: skip
            team = st.slider("The most GPs in one team (continuity)", 1, 20, now.team_gps)
            point = st.number_input(
                "Breaking point: patients per full-time GP", 1_000.0, 10_000.0,
                float(now.breaking_point), 100.0,
            )  # fmt: skip
        if st.form_submit_button("Use these", type="primary"):
            _keep(
                hand,
                {
                    "sharing": sharing / 100, "absence": absence / 100,
                    "shared_absence": winter / 100, "cover_needed": needed / 100,
                    "team_gps": team, "breaking_point": point,
                },
            )  # fmt: skip


def _keep(hand: Hand, changes: dict[str, float]) -> None:
    try:
        settings = Settings.model_validate({**hand.state.settings.model_dump(), **changes})
    except ValidationError as error:
        st.error(f"This cannot be used: {error.errors()[0]['msg'].removeprefix('Value error, ')}")
        return
    hand.plans.set_settings(hand.plan_id, settings)
    st.rerun()
