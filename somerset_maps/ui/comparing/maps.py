"""Small maps side by side, and which practices stand in another group."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from somerset_maps.charts.small_map import points_of, small_map
from somerset_maps.metrics import areas_served
from somerset_maps.plan import Plan
from somerset_maps.report.comparison import Option
from somerset_maps.report.matching import lettered_alike, match_groups, stands_in
from somerset_maps.settings import Settings
from somerset_maps.ui import resources
from somerset_maps.ui.comparing.chosen import Comparison
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import counted, is_missing, percent, whole


def maps_and_practices(comparison: Comparison) -> None:
    """Show a map of every plan, and the practices whose group differs from the plan in hand."""
    figures = []
    for at, option in enumerate(comparison.options):
        moved = len(comparison.matchings[at].moved)
        differs = counted(moved, "practice differs", "practices differ") if at else "in hand"
        picture = as_picture(map_of(comparison, option), f"Map of {option.name}, {differs}")
        figures.append(
            f"{picture[: -len('</figure>')]}<figcaption><b>{escape(option.name)}</b> "
            f"<span>{escape(differs)}</span></figcaption></figure>"
        )
    st.html(f'<div class="small-maps">{"".join(figures)}</div>')
    st.caption(
        "Each area has the colour of the group most people there belong to (modelled). Groups of "
        "one letter have most patients in common, whatever they are called. Ringed: practices "
        "that are in another group than in the plan in hand. White dots are in no group."
    )
    for at in range(1, len(comparison.options)):
        _practices(comparison, at)


def map_of(comparison: Comparison, option: Option) -> str:
    """Return the map of a plan as SVG, what differs from the plan in hand ringed."""
    snapshot = comparison.hand.state.snapshot
    return _map(snapshot, comparison.options[0].plan, option.plan, option.scores.settings,
                option.name)  # fmt: skip


@lru_cache(maxsize=64)
def _map(snapshot: str, first: Plan, plan: Plan, settings: Settings, name: str) -> str:
    county = resources.county(snapshot)
    matching = match_groups(first, plan, resources.list_sizes(snapshot))
    served = areas_served(county, plan, settings)
    owner = [None if is_missing(group) else str(group) for group in served["group"]]
    return small_map(
        resources.area_shapes(snapshot), lettered_alike(plan, first, matching), owner,
        list(served["people"]), _points(snapshot), set(matching.moved), f"Map of {name}",
    )  # fmt: skip


def plan_map(hand: Hand, plan: Plan, ringed: Collection[str], title: str) -> str:
    """Return the map of any plan of the snapshot in hand as SVG, some practices ringed."""
    state = hand.state
    served = areas_served(hand.county, plan, state.settings)
    owner = [None if is_missing(group) else str(group) for group in served["group"]]
    return small_map(
        resources.area_shapes(state.snapshot), plan, owner, list(served["people"]),
        _points(state.snapshot), set(ringed), title,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _points(snapshot: str) -> dict[str, tuple[float, float]]:
    return points_of(resources.county(snapshot).practices)


def as_picture(svg: str, words: str) -> str:
    """Return a map as an image of the page, which takes no drawing in its markup."""
    data = b64encode(svg.encode()).decode()
    return f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}"></figure>'


def _practices(comparison: Comparison, at: int) -> None:
    """Say how many practices and patients differ; the practices stand below, the largest first."""
    first, option = comparison.options[0].plan, comparison.options[at]
    matching, practices = comparison.matchings[at], comparison.county.practices
    everyone = float(practices["list_size"].sum())
    with st.container(key=f"differs-{at}"):
        if not matching.moved:
            st.text(f"{option.name}: the same groups as the plan in hand, whatever their names.")
            return
        st.text(
            f"{option.name}: {counted(len(matching.moved), 'practice differs', 'practices differ')}"
            f", with {whole(matching.patients)} patients "
            f"({percent(matching.patients / everyone)} of the county's)."
        )
        with st.expander(f"The practices that differ, plan {at + 1}"):
            codes = list(matching.moved)
            st.dataframe(
                pd.DataFrame(
                    {
                        "Practice": [str(practices.at[code, "name"]) for code in codes],
                        "Patients": [
                            round(float(practices.at[code, "list_size"])) for code in codes
                        ],
                        "In the plan in hand": [stands_in(first, code) for code in codes],
                        f"In {option.name}": [stands_in(option.plan, code) for code in codes],
                    }
                ).sort_values("Patients", ascending=False),
                hide_index=True,
                column_config={"Patients": st.column_config.NumberColumn(format="localized")},
            )
