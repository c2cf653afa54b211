"""Starting points: an empty plan, the localities, the networks that followed, a file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from somerset_maps.errors import PlanError, SomersetError
from somerset_maps.plan import Plan, read_plan
from somerset_maps.scenarios import Action
from somerset_maps.settings import Settings
from somerset_maps.ui import resources
from somerset_maps.ui.carrying import carry_over
from somerset_maps.ui.frame import (
    Hand,
    close_popovers,
    new_plan,
    shows_what_followed,
    take_in_hand,
)

PROBLEMS_SHOWN = 12


def starting_points(hand: Hand) -> None:
    """Offer the starting points; a plan that holds work already is kept beside the new one."""
    table = resources.snapshot_table()
    titles = dict(zip(table["snapshot"].astype(str), table["title"], strict=True))
    keys = list(titles)
    snapshot = st.selectbox(
        "Practices as they were in",
        keys,
        index=keys.index(hand.state.snapshot),
        format_func=lambda key: titles[key],
        key=f"start-snapshot-{hand.plan_id}",
    )
    notes = dict(zip(table["snapshot"].astype(str), table["basis_note"], strict=True))
    st.caption(f"{notes[snapshot]}.")
    if hand.state.plan.groups and snapshot != hand.state.snapshot:
        if st.button("This plan, carried over", key="start-carry", type="primary", width="stretch"):
            carry_over(hand, snapshot)
        st.caption("Groups keep their practices; who merged meanwhile follows the successor.")
    plans = resources.county(snapshot).reference_plans
    if st.button("An empty plan", key="start-empty", width="stretch"):
        begin(hand, snapshot, Plan(), "an empty plan")
    if st.button("The four localities", key="start-localities", width="stretch"):
        begin(hand, snapshot, plans["localities"], "the four localities")
    followed = st.toggle("Show what followed", value=shows_what_followed(), key="hindsight")
    if followed != shows_what_followed():
        st.session_state["what-followed"] = followed
        st.rerun()
    if followed:
        st.caption("The 13 Primary Care Networks (PCNs) that practices formed in 2019.")
        if st.button("The PCNs of 2019-20", key="start-pcn", width="stretch"):
            begin(hand, snapshot, plans["pcn-2020"], "the Primary Care Networks of 2019-20")
    _from_file(hand, snapshot)
    if hand.state.plan.groups:
        st.caption("The plan in hand stays as it is; find it again under Plans.")


def begin(
    hand: Hand, snapshot: str, plan: Plan, source: str, settings: Settings | None = None
) -> None:
    """Start from ``plan``: in the plan in hand while it is untouched, else in a new one."""
    state = hand.state
    if state.plan.groups or snapshot != state.snapshot:
        plan_id = new_plan(Plan(), snapshot)
        hand.plans.set_settings(plan_id, settings or state.settings)
    else:
        plan_id = hand.plan_id
        if settings:
            hand.plans.set_settings(plan_id, settings)
    if plan.groups:
        hand.plans.apply(plan_id, Action.replacing(plan, source))
    st.session_state["selected"] = st.session_state["selected_group"] = None
    st.session_state["notice"] = ""
    take_in_hand(plan_id)
    close_popovers()
    st.rerun()


def _from_file(hand: Hand, snapshot: str) -> None:
    """Read a plan from CSV; every bad row is shown at once and nothing is changed."""
    uploaded = st.file_uploader(
        "A plan from a file (CSV)", type=["csv", "txt"], key="plan-file", max_upload_size=2
    )
    if uploaded is None:
        return
    known = set(resources.snapshot_table()["snapshot"].astype(str))

    def snapshot_of(details: Mapping[str, str]) -> str:
        named = details.get("snapshot", snapshot)
        return named if named in known else snapshot

    try:
        file = read_plan(
            uploaded.getvalue(), lambda details: resources.list_sizes(snapshot_of(details))
        )
    except PlanError as error:
        _show_problems(error)
        return
    chosen = snapshot_of(file.details)
    count = len(file.plan.assignment)
    st.success(f"{count} practices in {len(file.plan.groups)} groups, snapshot {chosen}.")
    if st.button("Start from this file", key="start-file", type="primary"):
        try:
            begin(hand, chosen, file.plan, f"the file {uploaded.name[:60]}")
        except SomersetError as error:
            st.error(str(error))


def _show_problems(error: PlanError) -> None:
    st.error("The file was not read; your plan is as it was.")
    shown = [str(problem) for problem in error.problems[:PROBLEMS_SHOWN]]
    if len(error.problems) > PROBLEMS_SHOWN:
        shown.append(f"and {len(error.problems) - PROBLEMS_SHOWN} more")
    for problem in shown:
        st.text(f"• {problem}")
