"""The planner: numbers first, then board and map, always of one plan, always in step."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_folium import st_folium

from somerset_maps.errors import SomersetError
from somerset_maps.maps import ONLINE_TILES
from somerset_maps.maps.planning import plan_state, planning_map
from somerset_maps.metrics.size import size_ranges
from somerset_maps.scenarios import Action
from somerset_maps.ui import resources
from somerset_maps.ui.board import planning_board
from somerset_maps.ui.frame import Hand, is_projector, projected_view, shows_what_followed
from somerset_maps.ui.group_panel import group_panel
from somerset_maps.ui.group_table import group_table
from somerset_maps.ui.hints import hints_popover
from somerset_maps.ui.last_move import consequences, last_move_html
from somerset_maps.ui.panel import practice_panel
from somerset_maps.ui.plan_list import PLANS_OPEN
from somerset_maps.ui.state import changed_groups, view_state
from somerset_maps.ui.strip import strip_html, tiles

BOARD, MAP = "plan_board", "plan_map"
_WINDOW, _ACKS, _NOTICE, _SELECTED = "window", "acks", "notice", "selected"
_GROUP = "selected_group"


def planner(hand: Hand) -> None:
    """Show strip, last move, board, map and the practice in hand; take in what was done to them."""
    take_in(hand)
    projector = is_projector()
    state = hand.state
    sizes = resources.list_sizes(state.snapshot)
    now = resources.scores(state.snapshot, state.plan, state.settings)
    before = resources.scores(state.snapshot, state.before, state.settings)
    st.session_state["shown"] = (state.plan_id, state.revision)
    moved = changed_groups(state.before, state.plan)
    residents = hand.county.small_areas["population"]
    shown_tiles = tiles(now, before, sizes, residents, state.marks, wall=projector)
    st.html(strip_html(shown_tiles, projector))
    room, foot = st.container(key="room"), st.container(key="foot")
    told = "" if projector and state.private else state.sentence
    said = consequences(now, before, moved) if told else []
    sentence = f"{told}." if told else ""
    saved = state.saved.astimezone().strftime("%H:%M:%S")
    notice, begun = st.session_state.get(_NOTICE, ""), bool(state.plan.groups)
    foot.html(last_move_html(sentence, said, notice, saved, begun))
    shown = view_state(
        now,
        sizes,
        plan_id=state.plan_id,
        revision=state.revision,
        acks=st.session_state.get(_ACKS, {}),
        changed=moved,
        can_undo=state.can_undo,
        can_redo=state.can_redo,
        selected=st.session_state.get(_SELECTED),
        notice=st.session_state.get(_NOTICE, ""),
        stances={code: said.stance for code, said in state.marks.stances.items()},
        ranges=size_ranges(hand.county, state.plan, state.settings),
        projector=projector,
    )
    urls = resources.layer_urls(state.snapshot)
    left, right = _places(room, projector)
    if right is not None:
        with right:
            planning_board(
                shown,
                urls.facts,
                height="var(--board-height)",
                projector=projector,
                script_url=resources.board_url(),
                on_outbox=_noted,
            )
    if left is not None:
        with left:
            st_folium(
                planning_map(urls),
                key=MAP,
                feature_group_to_add=plan_state(
                    {**shown, "hindsight": shows_what_followed(), "tiles": ONLINE_TILES}
                ),
                returned_objects=[],
                height=560,
                use_container_width=True,
                on_change=_noted,
            )
    selected = st.session_state.get(_SELECTED)
    if selected in sizes:
        practice_panel(hand, now, selected, lambda action: do(hand, action), show_panel)
    opened = st.session_state.get(_GROUP)
    if opened is not None and opened in now.groups.index:
        group_panel(hand.county, now, opened, show_panel)
    if not projector:
        with foot:
            hints_popover(hand, now, lambda action: do(hand, action))
        with st.container(key="table"):
            group_table(now, hand.county)


def _places(
    room: DeltaGenerator, projector: bool
) -> tuple[DeltaGenerator | None, DeltaGenerator | None]:
    """Return where map and board stand: side by side, or one of them alone on a projector."""
    if projector:
        alone = room.container(key="alone")
        return (None, alone) if projected_view() == "Board" else (alone, None)
    left, right = room.columns([1.45, 1], gap="small")
    return left, right


def take_in(hand: Hand) -> None:
    """Journal what map and board have sent and the server has not dealt with; each action once."""
    entries = [entry for key in (BOARD, MAP) for entry in _outbox(st.session_state.get(key))]
    acks = st.session_state.setdefault(_ACKS, {})
    fresh = [entry for entry in entries if _is_new(entry, acks)]
    if not fresh:
        return
    window = st.session_state.setdefault(_WINDOW, f"window-{secrets.token_hex(6)}")
    _, seen = st.session_state.get("shown", (None, None))
    try:
        outcome = hand.plans.submit(hand.plan_id, fresh, seen, window)
    except SomersetError as error:
        st.session_state[_NOTICE] = f"{error} Nothing of the last change was kept."
        return
    acks |= outcome.acks
    st.session_state[_NOTICE] = " ".join(outcome.notices)
    if outcome.opened is not None:
        show_panel(outcome.opened.practice, outcome.opened.group)


def _outbox(value: Any) -> list[Any]:
    """Return the entries a view holds, or none when it has not spoken yet."""
    entries = value.get("outbox") if isinstance(value, Mapping) else None
    return list(entries) if isinstance(entries, list | tuple) else []


def _is_new(entry: Any, acks: Mapping[str, int]) -> bool:
    if not isinstance(entry, Mapping):
        return True
    seq = entry.get("seq")
    return not (isinstance(seq, int) and seq <= acks.get(str(entry.get("client")), 0))


def _noted() -> None:
    """Let Streamlit keep the component's value; the planner reads it as it starts."""


def do(hand: Hand, action: Action) -> bool:
    """Do an action that a panel asks for and return whether it was done; a notice says why not."""
    window = st.session_state.setdefault(_WINDOW, f"window-{secrets.token_hex(6)}")
    _, seen = st.session_state.get("shown", (None, None))
    try:
        outcome = hand.plans.apply(hand.plan_id, action, window, seen)
    except SomersetError as error:
        st.session_state[_NOTICE] = f"{error}."
        return False
    st.session_state[_NOTICE] = " ".join(outcome.notices)
    return True


def show_panel(practice: str = "", group: str = "") -> None:
    """Show the panel of a practice or of a group in the next run; none when both are empty."""
    st.session_state[_SELECTED] = practice or None
    st.session_state[_GROUP] = group or None


@st.fragment(run_every=2.0)
def watch_other_windows(hand: Hand) -> None:
    """Draw the plan again when another window has changed it."""
    if st.session_state.get(PLANS_OPEN):
        return
    shown = st.session_state.get("shown")
    if shown is not None and shown != (hand.plan_id, hand.plans.get(hand.plan_id).revision):
        st.rerun(scope="app")
