"""Curves with their names written at their ends."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from plotly import graph_objects as go

from somerset_maps.charts.look import BLUE, CARE, PALE, QUIET, plain_figure

_HEIGHT = 360


def breaking_chart(curve: pd.DataFrame, projector: bool = False) -> go.Figure:
    """Return how many patients are past the breaking point as GP time goes.

    Args:
        curve: :func:`somerset_maps.metrics.breaking.breaking_curve`.
        projector: whether a room looks on.
    """
    figure = plain_figure(_HEIGHT + 140 * projector, projector)
    for name, colour, words in (
        ("alone", CARE, "each practice alone"),
        ("together", BLUE, "groups that share everything"),
    ):
        figure.add_trace(
            go.Scatter(
                x=curve.index, y=curve[name], mode="lines", hoverinfo="skip",
                line={"color": colour, "width": 4, "shape": "hv"},
            )
        )  # fmt: skip
        at = float((curve[name] - 0.5).abs().idxmin())
        figure.add_annotation(
            x=at, y=float(curve.at[at, name]), text=f"<b>{words}</b>", showarrow=False,
            xanchor="right" if name == "alone" else "left", xshift=-12 if name == "alone" else 12,
            font={"color": colour},
        )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", title="share of GP time gone, everywhere alike")
    figure.update_yaxes(tickformat=".0%", range=(0, 1.05), title="patients past the breaking point")
    return figure


def pooling_chart(
    sizes: Sequence[float], spread: Sequence[float], slope: float, projector: bool = False
) -> go.Figure:
    """Return how far GP time per patient swings from year to year, by size of group.

    Args:
        sizes: registered patients.
        spread: standard deviation of the yearly change of GP time per patient, 0 to 1.
        slope: the exponent of the line through them.
        projector: whether a room looks on.
    """
    figure = plain_figure(_HEIGHT + 140 * projector, projector)
    smallest = sizes[0]
    line = [smallest * 1.1**step for step in range(32) if smallest * 1.1**step < 140_000]
    figure.add_vrect(x0=30_000, x1=50_000, fillcolor="#EEF3F8", line_width=0, layer="below")
    figure.add_annotation(
        x=39_000, y=0.165, text="30–50,000", showarrow=False, font={"color": QUIET}
    )
    figure.add_trace(
        go.Scatter(
            x=line, y=[spread[0] * (size / smallest) ** slope for size in line], mode="lines",
            line={"color": PALE, "width": 3}, hoverinfo="skip",
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=list(sizes), y=list(spread), mode="markers+text", hoverinfo="skip",
            text=[f"{value:.1%}" for value in spread], textposition="top right",
            marker={"size": 13, "color": BLUE},
        )
    )  # fmt: skip
    figure.update_xaxes(title="registered patients", tickformat=",.0f", range=(0, 140_000))
    figure.update_yaxes(tickformat=".0%", range=(0, 0.19), title="swing from year to year")
    return figure


def flow_chart(rows: Sequence[tuple[str, float, str]], projector: bool = False) -> go.Figure:
    """Return where patients go, the most first: (name, patients, colour)."""
    size = (44 * max(len(rows), 1) + 24) * (1.4 if projector else 1)
    figure = plain_figure(round(size), projector)
    names = [name.replace("&", "&amp;").replace("<", "&lt;") for name, _, _ in rows]
    places = [-at for at in range(len(rows))]
    figure.add_trace(
        go.Bar(
            x=[patients for _, patients, _ in rows], y=places, orientation="h", width=0.62,
            marker={"color": [colour for _, _, colour in rows]}, hoverinfo="skip",
            text=[f"{patients:,.0f}" for _, patients, _ in rows], textposition="outside",
            cliponaxis=False,
        )
    )  # fmt: skip
    most = max((patients for _, patients, _ in rows), default=1.0)
    figure.update_xaxes(visible=False, range=(0, 1.15 * most))
    figure.update_yaxes(tickvals=places, ticktext=names, showline=False)
    return figure
