"""Longer work beside a finished search: started by a button, seen while it runs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.suggest.apart import RunningJob
from somerset_maps.ui.suggesting.running import desk

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
    jobs: dict[str, RunningJob] = st.session_state.setdefault(_JOBS, {})
    if st.button(label, key=f"job-{key}"):
        if key in jobs:
            jobs.pop(key).close()
        try:
            desk().admit()
        except SomersetError as error:
            st.warning(str(error))
        else:
            jobs[key] = RunningJob(key, snapshot, *arguments, **options)
            desk().add(jobs[key])
    if key not in jobs:
        return None
    if not jobs[key].ended:
        _progress(key)
        return None
    try:
        return jobs[key].result()
    except SomersetError as error:
        st.warning(str(error))
        return None


@st.fragment(run_every=1.0)
def _progress(key: str) -> None:
    running: RunningJob | None = st.session_state.get(_JOBS, {}).get(key)
    if running is None:
        return
    if running.ended:
        st.rerun()
    st.caption(f"At work for {running.seconds:.0f} s …")
    if st.button("Stop", key=f"job-stop-{key}"):
        st.session_state[_JOBS].pop(key).close()
        st.rerun()
