"""The table of measures as HTML, for the page and for files alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from somerset_maps.metrics.measure import Measure
from somerset_maps.report.comparison import Option, Row

TICK = "✓"


def table_html(
    rows: Sequence[Row],
    options: Sequence[Option],
    caption: str,
    explained: Callable[[Measure], str] | None = None,
) -> str:
    """Return a row a measure and a column a plan; every text is escaped.

    Args:
        rows: of :func:`county_rows` or :func:`spread_rows`.
        options: the plans, in the order of the rows' cells.
        caption: says what the table holds.
        explained: what a measure means, as markup, to open under its title.
    """
    heads = "".join(f'<th scope="col">{escape(option.name)}</th>' for option in options)
    return (
        f'<table class="measures"><caption>{escape(caption)}</caption><thead><tr>'
        f'<th scope="col">Measure</th>{heads}</tr></thead>'
        f"<tbody>{''.join(_row(row, explained) for row in rows)}</tbody></table>"
    )


def _row(row: Row, explained: Callable[[Measure], str] | None) -> str:
    notes = "; ".join(row.notes)
    small = f"<small>{escape(notes)}</small>" if notes else ""
    cells = []
    for cell in row.cells:
        mark = f' <span class="mark">{TICK} {escape(cell.mark)}</span>' if cell.mark else ""
        change = f"<small>{escape(cell.difference)}</small>" if cell.difference else ""
        cells.append(f"<td>{escape(cell.text)}{mark}{change}</td>")
    title = escape(row.measure.title)
    if explained is not None:
        title = (
            f"<details><summary>{title}</summary>"
            f'<div class="measure-entry">{explained(row.measure)}</div></details>'
        )
    return (
        f'<tr data-measure="{escape(row.measure.key)}"><th scope="row">{title}{small}</th>'
        f"{''.join(cells)}</tr>"
    )
