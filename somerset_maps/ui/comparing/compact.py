"""The most compact grouping under the rules in hand: worked out once for everybody."""

from __future__ import annotations

import streamlit as st

from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest import RunningSuggestion, Suggestion, Ticket
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.study import desk

_SECONDS = 120.0


@st.cache_resource(show_spinner=False)
def _searches() -> dict[str, Ticket]:
    """Return the searches of the process by snapshot and settings."""
    return {}


def most_compact(hand: Hand) -> tuple[float, Plan, str] | None:
    """Return the least travel, its plan and how sure it is; None, in words, before it is found."""
    snapshot, settings = hand.state.snapshot, rules_of(hand.state.settings)
    ticket = _ticket(snapshot, settings)
    if not ticket.ended:
        _progress(ticket)
        return None
    found: Suggestion | None = ticket.latest
    if found is None or (found.plan is None and not found.proved):
        _searches().pop(_key(snapshot, settings), None)
        st.warning("The most compact grouping was not found in time.")
        st.button("Try again", key="compact-again")
        return None
    if found.plan is None:
        st.warning(
            "No grouping of all practices keeps these rules, so there is no most compact one. The "
            "Suggest page says which rule stands in the way."
        )
        return None
    sure = (
        "Proved: no grouping in this size range, in one piece and within the longest drive is more "
        "compact."
        if found.proved
        else f"Not proved: a grouping could be up to {found.gap:.1%} more compact."
    )
    return found.values["travel"], found.plan, sure


def rules_of(settings: Settings) -> Settings:
    """Return the settings without size ranges of single groups, which other plans do not have."""
    shared = tuple(own for own in settings.own_ranges if own.kind == "locality")
    return settings.model_copy(update={"own_ranges": shared})


def _key(snapshot: str, settings: Settings) -> str:
    return f"{snapshot} {settings.model_dump_json()}"


def _ticket(snapshot: str, settings: Settings) -> Ticket:
    key, searches = _key(snapshot, settings), _searches()
    if key not in searches:
        county = resources.county(snapshot)
        searches[key] = desk().ask(lambda: RunningSuggestion(county, settings, time_limit=_SECONDS))
    return searches[key]


@st.fragment(run_every=1.0)
def _progress(ticket: Ticket) -> None:
    if ticket.ended:
        st.rerun()
    _ = ticket.latest  # a search that nobody looks at is ended
    waiting = ticket.ahead
    st.caption(
        "The most compact grouping waits for a search that goes first …"
        if waiting
        else f"Working out the most compact grouping, for {ticket.seconds:.0f} s …"
    )
