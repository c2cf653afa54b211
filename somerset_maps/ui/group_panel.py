"""The group in hand: every number of it, each with what it means."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from somerset_maps.county import County
from somerset_maps.metrics import Measure, Scores, measures
from somerset_maps.ui.frame import is_projector
from somerset_maps.ui.strip import explanation
from somerset_maps.ui.words import in_words

_IN_OTHER_WORDS = {"band_status", "contiguous"}


def group_panel(county: County, scores: Scores, name: str, on_close: Callable[[], None]) -> None:
    """Show the panel of one group.

    Args:
        county: the snapshot.
        scores: measures of the plan in hand.
        name: the group.
        on_close: called when the panel is closed.
    """
    group = scores.plan.group(name)
    row = scores.groups.loc[name]
    with st.container(key="group-panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = f"{escape(group.letter)} {escape(group.name)}"
            st.html(f'<h2 class="panel-title">{title}</h2>', width="stretch")
            st.button("Close", key="group-close", on_click=on_close)
        st.html(
            "".join(
                _line(item, in_words(item, row[item.key], county, len(group.members)))
                for item in shown_measures()
                if item.key not in _IN_OTHER_WORDS
            )
        )


def shown_measures() -> tuple[Measure, ...]:
    """Return the group measures this screen may show: a projector shows nothing private."""
    return tuple(m for m in measures("group", "light") if not (m.private and is_projector()))


def _line(item: Measure, value: str) -> str:
    grade = "" if item.grade == "measured" else f' <span class="grade">{escape(item.grade)}</span>'
    return (
        f'<details class="line" name="group-measure"><summary><span>{escape(item.title)}{grade}'
        f"</span><b>{escape(value)}</b></summary>"
        f'<div class="measure-entry">{explanation(item)}</div></details>'
    )
