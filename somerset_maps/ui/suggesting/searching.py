"""Asking for a search, and seeing plan, bound and gap while it runs."""

from __future__ import annotations

import math
import time
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from somerset_maps.errors import PlanError
from somerset_maps.suggest import OBJECTIVES, Suggestion, Wishes
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.study import Kind, Study, start
from somerset_maps.ui.words import counted, percent, whole

_SECONDS = (10, 30, 60, 120)
_BETWEEN = 0.5


def ask(hand: Hand, wishes: Wishes) -> DeltaGenerator:
    """Offer the searches for these terms; return where one that runs shows, below its button."""
    buttons = st.container()
    seconds = st.select_slider(
        "Look for at most so many seconds", _SECONDS, value=60, key="suggest-seconds",
        help="When the time is up you get the best plan so far and how far it may be from the "
        "best there is.",
    )  # fmt: skip
    with buttons:
        if st.button("Find the grouping", type="primary", key="suggest-run", width="stretch"):
            begin(hand, wishes, "best", seconds)
        running = st.container()
        if hand.state.plan.assignment:
            if st.button("Mend my plan", key="suggest-mend", width="stretch"):
                begin(hand, wishes, "mend", seconds)
            st.caption(
                "Mending changes as few patients' groups as possible until every practice is in a "
                "group and every rule is kept. Locked groups stay."
            )
    return running


def begin(
    hand: Hand, wishes: Wishes, kind: Kind, seconds: float = 60, first: Study | None = None
) -> None:
    """Start a search and draw the page with it; a notice says why not."""
    try:
        start(hand, wishes, kind, seconds, first)
    except PlanError as error:
        st.warning(f"{error}.".replace("..", "."))
        return
    st.rerun()


def progress(study: Study) -> None:
    """Show a search that waits or runs, with a way to end it."""
    _live(study)
    if st.button("End the search", key="suggest-cancel"):
        study.ticket.cancel()
        st.rerun()


@st.fragment(run_every=_BETWEEN)
def _live(study: Study) -> None:
    """Draw the numbers alone again and again; the page once, when the search is over."""
    if study.over:
        study.look()
        st.rerun(scope="app")
    ahead = study.ticket.ahead
    if ahead:
        others = counted(ahead, "other search goes", "other searches go")
        st.info(f"Waiting: {others} first, so that those who drag have the machine to themselves.")
        return
    found = study.look()
    said = numbers(study, found) if found is not None else ""
    st.html(
        f'<p class="searching" role="status">Searching … {study.ticket.seconds:.0f} s. '
        f"{escape(said)}</p>"
    )


def numbers(study: Study, found: Suggestion) -> str:
    """Return plan, bound and gap in words."""
    if not found.bound or math.isinf(found.bound):
        return "Listing the groups that keep the rules."
    bound = f"no grouping under these rules can be below {amount(study, found.bound)}"
    if found.plan is None:
        return f"No plan yet; {bound}."
    best = f"Best so far: {amount(study, found.objective)} in {len(found.plan.groups)} groups"
    return f"{best}; {bound}. So at most {percent(found.gap)} better is possible."


def amount(study: Study, cost: float) -> str:
    """Return a cost with its unit; travel also as minutes for each patient."""
    weights = dict(study.terms.weights)
    if len(weights) > 1 or study.terms.size.soft:
        return f"{whole(cost)} in all, weights and soft rules counted"
    key = next(iter(weights))
    return f"{whole(cost)} {OBJECTIVES[key].unit}"


def wait_for(study: Study, seconds: float = 0.6) -> None:
    """Give a search a moment: the quick ones are over before the page is drawn."""
    until = time.monotonic() + seconds
    while not study.over and time.monotonic() < until:
        time.sleep(0.05)
