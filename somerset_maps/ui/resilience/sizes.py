"""What size does by itself, in ten years of Somerset's record."""

from __future__ import annotations

import streamlit as st

from somerset_maps.charts.curves import pooling_chart
from somerset_maps.metrics.pooling import EXPONENT, QUARTER_LOST, SIZES, SWING
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector


def what_size_does(hand: Hand) -> None:
    """Show that size smooths chance, that no size is special, and what size does not do."""
    st.header("Size smooths chance; no size is special")
    show_figure(
        pooling_chart(SIZES, SWING, EXPONENT, is_projector()),
        f"pooling-{hand.plan_id}",
        "How far GP time per patient swung from year to year (standard deviation), Somerset 2015 "
        f"to 2025, practices joined with their neighbours. It falls as size to the power "
        f"{EXPONENT}, nearly as for independent practices: there is no step at 30–50,000.",
    )
    one, group = QUARTER_LOST
    st.write(
        f"- Chance of losing a quarter of GP time per patient within three years: one practice "
        f"{one:.0%}, a group of 30–50,000 {group:.0%} (measured, same record).\n"
        "- **Pooling smooths chance. It does not stop the county's fall in GPs**, which came to "
        "all groups alike.\n"
        "- The networks formed in 2019 swung no less than random neighbours of the same size.\n"
        "- “If the biggest team stopped”, “if one GP left” and short cover improve with size "
        "alone: a better number for a larger group is no merit of its practices.\n"
        "- 30–50,000 is the planning area of the 2018 paper; no study shows that it is best."
    )
