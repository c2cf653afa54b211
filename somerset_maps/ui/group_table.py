"""Every measure of every group, as a table to sort and to take away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.county import County
from somerset_maps.metrics import Scores
from somerset_maps.ui.group_panel import shown_measures

_FORMATS = {
    "share": "percent",
    "patients": "localized",
    "minutes": "%.0f",
    "whole-time equivalents": "%.1f",
    "GP-days a year": "%.1f",
    "£": "£%.0f",
}
#: Shown as words elsewhere in the row.
_LEFT_OUT = {"band_gap", "contiguous"}


def group_table(scores: Scores, county: County) -> None:
    """Show the table when it is asked for: a row a group, a column a measure."""
    if not st.toggle("Every measure, group by group", key="group-table"):
        return
    chosen = [item for item in shown_measures() if item.key not in _LEFT_OUT]
    table = scores.groups[[item.key for item in chosen]].copy()
    table["hub"] = [county.practices["name"].get(code) for code in table["hub"]]
    table["band_status"] = table["band_status"].map(
        {"under": "below the range", "in": "in the range", "over": "above the range"}
    )
    table.index = pd.Index([f"{g.letter} {g.name}" for g in scores.plan.groups], name="Group")
    st.dataframe(
        table,
        column_config={
            item.key: st.column_config.Column(
                item.title, help=f"{item.meaning} {item.caveat} ({item.grade})"
            )
            if item.unit in ("", "practice")
            else st.column_config.NumberColumn(
                item.title,
                help=f"{item.meaning} {item.caveat} ({item.grade})",
                format=_FORMATS.get(item.unit, "%d"),
            )
            for item in chosen
        },
    )
    st.caption(
        "A blank is a value that is not known: no GP return, or no one to take over in a group of "
        "one. Minutes are estimates."
    )
