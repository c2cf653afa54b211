"""Dumbbells: each group of the plan in hand beside its partner in another plan."""

from __future__ import annotations

import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.metrics import Measure, measures
from somerset_maps.plan import Plan
from somerset_maps.report.comparison import Option, notes_of
from somerset_maps.ui.comparing.chosen import Comparison
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import is_projector
from somerset_maps.ui.words import counted, in_words, is_missing

_USUAL = ("registered", "patients_per_gp_fte", "coverage")
_NOT_DRAWN = {"band_status", "hub", "contiguous", "weighted_known", "gp_returns"}
_MOST_ROWS = 24


def charts(comparison: Comparison) -> None:
    """Draw three measures that people choose, and the rest when asked to."""
    options = comparison.options
    if not any(group.members for group in options[0].plan.groups):
        st.info("Put practices into groups on the Plan page; then they are drawn here.")
        return
    at = 1
    if len(options) > 2:
        at = st.selectbox(
            "Groups of the plan in hand beside those of", range(1, len(options)),
            index=next((at for at, one in enumerate(options[1:]) if not one.alone), 0),
            format_func=lambda at: options[at].name, key="compare-other",
        )  # fmt: skip
    drawn = {item.key: item for item in measures("group") if _is_drawn(item)}
    chosen = st.multiselect(
        "Three measures to look at first", list(drawn), default=list(_USUAL), max_selections=3,
        format_func=lambda key: drawn[key].title, key="compare-three",
    )  # fmt: skip
    _unmatched(comparison, at)
    for key in chosen:
        _chart(comparison, at, drawn[key])
    if st.toggle("All the other measures", key="compare-all-charts"):
        for key, item in drawn.items():
            if key not in chosen:
                _chart(comparison, at, item)


def _is_drawn(item: Measure) -> bool:
    return not item.private and item.cost == "light" and item.key not in _NOT_DRAWN


def _unmatched(comparison: Comparison, at: int) -> None:
    """Say how many groups of the other plan have no partner and so are not drawn."""
    other, partners = comparison.options[at], comparison.matchings[at].partners
    groups = [group for group in other.plan.groups if group.members]
    left = sum(group.name not in partners for group in groups)
    said = f"{counted(left, 'group', 'groups')} of {other.name}" if left else ""
    rows = len(_rows(comparison.options[0].plan))
    if left:
        st.text(f"Not drawn: {said} with no partner in the plan in hand.")
    if rows > _MOST_ROWS:
        st.text(f"Drawn: the first {_MOST_ROWS} of {rows} groups.")


def _rows(plan: Plan) -> list[str]:
    return [group.name for group in plan.groups if group.members]


def _chart(comparison: Comparison, at: int, item: Measure) -> None:
    mine, other = comparison.options[0], comparison.options[at]
    back = comparison.matchings[at].back
    pairs = []
    for name in _rows(mine.plan)[:_MOST_ROWS]:
        group = mine.plan.group(name)
        theirs = _value(other, back.get(name), item)
        value = _value(mine, name, item)
        pairs.append(
            Pair(f"{group.letter} {name}", theirs, value, group.colour,
                 _note(comparison, item, value, name, back.get(name)))
        )  # fmt: skip
    figure = dumbbells(
        pairs, (other.name, mine.name),
        lambda value: in_words(item, value, comparison.county, 2), projector=is_projector(),
    )  # fmt: skip
    st.subheader(item.title, anchor=False)
    mind = "".join(f" {note[0].upper()}{note[1:]}." for note in notes_of(item))
    show_figure(figure, f"compare-{item.key}", f"{item.meaning} {_direction(item)}{mind}")


def _value(option: Option, name: str | None, item: Measure) -> float | None:
    if name is None:
        return None
    value = option.scores.groups.at[name, item.key]
    return None if is_missing(value) else float(value)


def _note(
    comparison: Comparison, item: Measure, value: float | None, name: str, partner: str | None
) -> str:
    members = len(comparison.options[0].plan.group(name).members)
    if value is None:
        return in_words(item, float("nan"), comparison.county, members)
    return "" if partner else "in this plan only"


def _direction(item: Measure) -> str:
    return {
        "up": "Higher is better.",
        "down": "Lower is better.",
        "zero": "Nearer to nothing is better.",
        "one": "One is best.",
    }.get(item.direction, "Neither way is better.")
