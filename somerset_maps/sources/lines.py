"""A practice's past as one line: its own figures and those of the practices it took over."""

from __future__ import annotations

import pandas as pd

UNUSABLE = ("closed", "part year")
"""Flags of practice_history.csv whose figures are counted elsewhere, or are not of one moment."""

GP_FIGURES = ("gp_fte", "gp_headcount")


def first_day(effective: str) -> str:
    """The ISO day a change counts from: the first of the month or year where no more is known.

    >>> first_day("2016-09"), first_day("2026"), first_day("2018-04-15")
    ('2016-09-01', '2026-01-01', '2018-04-15')
    """
    return effective + "-01" * (2 - effective.count("-"))


def line_series(
    history: pd.DataFrame, lineages: pd.DataFrame, figure: str, source: str = "Workforce"
) -> pd.DataFrame:
    """One figure of every practice of a snapshot through the years, mergers traced back.

    On each day the figures of the codes that were still apart are added, a dispersed practice
    by the share that came to the line. A day on which one of them was not published, or cannot
    be used (flag "closed" or "part year"; "suspect" for the figure it speaks of), is missing:
    nothing is filled in.

    Args:
        history: practice_history.csv.
        lineages: lineages.csv, the rows of one snapshot.
        figure: "list_size", "gp_fte", "gp_headcount" or "admin_fte".
        source: one source, so that figures are alike: "Workforce" (yearly, staff and lists),
            "BSA lists", "Payments", "Registered patients" (lists).

    Returns:
        Index as_of (ISO days, in order), columns practice_code of the snapshot.
    """
    rows = history[(history["source"] == source) & ~history["flag"].isin(UNUSABLE)]
    # In staff returns it is the count of GPs that is suspect, elsewhere the list.
    if (figure in GP_FIGURES) == (source == "Workforce"):
        rows = rows[rows["flag"] != "suspect"]
    days = sorted(set(history.loc[history["source"] == source, "as_of"]))
    values = rows.pivot(index="as_of", columns="practice_code", values=figure)
    values = values.astype(float).reindex(index=days)
    lines: dict[str, pd.Series] = {}
    for line, members in lineages.groupby("practice_code"):
        parts = [
            _while_apart(values, str(row.earlier_code), row.effective) * float(str(row.share))
            for row in members.itertuples()
        ]
        lines[str(line)] = sum(parts[1:], start=parts[0])
    return pd.DataFrame(lines, index=pd.Index(days, name="as_of")).rename_axis(
        columns="practice_code"
    )


def _while_apart(values: pd.DataFrame, code: str, effective: object) -> pd.Series:
    """A code's figures, 0 from the day on which it is in another practice's figures."""
    own = values.reindex(columns=[code])[code]
    if pd.isna(effective):
        return own
    return own.where(own.index < first_day(str(effective)), 0.0)
