"""The browser's own key: how the last plan is found again."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

_KEY = "browser_memory"


@cache
def _component() -> Any:
    script = files("somerset_maps.ui").joinpath("memory.js").read_text(encoding="utf-8")
    return st.components.v2.component("browser_memory", html="<span></span>", js=script)


def browser_key() -> str | None:
    """Return this browser's key; None in the first run, before the browser has answered."""
    known = (st.session_state.get(_KEY) or {}).get("key")
    with st.container(key="browser-memory"):
        _component()(key=_KEY, data={"known": known}, on_key_change=_answered, height=1)
    return known


def _answered() -> None:
    """Take note: a callback must be named for the value to be kept."""
