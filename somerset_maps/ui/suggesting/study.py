"""Searches of one session for one plan, and what the facilitator has shown to the room."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from somerset_maps.plan import Plan
from somerset_maps.suggest import Desk, RunningSuggestion, Suggestion, Ticket, Wishes
from somerset_maps.suggest.suggestion import terms_for
from somerset_maps.suggest.terms import Terms
from somerset_maps.ui.frame import Hand

Kind = Literal["best", "mend", "other"]
#: Share of patients, 0 to 1, that a plan found under "otherwise" places otherwise.
OTHERWISE = 0.2


@dataclass(eq=False)
class Study:
    """One search that was asked for.

    Attributes:
        title: what the page calls it.
        kind: the best plan, the smallest change that mends the plan, or a plan that differs.
        wishes: what was wanted.
        terms: what that came to.
        ticket: its place at the desk.
        first: the study whose plan this one differs from.
        suggestion: what was found, once it is over.
    """

    title: str
    kind: Kind
    wishes: Wishes
    terms: Terms
    ticket: Ticket
    first: Study | None = None
    suggestion: Suggestion | None = None

    def look(self) -> Suggestion | None:
        """Return what is known now; keeps it once the search is over."""
        if self.suggestion is None:
            latest: Suggestion | None = self.ticket.latest
            if not self.ticket.ended:
                return latest
            self.suggestion = latest
        return self.suggestion

    @property
    def over(self) -> bool:
        """Whether the search has ended."""
        return self.suggestion is not None or self.ticket.ended

    @property
    def plan(self) -> Plan | None:
        """The plan found, if there is one."""
        found = self.look()
        return found.plan if found else None


@dataclass
class _Room:
    """What was shown to the room: plan id to the studies, for every session on that plan."""

    shown: dict[str, Study] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return the process's one desk, at which searches wait their turn."""
    return Desk()


@st.cache_resource(show_spinner=False)
def _room() -> _Room:
    return _Room()


def somebody_there() -> Callable[[], bool]:
    """Return a question that can be asked from any thread: is this session's page still open?"""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda: True
    session = context.session_id
    return lambda: runtime.exists() and runtime.get_instance().is_active_session(session)


def shown_to_room(plan_id: str) -> Study | None:
    """Return what the facilitator has shown of a plan's suggestions."""
    return _room().shown.get(plan_id)


def show_to_room(plan_id: str, study: Study | None) -> None:
    """Show a suggestion to everyone who has the plan open; None hides it again."""
    with _room().lock:
        if study is None:
            _room().shown.pop(plan_id, None)
        else:
            _room().shown[plan_id] = study


def studies(plan_id: str) -> list[Study]:
    """Return this session's searches for a plan, oldest first."""
    kept: dict[str, list[Study]] = st.session_state.setdefault("suggest-studies", {})
    return kept.setdefault(plan_id, [])


def wishes_of(plan_id: str) -> Wishes:
    """Return what this session wants of a suggestion for a plan."""
    kept: dict[str, Wishes] = st.session_state.setdefault("suggest-wishes", {})
    return kept.setdefault(plan_id, Wishes())


def keep_wishes(plan_id: str, wishes: Wishes) -> None:
    """Keep what this session wants."""
    st.session_state.setdefault("suggest-wishes", {})[plan_id] = wishes


def arguments(hand: Hand, wishes: Wishes) -> dict[str, Any]:
    """Return the arguments of a search for the plan in hand as it is now."""
    state = hand.state
    stances = {code: said.stance for code, said in state.marks.stances.items()}
    return wishes.arguments(hand.county, state.plan, state.settings, stances)


def start(
    hand: Hand, wishes: Wishes, kind: Kind, seconds: float, first: Study | None = None
) -> Study:
    """Ask for a search and keep it with this session's others.

    Raises:
        PlanError: if the wishes contradict themselves in form.
    """
    asked = arguments(hand, wishes)
    terms = terms_for(hand.county, **asked)
    county, kept = hand.county, studies(hand.plan_id)
    unlike: tuple[Plan, ...] = ()
    if kind == "other" and first is not None:
        alike = [one for one in kept if one is first or one.first is first]
        unlike = tuple(one.plan for one in alike if one.plan is not None)
        title = f"Otherwise {len(alike)}"
    elif kind == "mend":
        title = "My plan, mended"
    else:
        title = "Most compact" if dict(wishes.weights).keys() == {"travel"} else "By these aims"
    titles = [one.title for one in kept]
    number = sum(one == title or one.startswith(f"{title} (") for one in titles)
    ticket = desk().ask(
        lambda: RunningSuggestion(
            county, **asked, time_limit=seconds, mend=kind == "mend", unlike=unlike,
            at_least=OTHERWISE,
        ),
        somebody_there(),
    )  # fmt: skip
    study = Study(
        f"{title} ({number + 1})" if number else title, kind, wishes, terms, ticket, first
    )
    kept.append(study)
    st.session_state["suggest-chosen"] = study
    return study
