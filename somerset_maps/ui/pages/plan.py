"""The Plan page."""

from __future__ import annotations

from somerset_maps.ui.bar import plan_bar
from somerset_maps.ui.frame import plan_in_hand
from somerset_maps.ui.planner import planner, watch_other_windows


def show() -> None:
    """Show the bar of the plan in hand, and the planner."""
    hand = plan_in_hand()
    plan_bar(hand)
    planner(hand)
    watch_other_windows(hand)
