"""Who lives within so many minutes of a surgery of their own group, and who lives furthest."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.charts.reach import reach_chart
from somerset_maps.metrics.reach import RESIDENTS, coverage_table, furthest_areas
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.other_plan import choose_other
from somerset_maps.ui.words import counted, is_missing, percent, whole

_MANY = 12


def within_reach(hand: Hand) -> None:
    """Show reach by limit and kind of people, the areas furthest away, and GPs in reach."""
    state, county = hand.state, hand.county
    title, other = choose_other(hand, "coverage-against")
    mine = coverage_table(county, state.plan, state.settings)
    theirs = coverage_table(county, other, state.settings)
    limit = float(round(state.settings.minutes))
    if not state.plan.groups:
        st.info("No practice is in a group yet, so nobody has a surgery of their own group.")
    st.header("If groups shared their surgeries")
    words = _words(mine, theirs, title, limit if (RESIDENTS, limit) in mine.index else 10.0)
    st.html(
        '<p class="key"><b class="mine">●</b> this plan &nbsp; <b>○</b> set against &nbsp; '
        "<b>|</b> a surgery of any practice</p>"
    )
    show_figure(reach_chart(mine, theirs, is_projector()), "reach-chart", words)
    with st.expander("The numbers"):
        st.dataframe(_numbers(mine, theirs, title), hide_index=True)
    _furthest(hand)
    _in_reach(hand)


def _words(mine: pd.DataFrame, theirs: pd.DataFrame, title: str, limit: float) -> str:
    one, two = mine.loc[(RESIDENTS, limit)], theirs.loc[(RESIDENTS, limit)]
    people = one["own_group_people"] - two["own_group_people"]
    if abs(people) < 1:
        change = "the same as"
    else:
        change = f"{whole(abs(people))} people {'more' if people > 0 else 'fewer'} than"
    return (
        f"If groups shared their surgeries, {percent(one['own_group'])} of residents would live "
        f"within about {limit:.0f} minutes of a surgery of the group most people of their area "
        f"belong to: {change} in “{title}” ({percent(two['own_group'])}). Of any practice: "
        f"{percent(one['any'])}, whatever the plan. Modelled minutes and registrations."
    )


def _numbers(mine: pd.DataFrame, theirs: pd.DataFrame, title: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Who": [str(who)[0].upper() + str(who)[1:] for who, _ in mine.index],
            "Within": [f"about {limit:.0f} min" for _, limit in mine.index],
            "This plan": [percent(value) for value in mine["own_group"]],
            title: [percent(value) for value in theirs["own_group"]],
            "Any surgery": [percent(value) for value in mine["any"]],
            "People, this plan": [whole(value) for value in mine["own_group_people"]],
            "Of": [whole(value) for value in mine["people"]],
        }
    )


def _furthest(hand: Hand) -> None:
    st.header("The areas furthest away")
    state = hand.state
    by = st.radio(
        "Drive to", ["minutes_any", "minutes_own_group"], horizontal=True, key="furthest-by",
        format_func={
            "minutes_any": "the nearest surgery of any practice",
            "minutes_own_group": "the nearest surgery of the own group",
        }.__getitem__,
    )  # fmt: skip
    table = furthest_areas(hand.county, state.plan, state.settings, _MANY, by)
    if table.empty:
        st.info("No area belongs mostly to a group yet.")
        return
    st.dataframe(
        pd.DataFrame(
            {
                "Area": table["name"],
                "Locality": table["locality"],
                "About minutes": table[by].round(),
                "Group most belong to": table["group"],
                "People": table["people"],
                "Aged 65 and over": table["people_65_plus"],
                "Households": table["households"],
                "Without a car": table["households_no_car"],
            }
        ),
        hide_index=True,
        column_config={
            "About minutes": st.column_config.NumberColumn(format="%d"),
            **{
                name: st.column_config.NumberColumn(format="localized")
                for name in ("People", "Aged 65 and over", "Households", "Without a car")
            },
        },
    )
    cars, homes = int(table["households_no_car"].sum()), int(table["households"].sum())
    st.caption(
        f"In these {counted(len(table), 'area', 'areas')} {cars:,} of {homes:,} households had no "
        "car (Census 2011); for them the minutes mean little. Drives on Exmoor, the Brendons, the "
        "Quantocks and the Levels can be 7 to 8 minutes longer than estimated."
    )


def _in_reach(hand: Hand) -> None:
    state = hand.state
    county = resources.scores(state.snapshot, state.plan, state.settings).county
    st.header("Full-time GPs in reach, per 10,000 people")
    rows = [
        ("By zones to 10, 20 and 30 minutes", "accessibility", "accessibility_rural"),
        ("Every minute counts (smooth)", "accessibility", "accessibility_smooth_rural"),
    ]
    st.dataframe(
        pd.DataFrame(
            [
                (name, *(None if is_missing(county[key]) else f"{county[key]:.2f}" for key in keys))
                for name, *keys in rows
            ],
            columns=["How distance is weighed", "Everybody", "In rural areas"],
        ),
        hide_index=True,
    )
    st.caption(
        "How far rural areas stand behind depends on how distance is weighed, so both ways are "
        "shown (assumed weights; E2SFCA). No plan changes these numbers: groups do not move GPs."
    )
