"""What happened next: the codes that went, on the map, as counts and never as a probability."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from somerset_maps.charts.county_map import NOBODY, county_figure, fill_areas
from somerset_maps.charts.dumbbell import escaped
from somerset_maps.charts.look import BLUE, INK, PALE
from somerset_maps.outlook.record import outcome_by_marks
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector, shows_what_followed
from somerset_maps.ui.words import counted

_HEIGHT = 560


def what_happened_next(hand: Hand) -> None:
    """Show which practices of the snapshot later became part of another."""
    st.header("What happened next")
    if not shows_what_followed():
        st.info("This lies after the snapshot: turn on “Show what followed” to see it.")
        return
    county = hand.county
    known = set(map(str, county.practices.index))
    rows = county.successors[county.successors["practice_code"].isin(known)]
    if rows.empty:
        st.info("Nothing has followed this snapshot yet.")
        return
    went = rows["practice_code"].nunique()
    spread = rows.loc[rows["kind"] == "dispersed", "practice_code"].nunique()
    st.write(
        f"Of {counted(len(known), 'practice code', 'practice codes')} of this snapshot {went} had "
        f"gone by April 2026: {went - spread} joined another practice nearby"
        + (f", {spread} was shared out among its neighbours." if spread else ".")
        + " Their surgeries mostly went on under another name."
    )
    _map(hand, rows, known)
    names = county.practices["name"]
    if not is_projector():
        st.dataframe(
            pd.DataFrame(
                {
                    "Practice": [names.get(code, code) for code in rows["practice_code"]],
                    "Went to": [names.get(code, code) for code in rows["successor"]],
                    "When": list(rows["effective"]),
                    "How": list(rows["kind"].map({"merged": "joined", "dispersed": "shared out"})),
                }
            ),
            hide_index=True,
        )
        _by_marks(hand)


def _map(hand: Hand, rows: pd.DataFrame, known: set[str]) -> None:
    shapes = resources.area_shapes(hand.state.snapshot)
    figure = county_figure(shapes, _HEIGHT, is_projector())
    fill_areas(figure, shapes, [NOBODY] * len(shapes.codes))
    practices = hand.county.practices
    places = practices[["easting", "northing"]] / 1000
    went = set(rows["practice_code"])
    figure.add_trace(
        go.Scatter(
            x=places["easting"], y=places["northing"], mode="markers",
            text=[escaped(str(name)) for name in practices["name"]],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": [15 if str(code) in went else 9 for code in practices.index],
                "color": [INK if str(code) in went else PALE for code in practices.index],
                "line": {"color": "#FFFFFF", "width": 1.5},
            },
        )
    )  # fmt: skip
    for row in rows.itertuples():
        if row.successor in known:
            start, end = places.loc[row.practice_code], places.loc[row.successor]
            figure.add_annotation(
                x=end["easting"], y=end["northing"], ax=start["easting"], ay=start["northing"],
                xref="x", yref="y", axref="x", ayref="y", text="", arrowcolor=BLUE, arrowwidth=2.5,
                arrowhead=3,
            )  # fmt: skip
    show_figure(
        figure, "happened-map",
        "Dark: codes that went; arrows point to the practice they joined (many are in the same "
        "town or building).",
    )  # fmt: skip


def _by_marks(hand: Hand) -> None:
    state = hand.state
    if hand.state.snapshot != "2016":
        return
    marks = resources.scores(state.snapshot, state.plan, state.settings).practices[
        "merger_exposure"
    ]
    table = outcome_by_marks(hand.county, marks)
    said = "; ".join(
        f"{row.gone} of {row.practices} with {counted(int(number), 'mark', 'marks')}"
        for number, row in zip(table.index, table.itertuples(), strict=True)
    )
    st.write(
        f"Practices with a list below 6,000, or a larger practice within 2 km, were more often "
        f"absorbed: {said}. These are counts of one county in ten years, and say nothing about "
        "what any practice will choose."
    )
