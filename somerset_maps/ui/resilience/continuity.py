"""Continuity: teams small enough to know their patients."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.metrics.conditions import MEASURES
from somerset_maps.metrics.context import context_of
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, shows_what_followed
from somerset_maps.ui.words import in_words, is_missing, whole

#: The snapshot whose practices' registers are not of a later time.
_NOT_LATER = "2026"


def continuity(hand: Hand) -> None:
    """Show into how many teams each group would fall, and what is known about continuity."""
    state = hand.state
    most = state.settings.team_gps
    st.header("Teams small enough to know the patients")
    st.write(
        f"Working as a group need not mean seeing a stranger. With at most {most} GPs to a team "
        "(assumed), each group would fall into these teams:"
    )
    now = resources.scores(state.snapshot, state.plan, state.settings).groups
    rows = []
    for group in state.plan.groups:
        if not group.members:
            continue
        row = now.loc[group.name]
        people, to_team = row["gp_headcount"], row["gps_per_team"]
        known = not (is_missing(people) or is_missing(to_team))
        rows.append(
            {
                "Group": f"{group.letter} {group.name}",
                "GPs": whole(people) if known else "no GP return",
                "Teams": whole(people / to_team) if known and to_team else "–",
                "GPs to a team": f"{to_team:.1f}" if known else "–",
                "Patients to a team": whole(row["lists_per_team"]),
                "Aged 65 and over": "–" if is_missing(row["share_65_plus"])
                else f"{row['share_65_plus']:.0%}",
            }
        )  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    _conditions(hand)
    st.write(
        "What is known: in 18 of 22 studies fewer people died where they saw the same doctor more "
        "often (Pereira Gray and others, 2018). In England larger practices lost more continuity "
        "than smaller ones between 2012 and 2017. Neither says which group size is best: it "
        "depends on keeping teams small within the group."
    )


def _conditions(hand: Hand) -> None:
    """Show long-term conditions, for which knowing the patient matters most; where they apply."""
    state = hand.state
    if hand.county.conditions.empty:
        st.caption("Registers of long-term conditions are held for 2021-22 only: not shown here.")
        return
    if state.snapshot != _NOT_LATER and not shows_what_followed():
        st.caption(
            "Registers of long-term conditions are of 2021-22, after this snapshot: turn on “Show "
            "what followed” under Start from to see them."
        )
        return
    st.subheader("Long-term conditions, 2021-22")
    context = context_of(hand.county, state.plan, state.settings)
    shares = {item.title: (item, item.compute(context)) for item in MEASURES}
    table = pd.DataFrame(
        {
            title: [
                in_words(item, float(values[row]), hand.county, len(group.members))
                for row, group in enumerate(state.plan.groups)
                if group.members
            ]
            for title, (item, values) in shares.items()
        },
        index=[f"{group.letter} {group.name}" for group in state.plan.groups if group.members],
    )
    st.dataframe(table.T)
    st.caption(
        "Share of the patients of the ages that count (Quality and Outcomes Framework, presumed "
        "2021-22). What practices found and wrote down; an older list has more. Each is explained "
        "in the Glossary."
    )
