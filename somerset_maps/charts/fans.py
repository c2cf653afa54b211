"""Small fans side by side: a forecast with its range, and what followed where people ask for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plotly import graph_objects as go
from plotly.subplots import make_subplots

from somerset_maps.charts.dumbbell import escaped
from somerset_maps.charts.look import BLUE, FONT, INK, QUIET, plain_figure

_CELL = 240
#: Characters of a title that fit over a small chart on a tablet.
_LONGEST = 22


@dataclass(frozen=True)
class Fan:
    """One small chart.

    Attributes:
        title: the group's letter and name, or the county.
        values: the forecast, today first.
        low, high: the ends of its range; empty for none.
        colour: of the line.
        record: (year, value) of what followed; empty when it is not shown.
        note: a short line under the title.
    """

    title: str
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    colour: str = BLUE
    record: tuple[tuple[float, float], ...] = ()
    note: str = ""


def fans(
    charts: Sequence[Fan],
    years: Sequence[int],
    words: Callable[[float], str],
    columns: int = 3,
    projector: bool = False,
) -> go.Figure:
    """Return small charts that share their years but not their scale.

    Args:
        charts: one a group.
        years: calendar years of the values.
        words: a value as text.
        columns: charts side by side.
        projector: whether a room looks on.
    """
    columns = min(columns, len(charts))
    rows = -(-len(charts) // columns)
    figure = make_subplots(rows, columns, vertical_spacing=0.34 / rows, horizontal_spacing=0.05)
    height = round((_CELL * rows + 30) * (1.35 if projector else 1))
    figure.update_layout(plain_figure(height, projector).layout)
    for at, chart in enumerate(charts):
        _draw(figure, chart, years, words, at // columns + 1, at % columns + 1)
    ends = (years[0] - 3.3, years[-1] + 3.3)
    figure.update_xaxes(
        range=ends, tickvals=[years[0], years[-1]], showgrid=False, zeroline=False,
        fixedrange=True, linecolor="#C9D3DC", ticks="",
    )  # fmt: skip
    figure.update_yaxes(visible=False, fixedrange=True)
    figure.update_layout(
        margin={"l": 8, "r": 8, "t": 64 if projector else 44, "b": 8}, font={"family": FONT}
    )
    return figure


def _draw(
    figure: go.Figure,
    chart: Fan,
    years: Sequence[int],
    words: Callable[[float], str],
    row: int,
    column: int,
) -> None:
    place = {"row": row, "col": column}
    if chart.low and chart.values[0] == chart.values[0]:
        figure.add_trace(
            go.Scatter(
                x=[*years, *reversed(years)], y=[*chart.high, *reversed(chart.low)],
                fill="toself", fillcolor=chart.colour, opacity=0.22, mode="lines",
                line={"width": 0}, hoverinfo="skip",
            ),
            **place,
        )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=list(years), y=list(chart.values), mode="lines", hoverinfo="skip",
            line={"color": chart.colour, "width": 4},
        ),
        **place,
    )  # fmt: skip
    if chart.record:
        figure.add_trace(
            go.Scatter(
                x=[year for year, _ in chart.record], y=[value for _, value in chart.record],
                mode="markers", hoverinfo="skip", marker={"size": 8, "color": INK},
            ),
            **place,
        )  # fmt: skip
    if chart.values[0] == chart.values[0]:
        for year, value, side, shift in (
            (years[0], chart.values[0], "right", -8),
            (years[-1], chart.values[-1], "left", 8),
        ):
            figure.add_annotation(
                x=year, y=value, text=words(value), showarrow=False, xanchor=side, xshift=shift,
                **place,
            )  # fmt: skip
    title = chart.title if len(chart.title) <= _LONGEST else f"{chart.title[: _LONGEST - 1]}…"
    name = f"<b>{escaped(title)}</b>"
    if chart.note:
        name += f" <span style='color:{QUIET}'>{escaped(chart.note)}</span>"
    figure.add_annotation(
        x=0, xref="x domain", y=1.06, yref="y domain", xanchor="left", yanchor="bottom",
        text=name, showarrow=False, **place,
    )  # fmt: skip
