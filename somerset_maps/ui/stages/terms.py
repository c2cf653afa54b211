"""What people decide about the way: from where, how fast, who goes first, who waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.plan import Plan
from somerset_maps.roadmap import Roadmap, RoadmapTerms, roadmap
from somerset_maps.scenarios.entries import latest
from somerset_maps.settings import Settings
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.other_plan import TODAY, choices, plan_of

KIND = "roadmap"
_TERMS = "terms"
#: Practices that wait may move from this stage on.
WAIT_UNTIL = 3


def way_form(hand: Hand) -> None:
    """Show the terms of the way and keep them with the plan."""
    now = _kept(hand)
    groups = {g.letter: g.name for g in hand.state.plan.groups if len(g.members) > 1}
    names = hand.county.practices["name"]
    codes = [str(code) for code in names.sort_values().index]
    found = choices(hand)
    start = now.get("start", TODAY)
    with st.expander("How to get there"), st.form("way", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            start = st.selectbox(
                "From", list(found), format_func=found.__getitem__,
                index=list(found).index(start) if start in found else 0,
            )  # fmt: skip
            at_once = st.slider("Practices that can move in one stage", 2, 30, now["at_once"])
            months = st.slider("Months from one stage to the next", 1, 12, now["months"])
        with right:
            begins = st.date_input(
                "The first stage starts (any month: nothing waits for April)",
                date.fromisoformat(now["begins"]),
            )
            volunteers = st.multiselect(
                "Groups that offer to go first, as a pilot", list(groups),
                [letter for letter in now["volunteers"] if letter in groups],
                format_func=lambda letter: f"{letter} {groups[letter]}",
            )  # fmt: skip
            waits = st.multiselect(
                f"Practices not before stage {WAIT_UNTIL}", codes,
                [code for code in now["waits"] if code in names.index],
                format_func=names.get,
            )  # fmt: skip
        if st.form_submit_button("Show the way", type="primary"):
            value = {
                "start": start, "at_once": at_once, "months": months,
                "begins": begins.isoformat(), "volunteers": volunteers, "waits": waits,
            }  # fmt: skip
            try:
                hand.plans.store.write(hand.plan_id, KIND, _TERMS, value)
            except SomersetError as error:
                st.error(str(error))
            else:
                st.rerun()


def _kept(hand: Hand) -> dict[str, Any]:
    usual = RoadmapTerms()
    entry = latest(hand.plans.store.entries(hand.plan_id, KIND)).get(_TERMS)
    value: Mapping[str, Any] = entry.value if entry else {}
    return {
        "start": TODAY, "at_once": usual.at_once, "months": usual.months,
        "begins": usual.begins.isoformat(), "volunteers": [], "waits": [], **value,
    }  # fmt: skip


def waiting(hand: Hand) -> list[str]:
    """Return the practices that do not move before stage 3."""
    return [code for code in _kept(hand)["waits"] if code in hand.county.position]


def the_way(hand: Hand) -> Roadmap | None:
    """Return the roadmap to the plan in hand; None while it has no group."""
    state, now = hand.state, _kept(hand)
    if not state.plan.assignment:
        return None
    found = choices(hand)
    start = plan_of(hand, now["start"] if now["start"] in found else TODAY)
    terms = (
        now["at_once"], now["months"], now["begins"], tuple(sorted(now["volunteers"])),
        tuple(sorted(waiting(hand))),
    )  # fmt: skip
    return _roadmap(state.snapshot, state.plan, state.settings, start, terms)


@lru_cache(maxsize=16)
def _roadmap(
    snapshot: str,
    plan: Plan,
    settings: Settings,
    start: Plan,
    terms: tuple[int, int, str, tuple[str, ...], tuple[str, ...]],
) -> Roadmap:
    at_once, months, begins, volunteers, waits = terms
    return roadmap(
        resources.county(snapshot), plan, settings, start=start,
        terms=RoadmapTerms(
            at_once=at_once, months=months, begins=date.fromisoformat(begins),
            not_before=dict.fromkeys(waits, WAIT_UNTIL), volunteers=frozenset(volunteers),
        ),
    )  # fmt: skip
