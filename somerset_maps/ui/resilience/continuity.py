"""Continuity: teams small enough to know their patients."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import is_missing, whole


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
    st.write(
        "What is known: in 18 of 22 studies fewer people died where they saw the same doctor more "
        "often (Pereira Gray and others, 2018). In England larger practices lost more continuity "
        "than smaller ones between 2012 and 2017. Neither says which group size is best: it "
        "depends on keeping teams small within the group."
    )
