"""Two values a row, joined by a line: before and after, alone and together, plan and plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from plotly import graph_objects as go

from somerset_maps.charts.look import BLUE, PALE, QUIET, plain_figure

_ROW = 40
_HEAD = 64


@dataclass(frozen=True)
class Pair:
    """One row.

    Attributes:
        label: what the row is about; escaped here.
        first: the hollow point; None or NaN when not known.
        second: the full point; None or NaN when not known.
        colour: of the full point.
        note: stands in place of the points when both are missing, after them otherwise.
    """

    label: str
    first: float | None
    second: float | None
    colour: str = BLUE
    note: str = ""


def dumbbells(
    pairs: Sequence[Pair],
    titles: tuple[str, str],
    words: Callable[[float], str],
    *,
    limit: tuple[float, str] | None = None,
    projector: bool = False,
) -> go.Figure:
    """Return a row a pair, the first on top.

    Args:
        pairs: the rows.
        titles: what the hollow and the full points are; written over the first row.
        words: a value as text.
        limit: a value to draw a line at, and its name.
        projector: whether a room looks on.
    """
    scale = 1.4 if projector else 1.0
    figure = plain_figure(round((_ROW * max(len(pairs), 1) + _HEAD) * scale), projector)
    known = [
        float(value)
        for pair in pairs
        for value in (pair.first, pair.second)
        if value is not None and not _missing(value)
    ]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if limit is not None:
        low, high = min(low, limit[0]), max(high, limit[0])
    room = (high - low) or abs(high) or 1.0
    for row, pair in enumerate(pairs):
        _draw(figure, pair, -row, words)
    if pairs and known:
        _write_titles(figure, pairs, titles)
    if limit is not None:
        figure.add_vline(x=limit[0], line={"color": QUIET, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=limit[0], y=-len(pairs) + 0.35, text=limit[1], showarrow=False,
            font={"color": QUIET}, xanchor="right", xshift=-6,
        )  # fmt: skip
    figure.update_xaxes(visible=False, range=(low - 0.22 * room, high + 0.4 * room))
    figure.update_yaxes(
        tickvals=[-row for row in range(len(pairs))],
        ticktext=[escaped(pair.label) for pair in pairs],
        range=(-len(pairs) + (0 if limit else 0.4), 1.1),
        showline=False,
    )
    return figure


def _draw(figure: go.Figure, pair: Pair, y: int, words: Callable[[float], str]) -> None:
    first, second = pair.first, pair.second
    if _missing(first) and _missing(second):
        figure.add_annotation(
            x=0, xref="paper", y=y, text=escaped(pair.note or "not known"), showarrow=False,
            xanchor="left", font={"color": QUIET},
        )  # fmt: skip
        return
    if not _missing(first) and not _missing(second):
        figure.add_shape(
            type="line", x0=first, x1=second, y0=y, y1=y,
            line={"color": PALE, "width": 4}, layer="below",
        )  # fmt: skip
    for value, full in ((first, False), (second, True)):
        if not _missing(value):
            colour = pair.colour if full else "#FFFFFF"
            figure.add_trace(
                go.Scatter(
                    x=[value], y=[y], mode="markers", hoverinfo="skip",
                    marker={"size": 15, "color": colour, "line": {
                        "width": 2.5, "color": pair.colour if full else QUIET}},
                )
            )  # fmt: skip
    _write_values(figure, pair, y, words)


def _write_values(figure: go.Figure, pair: Pair, y: int, words: Callable[[float], str]) -> None:
    """Write both values outside the pair, the note after the right one."""
    sides = [(value, full) for value, full in ((pair.first, False), (pair.second, True))
             if not _missing(value)]  # fmt: skip
    sides.sort(key=lambda side: side[0])  # type: ignore[arg-type,return-value]
    same = len(sides) == 2 and words(sides[0][0]) == words(sides[1][0])  # type: ignore[arg-type]
    for at, (value, full) in enumerate(sides[1:] if same else sides):
        right = same or at == len(sides) - 1
        text = words(value)  # type: ignore[arg-type]
        text = f"<b>{text}</b>" if full or same else text
        if right and pair.note:
            text += f"  <span style='color:{QUIET}'>{escaped(pair.note)}</span>"
        figure.add_annotation(
            x=value, y=y, text=text, showarrow=False,
            xanchor="left" if right else "right", xshift=12 if right else -12,
        )  # fmt: skip


def _write_titles(figure: go.Figure, pairs: Sequence[Pair], titles: tuple[str, str]) -> None:
    figure.add_annotation(
        x=0, xref="paper", y=1.0, xanchor="left", showarrow=False,
        text=f"○ {escaped(titles[0])}    <b>●</b> {escaped(titles[1])}" if titles[0] else "",
        font={"color": QUIET},
    )  # fmt: skip


def escaped(text: str) -> str:
    """Return people's words so that a chart shows them as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _missing(value: float | None) -> bool:
    return value is None or bool(pd.isna(value))
