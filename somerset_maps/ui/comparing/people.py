"""What practices say, how people judge the principles, and the fund."""

from __future__ import annotations

from html import escape

import streamlit as st

from somerset_maps.report.comparison import stances_words
from somerset_maps.scenarios.review import PRINCIPLES
from somerset_maps.ui.comparing.chosen import Comparison
from somerset_maps.ui.comparing.judgements import FUND
from somerset_maps.ui.frame import is_projector

_NOBODY = "nobody yet"


def people(comparison: Comparison) -> None:
    """Show stances, scores of the principles and the fund, plan by plan."""
    options, practices = comparison.options, len(comparison.county.practices)
    stances = [stances_words(option, practices, is_projector()) for option in options]
    rows = [("What practices say", stances)]
    judged = [dict(option.judged) for option in options]
    rows += [
        (title, [lines.get(title, _NOBODY) for lines in judged]) for title in PRINCIPLES.values()
    ]
    rows.append((FUND, [lines.get(FUND, "nothing yet") for lines in judged]))
    st.html(_table([option.name for option in options], rows))
    st.caption(
        "What a practice said belongs to the plan it was asked about, and to no other. Principles: "
        "mean of the scores from 1 to 5 that people gave on the Principles page, and how far they "
        "are apart. Judged, not measured."
    )
    _fund(comparison)


def _table(names: list[str], rows: list[tuple[str, list[str]]]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{escape(what)}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in texts)
        + "</tr>"
        for what, texts in rows
    )
    return (
        '<table class="measures"><caption>What people say of each plan</caption><thead><tr>'
        f'<th scope="col">Asked</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def _fund(comparison: Comparison) -> None:
    """Say what the fund would come to; the grouping decides only how it is shared."""
    st.subheader("Transformation fund", anchor=False)
    rate = comparison.settings.fund_per_patient
    pounds = rate * float(comparison.county.practices["list_size"].sum())
    st.write(
        f"At £{rate:g} a patient it is one total of about £{pounds / 1e6:.2f}m for April 2017 to "
        "March 2019, not a yearly sum. It is the same whatever the grouping: a plan decides only "
        "how it is shared."
    )
