"""The list of plans: open, duplicate, delete with undo."""

from __future__ import annotations

import streamlit as st

from somerset_maps.plan import Plan
from somerset_maps.scenarios import PlanCard
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, new_plan, plan_in_session, take_in_hand
from somerset_maps.ui.words import counted

_DELETED = "just_deleted"
#: True while the list is open: a rerun of the page would close it.
PLANS_OPEN = "plans-open"
MOST_SHOWN = 40


def _closed() -> None:
    st.session_state[PLANS_OPEN] = False
    st.session_state[_DELETED] = None


@st.dialog("Plans on this computer", width="large", on_dismiss=_closed)
def plans_dialog(hand: Hand) -> None:
    """Show every plan that has a name or a group."""
    gone = st.session_state.get(_DELETED)
    if gone:
        name = hand.plans.state(gone).name or "Unnamed plan"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(f"Deleted: {name}")
            if st.button("Undo", key="bring-back"):
                hand.plans.bring_back(gone)
                st.session_state[_DELETED] = None
                st.rerun(scope="fragment")
    cards = [
        c for c in hand.plans.store.plans() if c.name or c.groups or c.plan_id == plan_in_session()
    ]
    for card in cards[:MOST_SHOWN]:
        _line(hand, card)
    if len(cards) > MOST_SHOWN:
        st.caption(f"{len(cards) - MOST_SHOWN} older plans are kept too.")
    if st.button("Start an empty plan", key="list-new"):
        _open(new_plan(Plan(), hand.state.snapshot))


def _line(hand: Hand, card: PlanCard) -> None:
    here = card.plan_id == plan_in_session()
    saved = card.saved.astimezone().strftime("%d %b %Y %H:%M")
    about, opener, copier, remover = st.columns([5, 1.3, 1.5, 1.3], vertical_alignment="center")
    with about:
        st.text(f"{card.name or 'Unnamed plan'}{' (in hand)' if here else ''}")
        st.caption(
            f"Practices of {_title(card.snapshot)} · "
            f"{counted(card.practices, 'practice', 'practices')} in "
            f"{counted(card.groups, 'group', 'groups')} · saved {saved}"
        )
    if opener.button("Open", key=f"open-{card.plan_id}", disabled=here):
        _open(card.plan_id)
    if copier.button("Duplicate", key=f"copy-{card.plan_id}"):
        browser = st.session_state.get("browser_key", "")
        _open(hand.plans.duplicate(card.plan_id, browser_key=browser))
    if remover.button("Delete", key=f"delete-{card.plan_id}"):
        hand.plans.delete(card.plan_id)
        st.session_state[_DELETED] = card.plan_id
        if here:
            take_in_hand(new_plan(Plan(), card.snapshot))
        st.rerun(scope="fragment")


def _open(plan_id: str) -> None:
    _closed()
    st.session_state["selected"] = st.session_state["selected_group"] = None
    st.session_state["notice"] = ""
    take_in_hand(plan_id)
    st.rerun()


def _title(snapshot: str) -> str:
    table = resources.snapshot_table()
    found = table.loc[table["snapshot"].astype(str) == snapshot, "title"]
    return str(found.iloc[0]) if len(found) else snapshot
