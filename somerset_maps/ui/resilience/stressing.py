"""Stress tests: one or two things go wrong, and what breaks first, alone and together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from somerset_maps.charts.curves import breaking_chart, flow_chart
from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.charts.look import PALE
from somerset_maps.errors import PlanError
from somerset_maps.metrics.breaking import breaking_curve
from somerset_maps.metrics.stress import Outcome, stress
from somerset_maps.metrics.stresses import (
    BadWinter,
    ContractHandedBack,
    GPsLeave,
    ListGrowth,
    Stress,
)
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import listed, whole

_NOTHING = "nothing more"
_KINDS = ("a practice hands back its contract", "GPs leave a practice", "a bad winter",
          "lists grow", _NOTHING)  # fmt: skip
_MOST_FLOWS = 10


def stress_tests(hand: Hand) -> None:
    """Let people choose what goes wrong, and show what it does to groups and practices."""
    st.header("What if …")
    st.write("A what-if, not a forecast: it says what would follow, not that it will happen.")
    left, right = st.columns(2, gap="large")
    with left:
        first = _choose(hand, "first", 2)
    with right:
        second = _choose(hand, "second", len(_KINDS) - 1)
    chosen = [one for one in (first, second) if one is not None]
    _curve(hand)
    if not chosen:
        return
    state = hand.state
    try:
        outcome = stress(hand.county, state.plan, chosen, state.settings)
    except PlanError as error:
        st.warning(str(error))
        return
    st.subheader(" ".join(outcome.words))
    _groups(hand, outcome)
    _flows(hand, outcome, chosen)
    if not is_projector():
        _practices(outcome)


def _choose(hand: Hand, key: str, usual: int) -> Stress | None:
    kind = st.selectbox(
        "First" if key == "first" else "And at the same time",
        _KINDS if key == "second" else _KINDS[:-1],
        index=usual, key=f"stress-{key}",
    )  # fmt: skip
    if kind == _KINDS[0]:
        code = _practice(hand, key)
        inside = st.toggle("Only its own group takes its patients", key=f"stress-inside-{key}")
        return ContractHandedBack(code, inside)
    if kind == _KINDS[1]:
        number = st.number_input("How many GPs", 1, 20, 1, key=f"stress-gps-{key}")
        return GPsLeave(_practice(hand, key), int(number))
    if kind == _KINDS[2]:
        share = st.slider("More GP time away, %", 1, 40, 10, key=f"stress-winter-{key}")
        return BadWinter(share / 100)
    if kind == _KINDS[3]:
        share = st.slider("All lists grow by, %", 1, 30, 5, key=f"stress-growth-{key}")
        return ListGrowth(share / 100)
    return None


def _practice(hand: Hand, key: str) -> str:
    names = hand.county.practices["name"].sort_values()
    chosen = st.selectbox(
        "Practice", list(map(str, names.index)), format_func=lambda code: str(names[code]),
        key=f"stress-practice-{key}-{hand.state.snapshot}",
    )  # fmt: skip
    return str(chosen)


def _groups(hand: Hand, outcome: Outcome) -> None:
    point = hand.state.settings.breaking_point
    groups = {group.name: group for group in hand.state.plan.groups}
    rows = outcome.groups.sort_values("patients_per_gp_after", ascending=False, na_position="last")
    pairs = [
        Pair(
            f"{groups[str(name)].letter} {name}",
            row["patients_per_gp_before"],
            row["patients_per_gp_after"],
            groups[str(name)].colour,
            "past the breaking point" if row["beyond_after"] and not row["beyond_before"] else "",
        )
        for name, row in rows.iterrows()
    ]
    figure = dumbbells(
        pairs, ("before", "after"), whole, limit=(point, f"breaking point {point:,.0f}"),
        projector=is_projector(),
    )  # fmt: skip
    first = outcome.groups_break_first
    words = (
        f"First past the breaking point: {listed([str(one) for one in first[:3]])}."
        if first
        else "No group passes the breaking point that had not passed it before."
    )
    show_figure(
        figure, "stress-groups",
        f"Patients per full-time GP at work, groups. {words} Modelled; the breaking point is an "
        "assumption.",
    )  # fmt: skip


def _flows(hand: Hand, outcome: Outcome, chosen: Sequence[Stress]) -> None:
    if outcome.moved.empty:
        if any(isinstance(one, ContractHandedBack) for one in chosen):
            st.caption("Nobody's patients move.")
        return
    st.subheader("Where the patients go")
    names = hand.county.practices["name"]
    colours = {code: group.colour for group in hand.state.plan.groups for code in group.members}
    letters = {code: group.letter for group in hand.state.plan.groups for code in group.members}
    taken = outcome.moved.groupby("to_code")["patients"].sum().sort_values(ascending=False)
    rows = [
        (f"{letters.get(code, '–')} {names[code]}", float(count), colours.get(code, PALE))
        for code, count in taken.head(_MOST_FLOWS).items()
    ]
    more = len(taken) - len(rows)
    show_figure(
        flow_chart(rows, is_projector()), "stress-flows",
        "Patients to each practice, by where people of the same areas are registered already "
        f"(modelled).{f' And {more} more practices with fewer.' if more > 0 else ''}",
    )  # fmt: skip


def _practices(outcome: Outcome) -> None:
    table = outcome.practices
    changed = table[table["patients_per_gp_after"] != table["patients_per_gp_before"]]
    if changed.empty:
        return
    with st.expander("Practice by practice"):
        st.dataframe(
            pd.DataFrame(
                {
                    "Practice": changed["name"],
                    "Group": changed["group"],
                    "Patients more": changed["extra_patients"].round(),
                    "Per full-time GP before": changed["patients_per_gp_before"].round(),
                    "After": changed["patients_per_gp_after"].round(),
                }
            ).sort_values("After", ascending=False),
            hide_index=True,
        )
        st.caption("A blank is a practice without a GP return, or one whose last GP has gone.")


def _curve(hand: Hand) -> None:
    state = hand.state
    curve = breaking_curve(hand.county, state.plan, state.settings)
    if curve["alone"].isna().all():
        return
    with st.expander("How much GP time can go before it breaks, alone and together"):
        show_figure(
            breaking_chart(curve, is_projector()), "breaking-curve",
            f"Share of patients whose practice, or whose group as one, would have more than "
            f"{state.settings.breaking_point:,.0f} patients per full-time GP (assumed). Together "
            "is the most that pooling could do, and only if the practices agree to it.",
        )  # fmt: skip
