"""Suggest: the most compact grouping under the room's rules, with proof, after its own plan."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from somerset_maps.ui.frame import Hand, hand_of_this_run, is_projector
from somerset_maps.ui.suggesting.advanced import advanced
from somerset_maps.ui.suggesting.costs import costs
from somerset_maps.ui.suggesting.reasons import why_none
from somerset_maps.ui.suggesting.result import differences, verdict
from somerset_maps.ui.suggesting.searching import ask, begin, progress, wait_for
from somerset_maps.ui.suggesting.study import Study, show_to_room, shown_to_room, studies
from somerset_maps.ui.suggesting.taking import what_was_taken
from somerset_maps.ui.suggesting.terms import choose_terms

_CHOSEN = "suggest-chosen"


@lru_cache(maxsize=1)
def _style() -> str:
    return files("somerset_maps.ui").joinpath("styles/suggest.css").read_text("utf-8")


def show() -> None:
    """Show the page for the plan in hand."""
    st.html(f"<style>{_style()}</style>")
    st.title("Suggest")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    if is_projector():
        _to_the_room(hand)
        return
    st.write(
        "Make your own plan first; then see how compact a grouping could be under your rules, "
        "with proof. The tool suggests, practices choose: nothing here changes your plan until "
        "you take it."
    )
    anything = bool(studies(hand.plan_id) or shown_to_room(hand.plan_id))
    with st.container(key="suggest-found" if anything else "suggest"):
        left, right = st.columns([1, 1.7], gap="large")
        with left:
            asking = st.container()
            wishes = choose_terms(hand)
            with asking:
                running = ask(hand, wishes)
        with right:
            _results(hand, running)
    _watch(hand, hand.state.revision, _version(hand))


def _results(hand: Hand, running: DeltaGenerator) -> None:
    """Show what was found; a search under way shows beside the button that started it."""
    what_was_taken(hand)
    own = studies(hand.plan_id)
    shown = shown_to_room(hand.plan_id)
    offered = [*own, *([shown] if shown is not None and shown not in own else [])]
    if not offered:
        st.info("Press “Find the grouping”, or change the rules first.")
        return
    study = _choose(offered, shown)
    wait_for(study)
    if not study.over:
        st.info("What is found shows here.")
        with running:
            progress(study)
        return
    found = study.look()
    if found is None:
        st.info("The search was ended before it knew anything.")
    elif found.plan is None:
        why_none(hand, study, found)
    else:
        _show_to_room(hand, study)
        verdict(hand, study, found)
        costs(hand, found.plan)
        differences(hand, study, private=True)
        _otherwise(hand, study)
        advanced(hand, study)


def _choose(offered: list[Study], shown: Study | None) -> Study:
    """Let people choose among what was found; the newest stands first."""
    chosen = st.session_state.get(_CHOSEN)
    if chosen not in offered:
        chosen = offered[-1]
    if len(offered) > 1:
        numbers = list(reversed(range(len(offered))))
        number = st.selectbox(
            "Found so far", numbers, index=numbers.index(offered.index(chosen)),
            key=f"suggest-found-{len(offered)}-{id(chosen)}",
            format_func=lambda at: (
                offered[at].title + (" (shown to the room)" if offered[at] is shown else "")
            ),
        )  # fmt: skip
        chosen = offered[number]
    st.session_state[_CHOSEN] = chosen
    return chosen


def _show_to_room(hand: Hand, study: Study) -> None:
    shown = shown_to_room(hand.plan_id) is study
    on = st.toggle(
        "Show this to the room", value=shown, key=f"suggest-room-{id(study)}-{shown}",
        help="Until then nobody else who has this plan open sees it, and a projector does not.",
    )  # fmt: skip
    if on != shown:
        show_to_room(hand.plan_id, study if on else None)
        st.rerun()


def _otherwise(hand: Hand, study: Study) -> None:
    """Offer plans that differ, and say what each loses against the first."""
    first = study.first or study
    best = first.look()
    if study.kind == "mend" or best is None or best.plan is None:
        return
    st.subheader("Otherwise")
    alike = [one for one in studies(hand.plan_id) if one.first is first and one.plan is not None]
    for one in alike:
        found = one.look()
        if found is not None and best.objective:
            loss = found.objective / best.objective - 1
            sure = "proved" if found.proved else f"at most {found.gap:.1%} better is possible"
            st.text(f"• {one.title}: costs {loss:.1%} more than “{first.title}” ({sure})")
    st.write(
        "The best grouping that places at least 20% of the patients otherwise than each of those "
        "above: what else is nearly as good?"
    )
    if st.button("Find one that differs", key="suggest-otherwise"):
        begin(hand, first.wishes, "other", first=first)


def _to_the_room(hand: Hand) -> None:
    """Show a room what its facilitator has chosen to show, and nothing before."""
    study = shown_to_room(hand.plan_id)
    own = [one for one in studies(hand.plan_id) if one.over and one.plan is not None]
    if study is None:
        st.info("Nothing is shown here until the facilitator shows it to the room.")
        if own and st.button("Show it to the room", key="suggest-reveal"):
            show_to_room(hand.plan_id, own[-1])
            st.rerun()
    else:
        found = study.look()
        if found is not None and found.plan is not None:
            verdict(hand, study, found)
            differences(hand, study, private=False)
            costs(hand, found.plan)
        if st.button("Hide it again", key="suggest-hide"):
            show_to_room(hand.plan_id, None)
            st.rerun()
    _watch(hand, hand.state.revision, _version(hand))


def _version(hand: Hand) -> int:
    return id(shown_to_room(hand.plan_id))


@st.fragment(run_every=2.0)
def _watch(hand: Hand, revision: int, version: int) -> None:
    """Draw the page again when another window changed the plan or what the room is shown."""
    now = hand.plans.get(hand.plan_id).revision
    if now != revision or _version(hand) != version:
        st.rerun(scope="app")
