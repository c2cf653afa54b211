"""Other futures: a scenario's numbers, set by people, and what they do in five years."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.outlook import SCENARIOS, Scenario, outlook
from somerset_maps.outlook.scenarios import scenario
from somerset_maps.outlook.spans import when_above
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import is_missing, whole


def other_futures(hand: Hand) -> None:
    """Let people choose a future and its numbers, and show patients per GP in five years."""
    titles = {one.key: one.title for one in SCENARIOS}
    key = st.selectbox("Future", list(titles), format_func=titles.__getitem__, index=1,
                       key="future")  # fmt: skip
    chosen = _with_numbers(scenario(key))
    st.write(f"{scenario(key).says} **Assumed**: nobody has measured it.")
    state = hand.state
    then = outlook(hand.county, state.plan, chosen)
    usual = outlook(hand.county, state.plan)
    point = state.settings.breaking_point
    st.header(f"Patients per full-time GP in {then.years[-1]}")
    pairs = [
        Pair(
            "The county", usual.county_patients_per_gp().values[-1],
            then.county_patients_per_gp(chosen.need).values[-1],
        )
    ]  # fmt: skip
    for group in state.plan.groups:
        if len(group.members) < 2:
            continue
        path = then.patients_per_gp(group.name, chosen.need)
        note = "" if is_missing(path.values[-1]) else when_above(path, then.years, point)
        pairs.append(
            Pair(
                f"{group.letter} {group.name}", usual.patients_per_gp(group.name).values[-1],
                path.values[-1], group.colour,
                "no GP return" if is_missing(path.values[-1]) else f"past {point:,.0f}: {note}",
            )
        )  # fmt: skip
    figure = dumbbells(pairs, ("as now", chosen.title.lower()), whole, projector=is_projector())
    show_figure(
        figure, "futures",
        "Modelled from assumed numbers. With growing need a patient counts as more than one. The "
        f"years say when a group may pass {point:,.0f} patients per full-time GP. Groups of one "
        "practice are left out: their GP time cannot be forecast.",
    )  # fmt: skip


def _with_numbers(one: Scenario) -> Scenario:
    if one.key == "as now":
        return one
    left, middle, right = st.columns(3)
    with left:
        gp_time = st.number_input(
            "GP time, % a year", -15.0, 15.0, 100 * one.gp_time, 0.5, key=f"gp-time-{one.key}"
        )
    with middle:
        more = st.number_input(
            "Full-time GPs joining the county a year", 0.0, 60.0, one.gps_more, 1.0,
            key=f"gps-more-{one.key}",
        )  # fmt: skip
    with right:
        need = st.number_input(
            "Need per patient, % a year", -5.0, 10.0, 100 * one.need, 0.5, key=f"need-{one.key}"
        )
    return replace(one, gp_time=gp_time / 100, gps_more=more, need=need / 100)
