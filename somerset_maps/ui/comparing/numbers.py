"""Every measure of the plans, side by side."""

from __future__ import annotations

import csv
import io

import streamlit as st

from somerset_maps.metrics.measure import Level
from somerset_maps.report.comparison import Option, Row, county_rows, spread_rows
from somerset_maps.report.details import details_of
from somerset_maps.report.measure_table import table_html
from somerset_maps.ui.comparing.chosen import Comparison
from somerset_maps.ui.strip import explanation

_OTHERS: dict[str, Level] = {
    "Group by group, from the lowest to the highest": "group",
    "Practice by practice, from the lowest to the highest": "practice",
    "Area by area, from the lowest to the highest": "small area",
}


def numbers(comparison: Comparison) -> None:
    """Show the county's measures, the better one marked; the other levels when asked for."""
    options, county = comparison.options, comparison.county
    rows = county_rows(county, options)
    st.html(
        table_html(
            rows,
            options,
            f"Every measure of the county. The difference is from {options[0].name}.",
            explanation,
        )
    )
    st.caption(
        "✓ marks the better one by the measure's own direction. No mark: neither way is better, "
        "both read the same, or one is not known. All plans are measured under the settings of "
        "the plan in hand. Compare only plans with groups of similar size where it says so."
    )
    if st.toggle("The other measures too", key="compare-others"):
        for title, level in _OTHERS.items():
            st.html(table_html(spread_rows(county, level, options), options, title, explanation))
        st.caption("Nothing is marked here: which of two spreads is better is for people to judge.")
    st.download_button(
        "The table as CSV (opens in Excel)", data=lambda: _csv(comparison, rows),
        file_name="comparison.csv", mime="text/csv", key="compare-csv", on_click="ignore",
    )  # fmt: skip


def _csv(comparison: Comparison, rows: list[Row]) -> bytes:
    """Return the table with snapshot, settings, date and sources above it."""
    options: list[Option] = comparison.options
    mine = options[0]
    details = details_of(comparison.county, mine.scores.settings, mine.name, agreed=mine.agreed)
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    for name, text in details.items():
        writer.writerow([f"# {name}", _harmless(text)])
    heads = [part for option in options for part in (_harmless(option.name), "better")]
    writer.writerow(["measure", "unit", *heads, "mind"])
    for row in rows:
        cells = [
            part
            for cell in row.cells
            for part in (cell.text if cell.value is None else f"{cell.value:.10g}", cell.mark)
        ]
        writer.writerow([row.measure.title, row.measure.unit, *cells, "; ".join(row.notes)])
    return sheet.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Return people's words so that a spreadsheet takes them for words, not for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
