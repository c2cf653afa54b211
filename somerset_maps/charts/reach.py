"""How many people live within so many minutes: this plan, another one, and any surgery."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from somerset_maps.charts.look import BLUE, INK, PALE, QUIET, plain_figure

_ROW = 34
_HEAD = 52


def reach_chart(mine: pd.DataFrame, other: pd.DataFrame, projector: bool = False) -> go.Figure:
    """Return a row for each limit and kind of people, shares from left to right.

    Args:
        mine: :func:`somerset_maps.metrics.reach.coverage_table` of the plan in hand.
        other: the same of the plan it is set against.
        projector: whether a room looks on.
    """
    scale = 1.4 if projector else 1.0
    rows = [(str(who), float(limit)) for who, limit in mine.index]
    kinds = list(dict.fromkeys(who for who, _ in rows))
    places = {row: -(at + 1.3 * kinds.index(row[0])) for at, row in enumerate(rows)}
    height = round((_ROW * (len(rows) + 1.3 * len(kinds)) + _HEAD) * scale)
    figure = plain_figure(height, projector)
    ys = [places[row] for row in rows]
    for y, (_, one), (_, two) in zip(ys, mine.iterrows(), other.iterrows(), strict=True):
        figure.add_shape(
            type="line", x0=two["own_group"], x1=one["own_group"], y0=y, y1=y,
            line={"color": PALE, "width": 4}, layer="below",
        )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=mine["any"], y=ys, mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": QUIET}},
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=other["own_group"], y=ys, mode="markers", hoverinfo="skip",
            marker={"size": 13, "color": "#FFFFFF", "line": {"width": 2.5, "color": QUIET}},
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=mine["own_group"], y=ys, mode="markers", hoverinfo="skip",
            marker={"size": 14, "color": BLUE},
        )
    )  # fmt: skip
    for y, (_, one) in zip(ys, mine.iterrows(), strict=True):
        figure.add_annotation(
            x=1.03, y=y, xanchor="left", showarrow=False, font={"color": BLUE},
            text=f"<b>{_percent(one['own_group'])}</b>",
        )  # fmt: skip
    for (_, limit), y in zip(rows, ys, strict=True):
        figure.add_annotation(
            x=-0.01, xref="paper", y=y, xanchor="right", showarrow=False,
            text=f"{limit:.0f} min", font={"color": INK},
        )  # fmt: skip
    for who in kinds:
        top = max(places[row] for row in rows if row[0] == who)
        figure.add_annotation(
            x=0, xref="paper", y=top + 0.95, xanchor="left", showarrow=False,
            text=f"<b>{who[0].upper()}{who[1:]}</b>",
        )  # fmt: skip
    figure.update_xaxes(
        range=(-0.02, 1.12), tickformat=".0%", side="top", tickvals=[0, 0.25, 0.5, 0.75, 1]
    )
    figure.update_yaxes(visible=False, range=(min(ys) - 0.6, max(ys) + 1.5))
    figure.update_layout(margin={"l": 84 if not projector else 120, "r": 8, "t": 40, "b": 4})
    return figure


def _percent(share: float) -> str:
    """Return whole percent, one decimal close to nothing and close to everybody."""
    if pd.isna(share):
        return "–"
    if 0 < share < 0.01 or 0.99 < share < 1:
        return f"{min(share, 0.999):.1%}"
    return f"{share:.0%}"
