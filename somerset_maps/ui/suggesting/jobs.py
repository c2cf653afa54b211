"""Longer work beside a finished search: started by a button, seen while it runs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.suggest import Ticket
from somerset_maps.suggest.apart import RunningJob
from somerset_maps.ui.suggesting.study import desk, somebody_there

_JOBS = "suggestion-jobs"


def job(key: str, label: str, snapshot: str, *arguments: Any, **options: Any) -> Any:
    """Show a button that starts a job, its progress, and return what it found; None before.

    Args:
        key: key of :data:`somerset_maps.suggest.apart.JOBS`.
        label: of the button.
        snapshot: the county.
        arguments: of the function.
        options: its named arguments.
    """
    jobs: dict[str, Ticket] = st.session_state.setdefault(_JOBS, {})
    if st.button(label, key=f"job-{key}"):
        if key in jobs:
            jobs.pop(key).cancel()
        jobs[key] = desk().ask(
            lambda: RunningJob(key, snapshot, *arguments, **options), somebody_there()
        )
    if key not in jobs:
        return None
    if not jobs[key].ended:
        _progress(key)
        return None
    answer = jobs[key].latest
    if isinstance(answer, SomersetError):
        st.warning(str(answer))
        return None
    return answer


@st.fragment(run_every=1.0)
def _progress(key: str) -> None:
    ticket: Ticket | None = st.session_state.get(_JOBS, {}).get(key)
    if ticket is None:
        return
    if ticket.ended:
        st.rerun()
    waiting = ticket.ahead
    said = "Waiting for a search that goes first …" if waiting else "At work"
    st.caption(said if waiting else f"{said} for {ticket.seconds:.0f} s …")
    if st.button("Stop", key=f"job-stop-{key}"):
        st.session_state[_JOBS].pop(key).cancel()
        st.rerun()
