"""Size and say of small practices in a group."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.metrics import measure
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.resilience.alone import choose_group
from somerset_maps.ui.words import is_missing, percent

RULES = {
    "power": "Votes by list size; more than half",
    "power_one_vote": "One practice, one vote; more than half",
    "power_two_thirds": "Votes by list size; two thirds",
}


def size_and_say(hand: Hand) -> None:
    """Show shares of the list beside power under a rule, and who can decide without whom."""
    state = hand.state
    group = choose_group(hand, "say-group")
    rule = st.selectbox("If the group decided by", list(RULES), format_func=RULES.__getitem__,
                        key="say-rule")  # fmt: skip
    now = resources.scores(state.snapshot, state.plan, state.settings)
    power = now.power().loc[list(group.members)]
    names = hand.county.practices["name"]
    order = power["share_of_group"].sort_values(ascending=False).index
    st.header("Share of the patients, and say")
    pairs = [
        Pair(
            str(names[code]),
            power.at[code, "share_of_group"],
            power.at[code, rule],
            group.colour,
            "" if power.at[code, rule] else "the others can decide everything without it",
        )
        for code in order
    ]
    show_figure(
        dumbbells(pairs, ("share of patients", "say"), percent, projector=is_projector()),
        "say-chart",
        "Say is how often a practice's vote would turn a decision (Banzhaf index, exact; adds to "
        "100%). No group has this rule until it writes one down: groups set their own, and can "
        "reserve matters to each practice.",
    )
    row = now.groups.loc[group.name]
    left, middle, right = st.columns(3)
    left.metric(measure("group", "largest_share").title, percent(row["largest_share"]))
    middle.metric(
        measure("group", "effective_practices").title,
        "–" if is_missing(row["effective_practices"]) else f"{row['effective_practices']:.1f}",
        help=measure("group", "effective_practices").meaning,
    )
    right.metric("Practices", f"{len(group.members)}")
    if row["largest_share"] > 0.5:
        st.write("The largest practice has more than half of the patients.")
    with st.expander("Under each rule"):
        st.dataframe(_table(power.loc[order], names))


def _table(power: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Share of patients": power["share_of_group"].map(percent),
            **{title: power[key].map(percent) for key, title in RULES.items()},
            "Others needed to outvote it by list": power["outvoted_by"].map(
                lambda count: "all of them cannot" if is_missing(count) else f"{count:.0f}"
            ),
        }
    ).set_axis([str(names[code]) for code in power.index])
