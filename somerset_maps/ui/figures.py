"""Showing a chart: the same quiet frame everywhere, and words for those who cannot see it."""

from __future__ import annotations

from html import escape

import streamlit as st
from plotly.graph_objects import Figure

#: No tool bar over the chart: what it shows can be read without one.
FIGURE_CONFIG = {"displayModeBar": False}


def show_figure(figure: Figure, key: str, words: str) -> None:
    """Show a chart with what it says in words below it.

    Args:
        figure: the chart.
        key: unique on the page.
        words: what a reader should take from it; stands below, for screen readers too.
    """
    st.plotly_chart(figure, width="stretch", theme=None, key=key, config=FIGURE_CONFIG)
    st.html(f'<p class="figure-words">{escape(words)}</p>')
