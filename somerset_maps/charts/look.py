"""How every chart looks: one type, space instead of boxes, labels on the marks."""

from __future__ import annotations

from plotly import graph_objects as go

INK = "#1A1A1A"
QUIET = "#4C5A67"
BLUE = "#005EB8"
LINE = "#C9D3DC"
PALE = "#AEB9C3"
CARE = "#B36B00"
FONT = "Segoe UI, Noto Sans, Open Sans, DejaVu Sans, system-ui, sans-serif"
TYPE = 18
PROJECTOR_TYPE = 24


def plain_figure(height: int, projector: bool = False) -> go.Figure:
    """Return an empty figure in the look of the app.

    Args:
        height: in pixels.
        projector: whether a room looks on; type grows from 18 to 24 pixels.
    """
    size = PROJECTOR_TYPE if projector else TYPE
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": FONT, "size": size, "color": INK},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": size}},
        dragmode=False,
        separators=".,",
    )
    plain_axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": LINE,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
    }
    figure.update_xaxes(**plain_axis)
    figure.update_yaxes(**plain_axis)
    return figure
