"""Each group on one scale: patients per GP, the biggest team, one GP, cover."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.metrics import Measure, Scores, measure
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.strip import explanation
from somerset_maps.ui.words import in_words, is_missing

_KEYS = (
    "patients_per_gp_fte", "gp_fte_per_10000", "worst_loss", "gp_loss", "short_cover_alone",
    "short_cover_pooled",
)  # fmt: skip
SIMILAR_SIZE = {"worst_loss", "gp_loss", "short_cover_alone", "short_cover_pooled"}


def groups(hand: Hand) -> None:
    """Show one measure of every group, and all of them as a table."""
    state = hand.state
    now = resources.scores(state.snapshot, state.plan, state.settings)
    chosen = st.selectbox(
        "Measure", _KEYS, format_func=lambda key: measure("group", key).title, key="groups-measure"
    )
    item = measure("group", chosen)
    st.header(item.title)
    if chosen in SIMILAR_SIZE:
        st.write(
            "**Compare only groups of similar size:** this falls with size alone, whatever the "
            "practices do."
        )
    pairs = _pairs(hand, now, item)
    figure = dumbbells(
        pairs, ("", item.title), lambda value: in_words(item, value, hand.county, 2),
        projector=is_projector(),
    )  # fmt: skip
    show_figure(figure, "groups-chart", f"{item.meaning} {item.caveat}")
    with st.expander("What it means and where it comes from"):
        st.html(f'<div class="measure-entry">{explanation(item)}</div>')
    _table(hand, now)


def _pairs(hand: Hand, now: Scores, item: Measure) -> list[Pair]:
    rows = []
    for group in now.plan.groups:
        if not group.members:
            continue
        value = now.groups.at[group.name, item.key]
        returns = int(now.groups.at[group.name, "gp_returns"])
        notes = []
        if is_missing(value):
            notes.append(item.when_missing)
        if 0 < returns < len(group.members):
            notes.append(f"over {returns} of {len(group.members)} practices")
        if _to_check(hand, group.members):
            notes.append("to check")
        rows.append(
            Pair(f"{group.letter} {group.name}", None, value, group.colour, "; ".join(notes))
        )
    return sorted(rows, key=lambda pair: -1.0 if is_missing(pair.second) else -(pair.second or 0))


def _to_check(hand: Hand, members: tuple[str, ...]) -> bool:
    return bool((hand.county.practices.loc[list(members), "to_check"] != "").any())


def _table(hand: Hand, now: Scores) -> None:
    chosen = [measure("group", key) for key in ("practices", "registered", "gp_fte", *_KEYS)]
    table = pd.DataFrame(
        {
            item.title: [
                in_words(item, now.groups.at[group.name, item.key], hand.county,
                         len(group.members))
                for group in now.plan.groups
            ]
            for item in chosen
        },
        index=pd.Index([f"{g.letter} {g.name}" for g in now.plan.groups], name="Group"),
    )  # fmt: skip
    st.dataframe(table)
    st.caption(
        "Returns marked “to check” are in these sums; they are left out of the county's lowest and "
        "highest. Per GP: excludes trainees, locums, nurses and pharmacists."
    )
