"""The back-test: forecasts made from earlier years, what came, and how far off they were."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.outlook.back_test import BackTest, back_test
from somerset_maps.outlook.ranges import Figure
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector, shows_what_followed
from somerset_maps.ui.outlook.ahead import LATEST
from somerset_maps.ui.words import percent, whole

MADE = {"2017-09-30": "2017, to 2022", "2018-09-30": "2018, to 2023", "2019-09-30": "2019, to 2024"}
_FIGURES: dict[Figure, str] = {"list": "Registered patients", "gp_fte": "Full-time GPs"}


def how_good(hand: Hand) -> None:
    """Show the errors of forecasts that could have been made, and the groups' outcomes."""
    st.header("How good is this?")
    st.write(
        "The same formulas, given only what was known in an earlier year, forecast five years; "
        "then they are set against what came. Groups are the networks of 2019-20, because they are "
        "of 30–50,000 or so; mergers are traced back."
    )
    if not shows_what_followed():
        st.info("The outcomes lie after the snapshot: turn on “Show what followed” to see them.")
        return
    made = st.selectbox("Forecast made from the counts up to", list(MADE),
                        format_func=MADE.__getitem__, key="back-test-made")  # fmt: skip
    tests = [
        one
        for figure in _FIGURES
        for one in (_test(figure, made, False), _test(figure, made, True))
    ]
    st.dataframe(pd.DataFrame([_row(one) for one in tests]), hide_index=True)
    st.caption(
        "Error: mean size of forecast against outcome. Covered: how often the outcome lay inside "
        "the 80% range; the groups' ranges are wide on purpose, being measured on few."
    )
    figure: Figure = st.radio(
        "Look at", list(_FIGURES), format_func=_FIGURES.__getitem__, horizontal=True,
        key="back-test-figure",
    )  # fmt: skip
    chosen = _test(figure, made, True)
    words = whole if figure == "list" else (lambda value: f"{value:.1f}")
    pairs = [
        Pair(str(name), row["forecast"], row["outcome"], note=f"{row['error']:+.0%}")
        for name, row in chosen.table.iterrows()
    ]
    show_figure(
        dumbbells(pairs, ("forecast", "what came"), words, projector=is_projector()),
        f"back-test-{figure}",
        f"{_FIGURES[figure]} of the networks, forecast from {chosen.made[:4]} for "
        f"{chosen.came[:4]}, and what came.",
    )


@st.cache_data(show_spinner=False)
def _test(figure: Figure, made: str, groups: bool) -> BackTest:
    county = resources.county(LATEST)
    networks = {g.name: g.members for g in county.reference_plans["pcn-2020"].groups}
    return back_test(county, figure, made, networks if groups else None)


def _row(one: BackTest) -> dict[str, str]:
    return {
        "Figure": _FIGURES[one.figure],
        "Of": "a practice" if one.of == "practice" else "a network",
        "How many": str(len(one.table)),
        "Error after five years": f"{one.error:.1%}",
        "Covered by the 80% range": percent(one.covered),
    }
