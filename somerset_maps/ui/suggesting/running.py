"""The search under way: outside the page's script, seen as it falls, ended at will."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.suggest import RunningSuggestion, Suggestion
from somerset_maps.suggest.apart import RunningJob
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import counted

if TYPE_CHECKING:
    from somerset_maps.ui.suggesting.terms import Wanted

#: Searches of all users at once: another waits until one has ended.
MOST_AT_ONCE = 2
_SEARCH = "suggestion-search"
Work = RunningSuggestion | RunningJob


class Search:
    """One search with what it was asked for."""

    def __init__(self, plan_id: str, wanted: Wanted, work: RunningSuggestion) -> None:
        self.plan_id = plan_id
        self.wanted = wanted
        self.work = work

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.work.ended

    @property
    def latest(self) -> Suggestion | None:
        """What it has found so far."""
        return self.work.latest


class _Desk:
    """All searches of the process, so that they never crowd out those who drag."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work: list[Work] = []

    def admit(self, work_of: type[Work] | None = None) -> None:
        """Refuse, in words, when too many are at it.

        Raises:
            SomersetError: when no further search may begin now.
        """
        with self._lock:
            self._work = [work for work in self._work if not work.ended]
            if len(self._work) >= MOST_AT_ONCE:
                raise SomersetError(
                    f"{counted(MOST_AT_ONCE, 'search is', 'searches are')} running on this "
                    "computer already: try again in a moment"
                )

    def add(self, work: Work) -> None:
        """Keep count of one more."""
        with self._lock:
            self._work.append(work)


@st.cache_resource(show_spinner=False)
def desk() -> _Desk:
    """Return the one desk of the process."""
    return _Desk()


def start(hand: Hand, wanted: Wanted, seconds: float) -> None:
    """Begin a search; one that this session has running is ended first.

    Raises:
        SomersetError: if its terms cannot be, or too many searches are running.
    """
    forget()
    desk().admit()
    work = RunningSuggestion(
        hand.county, wanted.settings, locks=wanted.plan, objective=wanted.objective,
        groups=wanted.groups, rules=wanted.rules, together=wanted.together, avoid=wanted.apart,
        compared_with=wanted.plan, time_limit=seconds,
    )  # fmt: skip
    desk().add(work)
    st.session_state[_SEARCH] = Search(hand.plan_id, wanted, work)


def forget() -> None:
    """End and drop the search of this session."""
    old: Search | None = st.session_state.pop(_SEARCH, None)
    if old is not None:
        old.work.close()
    st.session_state.pop("suggestion-jobs", None)


def search_of(hand: Hand) -> Search | None:
    """Return the search of this session when it is about the plan in hand."""
    search: Search | None = st.session_state.get(_SEARCH)
    return search if search is not None and search.plan_id == hand.plan_id else None


def running(hand: Hand) -> None:
    """Show the search while it runs."""
    search = search_of(hand)
    if search is not None and not search.ended:
        _progress(hand)


@st.fragment(run_every=1.0)
def _progress(hand: Hand) -> None:
    search = search_of(hand)
    if search is None:
        return
    if search.ended:
        st.rerun()
    latest = search.latest
    st.subheader(f"Searching for {search.work.seconds:.0f} s")
    if latest is None or latest.plan is None:
        st.write("Listing the groups that keep every rule …")
    else:
        st.write(
            f"A plan of {counted(len(latest.plan.groups), 'group', 'groups')} is found. At most "
            f"{latest.gap:.1%} better could be possible; the search goes on to close that."
        )
        st.progress(max(0.0, 1 - min(1.0, 20 * latest.gap)))
    if st.button("Stop here", key="suggestion-stop"):
        search.work.cancel()
