"""For analysts: what one aim costs in another, and where my plan stands among random ones."""

from __future__ import annotations

import streamlit as st
from plotly import graph_objects as go

from somerset_maps.charts.look import BLUE, INK, PALE, plain_figure
from somerset_maps.metrics import measure
from somerset_maps.suggest import OBJECTIVES
from somerset_maps.suggest.ensemble import Ensemble
from somerset_maps.suggest.frontier import Point
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.costs import shown
from somerset_maps.ui.suggesting.jobs import job
from somerset_maps.ui.suggesting.study import Study, arguments
from somerset_maps.ui.words import counted, is_missing, whole

_PLACED = ("minutes_to_hub", "coverage", "self_containment", "worst_loss",
           "patients_per_gp_fte_max", "straddling_groups")  # fmt: skip


def advanced(hand: Hand, study: Study) -> None:
    """Offer the frontier and the random plans, for analysts; never on a projector."""
    with st.expander("Advanced: what one aim costs in another"):
        _frontier(hand, study)
    with st.expander("Advanced: my plan among random plans"):
        _ensemble(hand, study)


def _frontier(hand: Hand, study: Study) -> None:
    aims = [key for key in OBJECTIVES if not OBJECTIVES[key].needs_number and key != "moved"]
    one = st.selectbox("From the best by", aims, format_func=lambda key: OBJECTIVES[key].title)
    two = st.selectbox("to the best by", [key for key in aims if key != one],
                       format_func=lambda key: OBJECTIVES[key].title)  # fmt: skip
    wanted = arguments(hand, study.wishes)
    points: list[Point] | None = job(
        "frontier", "Draw the frontier", hand.state.snapshot, wanted["settings"], first=one,
        second=two, locks=wanted["locks"], rules=wanted["rules"], time_limit=170,
    )  # fmt: skip
    if points is None:
        return
    if not points:
        st.write("No plan was proved in time.")
        return
    figure = plain_figure(380)
    figure.add_trace(
        go.Scatter(
            x=[point.first for point in points], y=[point.second for point in points],
            mode="lines+markers", hoverinfo="skip", line={"color": PALE, "width": 2},
            marker={"size": 13, "color": BLUE},
        )
    )  # fmt: skip
    figure.update_xaxes(title=f"{OBJECTIVES[one].title}: {OBJECTIVES[one].unit}", tickformat=",.0f")
    figure.update_yaxes(title=OBJECTIVES[two].unit, tickformat=",.0f")
    first, last = points[0], points[-1]
    show_figure(
        figure, "frontier",
        f"{counted(len(points), 'plan', 'plans')}, each proved best at some exchange rate. From "
        f"left to right “{OBJECTIVES[one].title}” goes from {whole(first.first)} to "
        f"{whole(last.first)}, “{OBJECTIVES[two].title}” from {whole(first.second)} to "
        f"{whole(last.second)}; less is better in both.",
    )  # fmt: skip


def _ensemble(hand: Hand, study: Study) -> None:
    found = study.look()
    if found is None or found.plan is None:
        return
    st.write(
        "Some thousand random plans that keep the same rules, locked groups and practices left "
        "alone included. They say what is usual under the rules, not what is right."
    )
    state = hand.state
    wanted = arguments(hand, study.wishes)
    drawn: Ensemble | None = job(
        "ensemble", "Draw random plans", state.snapshot, found.plan, wanted["settings"],
        locks=wanted["locks"], rules=wanted["rules"], count=2_000, time_limit=90,
    )  # fmt: skip
    if drawn is None:
        return
    mine = resources.scores(state.snapshot, state.plan, state.settings).county
    best = resources.scores(state.snapshot, found.plan, state.settings).county
    said = f"{counted(len(drawn.measures), 'random plan', 'random plans')}."
    if mine["groups"] != best["groups"]:
        said += (
            f" They have {best['groups']} groups, as the suggestion has; my plan has "
            f"{mine['groups']}. Minutes to the hub, and what happens if the biggest team stopped, "
            "follow the size of groups."
        )
    st.caption(said)
    for key in _PLACED:
        item = measure("county", key)
        values = drawn.measures[key].dropna()
        if values.empty or is_missing(best[key]):
            continue
        figure = plain_figure(150)
        figure.add_trace(go.Histogram(x=values, nbinsx=40, marker={"color": PALE},
                                      hoverinfo="skip"))  # fmt: skip
        for value, name, colour in ((mine[key], "my plan", INK), (best[key], "suggestion", BLUE)):
            if not is_missing(value):
                figure.add_vline(x=value, line={"color": colour, "width": 3})
                figure.add_annotation(x=value, y=1.0, yref="paper", text=f"<b>{name}</b>",
                                      showarrow=False, font={"color": colour}, yanchor="bottom",
                                      xanchor="left")  # fmt: skip
        figure.update_yaxes(visible=False)
        figure.update_xaxes(visible=False)
        figure.update_layout(margin={"t": 30})
        said = (
            f"{item.title}: my plan {shown(item, mine[key])}"
            + ("" if is_missing(mine[key])
               else f", higher than {drawn.place(key, mine[key]):.0%} of the random plans")
            + f"; the suggestion {shown(item, best[key])}; random plans "
            f"{shown(item, float(values.quantile(0.1)))} to "
            f"{shown(item, float(values.quantile(0.9)))} (eight in ten)."
        )  # fmt: skip
        show_figure(figure, f"ensemble-{key}", said)
