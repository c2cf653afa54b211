"""The list of measures, made from the registry."""

from __future__ import annotations

from html import escape

import streamlit as st

from somerset_maps.metrics.measure import Level
from somerset_maps.report.registry import every_measure
from somerset_maps.ui.strip import explanation

_LEVELS: tuple[tuple[Level, str], ...] = (
    ("county", "The whole plan"),
    ("group", "A group"),
    ("practice", "A practice"),
    ("small area", "A small area"),
)
_BETTER = {"up": "higher is better", "down": "lower is better", "one": "", "zero": "", "none": ""}


def show() -> None:
    """Show every measure with its meaning, formula, source, evidence and caveat."""
    st.title("Glossary")
    st.write(
        "Every number the app shows, in plain words. “Measured” is a published figure or sums of "
        "them; “modelled” is our estimate; “assumed” depends on a setting."
    )
    for level, title in _LEVELS:
        st.header(title)
        for item in every_measure(level):
            about = ", ".join(part for part in (item.unit, _BETTER[item.direction]) if part)
            with st.expander(f"{item.title} ({about})" if about else item.title):
                st.html(f'<div class="measure-entry">{explanation(item)}</div>')
                if item.compares:
                    st.caption(escape("It depends on the other groups of the plan too."))
