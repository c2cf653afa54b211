"""What if a surgery or a practice closed: who is affected and who would take them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from somerset_maps.charts.county_map import county_figure, fill_areas
from somerset_maps.charts.look import BLUE, INK
from somerset_maps.metrics.closure import Closure, close_practice, close_site
from somerset_maps.ui import resources
from somerset_maps.ui.figures import FIGURE_CONFIG
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import counted, is_missing, listed, minutes, whole

_KEY = "closing"
_MAP = "closure-map"
_HEIGHT = 520
#: Light to dark: the share of the most affected area's patients.
_STEPS = ("#F3F6F9", "#F3D6AE", "#E2B273", "#C2873F")


def closures(hand: Hand) -> None:
    """Let people choose a surgery or a practice, by list or on the map, and show what follows."""
    st.header("What if this surgery or practice closed?")
    st.write(
        "A what-if, not a forecast: nothing here says that any surgery will close. Choose from the "
        "list or touch a point on the map."
    )
    found = _choices(hand)
    touched = _touched(hand)
    if touched in found and st.session_state.get("closure-touched") != touched:
        st.session_state["closure-touched"] = st.session_state[_KEY] = touched
    chosen = st.selectbox(
        "If it closed", list(found), format_func=found.__getitem__, key=_KEY, index=None,
        placeholder="Choose a surgery or a practice",
    )  # fmt: skip
    closure = _closure(hand, chosen) if chosen else None
    if closure is not None:
        _answer(closure)
    _map(hand, chosen, closure)
    if closure is not None:
        _tables(closure)


def _choices(hand: Hand) -> dict[str, str]:
    """Return key to words: every practice, and every surgery of those that have several."""
    county = hand.county
    names = county.practices["name"]
    count = county.sites["practice_code"].value_counts()
    found: dict[str, str] = {}
    for code in names.sort_values().index:
        several = count.get(code, 0) > 1
        found[f"practice:{code}"] = f"{names[code]}" + (", all its surgeries" if several else "")
        if several:
            for site in county.sites[county.sites["practice_code"] == code].itertuples():
                found[f"site:{site.site_id}"] = f"{names[code]}: only the surgery {site.name}"
    return found


def _closure(hand: Hand, chosen: str) -> Closure:
    kind, _, key = chosen.partition(":")
    state = hand.state
    close = close_practice if kind == "practice" else close_site
    return close(hand.county, state.plan, key, state.settings)


def _touched(hand: Hand) -> str | None:
    """Return what was touched on the map in the last run."""
    event = st.session_state.get(_MAP)
    points = event["selection"]["points"] if event else []
    held = points[0].get("customdata") if points else None
    return str(held[0] if isinstance(held, list) else held) if held else None


def _map(hand: Hand, chosen: str | None, closure: Closure | None) -> None:
    county = hand.county
    shapes = resources.area_shapes(hand.state.snapshot)
    figure = county_figure(shapes, _HEIGHT, is_projector())
    affected = pd.Series(0.0, index=list(shapes.codes))
    if closure is not None:
        affected.update(closure.areas["patients"])
    top = max(float(affected.max()), 1.0)
    colours = [_STEPS[0 if value < 1 else 1 + min(2, int(3 * value / top))] for value in affected]
    fill_areas(figure, shapes, colours)
    sites = county.sites.to_crs(27700)
    several = county.sites["practice_code"].value_counts()
    keys = [
        f"site:{s.site_id}" if several[s.practice_code] > 1 else f"practice:{s.practice_code}"
        for s in sites.itertuples()
    ]
    names = county.practices["name"]
    closing = [_is_closing(chosen, key, s.practice_code) for key, s in
               zip(keys, sites.itertuples(), strict=True)]  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=sites.geometry.x / 1000, y=sites.geometry.y / 1000, mode="markers",
            customdata=keys, text=[str(names[code]) for code in sites["practice_code"]],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": [20 if shut else 13 for shut in closing],
                "symbol": ["x" if shut else "circle" for shut in closing],
                "color": [INK if shut else BLUE for shut in closing],
                "line": {"color": "#FFFFFF", "width": 1.5},
            },
        )
    )  # fmt: skip
    st.plotly_chart(
        figure, key=_MAP, on_select="rerun", selection_mode="points", theme=None,
        width="stretch", config=FIGURE_CONFIG,
    )  # fmt: skip
    st.caption(
        "Points are surgeries, branches too; the cross closes. Shaded: where the patients "
        "concerned live (modelled)."
    )


def _is_closing(chosen: str | None, key: str, practice: str) -> bool:
    return chosen is not None and chosen in (key, f"practice:{practice}")


def _answer(closure: Closure) -> None:
    if closure.patients < 1:
        st.subheader(f"If {closure.words[0].lower()}{closure.words[1:]}")
        st.write(
            "Hardly anybody: the practice's other surgery is as close for all its patients in the "
            "model. Branches matter in other ways, which no drive shows."
        )
        return
    extra = closure.extra_minutes
    further = (
        f"about {abs(extra):.0f} minutes {'more' if extra > 0 else 'less'} than now"
        if abs(extra) >= 0.5
        else "about as far as now"
    )
    one, two, three = st.columns(3)
    one.metric("Patients concerned (modelled)", whole(closure.patients))
    without_car = f"about {whole(closure.patients_without_car)}"
    two.metric("Of these in households without a car", without_car)
    three.metric("Drive to the next surgery", minutes(closure.minutes_after))
    st.write(f"On average {further}. Those furthest out are in the table below.")
    takers = closure.takers
    if takers.empty:
        st.write("The practice's other surgeries would go on; no other practice takes anybody.")
        return
    largest = takers.head(3)
    named = listed([f"{t.name} ({whole(t.patients)})" for t in largest.itertuples()])
    inside = takers.loc[takers["same_group"], "patients"].sum() / takers["patients"].sum()
    st.write(
        f"By where people of the same areas are registered already, most would go to {named}: "
        f"{counted(len(takers), 'practice', 'practices')} in all, {inside:.0%} of the patients "
        "within its own group."
    )


def _tables(closure: Closure) -> None:
    if not closure.takers.empty:
        st.subheader("Who would take them")
        takers = closure.takers
        st.dataframe(
            pd.DataFrame(
                {
                    "Practice": takers["name"],
                    "Group": [None if is_missing(name) else name for name in takers["group"]],
                    "Patients more": takers["patients"].round(),
                    "Patients per full-time GP now": takers["patients_per_gp_before"].round(),
                    "Then": takers["patients_per_gp_after"].round(),
                    "More per GP": takers["extra_per_gp"].round(),
                }
            ),
            hide_index=True,
            column_config=_whole("Patients more", "Patients per full-time GP now", "Then",
                                 "More per GP"),
        )  # fmt: skip
        st.caption(
            "A blank is a practice without a GP return. Per GP: excludes trainees, locums, nurses "
            "and pharmacists. Set against what followed 2015: of 15 practices that joined another, "
            "ten joined the one named first by this reckoning."
        )
    st.subheader("Where they live")
    areas = closure.areas.head(40)
    st.dataframe(
        pd.DataFrame(
            {
                "Area": areas["name"],
                "Patients": areas["patients"].round(),
                "Aged 65 and over": areas["patients_65_plus"].round(),
                "Without a car": areas["patients_without_car"].round(),
                "About minutes now": areas["minutes_before"].round(),
                "Then": areas["minutes_after"].round(),
                "More minutes": areas["extra_minutes"].round(),
            }
        ),
        hide_index=True,
        column_config=_whole("Patients", "Aged 65 and over", "Without a car",
                             "About minutes now", "Then", "More minutes"),
    )  # fmt: skip


def _whole(*names: str) -> dict[str, Any]:
    return {name: st.column_config.NumberColumn(format="localized") for name in names}
