"""Other plans under the same rules, and the smallest change that mends my plan."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.suggest import Alternative, NumberOfGroups, Suggestion
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.jobs import job
from somerset_maps.ui.suggesting.result import moved, take
from somerset_maps.ui.suggesting.running import Search
from somerset_maps.ui.suggesting.terms import size_rule
from somerset_maps.ui.words import counted, whole

_SECONDS = 90


def variations(hand: Hand, search: Search) -> None:
    """Offer alternatives that differ, and a repair of my plan."""
    found = search.latest
    with st.expander("Other plans that differ"):
        _alternatives(hand, search, found)
    with st.expander("Mend my plan with the fewest patients moved"):
        _repair(hand)


def _alternatives(hand: Hand, search: Search, found: Suggestion | None) -> None:
    if found is None or found.plan is None:
        st.caption("There is no plan to differ from.")
        return
    share = st.slider("Place at least this % of patients otherwise", 5, 60, 20, 5)
    wanted = search.wanted
    exact = wanted.groups.exact if isinstance(wanted.groups, NumberOfGroups) else None
    others: list[Alternative] | None = job(
        "alternatives", "Look for three", hand.state.snapshot, found, wanted.settings,
        at_least=share / 100, locks=wanted.plan, objective=wanted.objective, groups=exact,
        rules=wanted.rules, together=wanted.together, avoid=wanted.apart,
        compared_with=wanted.plan, time_limit=_SECONDS,
    )  # fmt: skip
    if others is None:
        return
    if not others:
        st.write("No other plan under these rules differs so much.")
        return
    st.dataframe(
        pd.DataFrame(
            {
                "Plan": [f"Alternative {at + 1}" for at in range(len(others))],
                "Patients placed otherwise": [f"{one.differs:.0%}" for one in others],
                "Loss by the chosen measure": [f"{one.loss:.1%}" for one in others],
                "Groups": [len(one.suggestion.plan.groups) for one in others
                           if one.suggestion.plan],
                "Proved": ["yes" if one.suggestion.proved else "no" for one in others],
            }
        ),
        hide_index=True,
    )  # fmt: skip
    which = st.segmented_control("Look at", [f"Alternative {at + 1}" for at in range(len(others))])
    if which:
        plan = others[int(which.split()[-1]) - 1].suggestion.plan
        if plan is not None:
            take(hand, plan, "alternative")


def _repair(hand: Hand) -> None:
    state = hand.state
    st.write(
        "The change that makes every group whole and in its range, puts every practice in a group, "
        "and moves as few patients as can be. Locked groups stay."
    )
    found: Suggestion | None = job(
        "repair", "Look for it", state.snapshot, state.plan, state.settings,
        rules=(size_rule(state.plan, state.settings),), time_limit=_SECONDS,
    )  # fmt: skip
    if found is None:
        return
    if found.plan is None:
        st.write("No change of this plan keeps all the rules:")
        for reason in found.reasons:
            st.text(
                f"• {reason.sentence}." + (f" {reason.relaxation}." if reason.relaxation else "")
            )
        return
    names = hand.county.practices["name"]
    changes = [code for code in moved(state.plan, found.plan) if code in state.plan.assignment]
    st.write(
        f"{counted(len(changes), 'practice', 'practices')} with {whole(found.values['moved'])} "
        f"patients would change group{' (proved to be the fewest)' if found.proved else ''}: "
        f"{', '.join(str(names[code]) for code in changes) or 'nobody'}."
    )
    take(hand, found.plan, "repair")
