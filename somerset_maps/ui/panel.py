"""The practice in hand: facts, neighbours, and another way to put it in a group."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from somerset_maps.county import County
from somerset_maps.metrics import Scores
from somerset_maps.ui.words import NOTHING, is_missing, listed, minutes, percent, whole

NOT_IN_A_GROUP = "Not in a group"


def practice_panel(
    county: County,
    scores: Scores,
    code: str,
    on_move: Callable[[str, str | None], None],
    on_close: Callable[[], None],
) -> None:
    """Show the panel of one practice.

    Args:
        county: the snapshot.
        scores: measures of the plan in hand.
        code: the practice.
        on_move: called with the code and a group's name, or None, when another group is chosen.
        on_close: called when the panel is closed.
    """
    row = county.practices.loc[code]
    with st.container(key="practice-panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = escape(str(row["name"]))
            st.html(f'<h2 class="panel-title">{title}</h2>', width="stretch")
            st.button("Close", key="panel-close", on_click=on_close)
        choices = [NOT_IN_A_GROUP, *(group.name for group in scores.plan.groups)]
        here = scores.plan.assignment.get(code, NOT_IN_A_GROUP)
        key = f"panel-group-{code}-{here}"

        def moved() -> None:
            chosen = st.session_state[key]
            on_move(code, None if chosen == NOT_IN_A_GROUP else chosen)

        st.selectbox(
            "Group", choices, index=choices.index(here), key=key, on_change=moved, width="stretch"
        )
        st.html(_facts_html(county, scores, code))


def _facts_html(county: County, scores: Scores, code: str) -> str:
    row = county.practices.loc[code]
    place = scores.practices.loc[code]
    facts = [
        ("Registered patients", whole(row["list_size"])),
        ("Weighted list", whole(row["weighted_list"])),
        ("Aged 65 and over", percent(row["share_65_plus"])),
        ("Full-time GPs", _number(row["gp_fte"], "no return")),
        ("GPs (people)", _number(row["gp_headcount"], "no return", 0)),
        ("Patients per full-time GP", whole(place["patients_per_gp_fte"])),
        ("Share of its group", percent(place["share_of_group"])),
        ("Contract", _text(row["contract"])),
        ("Dispensing", _yes_no(row["dispensing"])),
        ("Deprivation score (IMD)", _number(row["imd_score"], NOTHING)),
        ("Surgeries", whole(int((county.sites["practice_code"] == code).sum()))),
        ("Locality", _text(row["locality"])),
        ("Postcode", _text(row["postcode"])),
        ("Code and official name", f"{code} · {row['official_name']}"),
    ]
    rows = "".join(f"<dt>{escape(n)}</dt><dd>{escape(str(v))}</dd>" for n, v in facts)
    check = str(row["to_check"])
    note = f'<p class="to-check"><b>To check:</b> {escape(check)}.</p>' if check else ""
    near = f'<p class="neighbours">{escape(_neighbours(county, code))}</p>'
    return f'{note}<dl class="facts">{rows}</dl>{near}'


def _neighbours(county: County, code: str) -> str:
    graph = county.adjacency
    near = sorted((graph.edges[code, other]["minutes"], other) for other in graph.neighbors(code))
    if not near:
        return "No neighbouring practice within 25 estimated minutes."
    names = county.practices["name"]
    shown = [f"{names[other]} ({minutes(length)})" for length, other in near[:6]]
    return f"Neighbours by estimated drive: {listed(shown)}."


def _number(value: float, missing: str, places: int = 1) -> str:
    return missing if is_missing(value) else f"{value:,.{places}f}"


def _text(value: object) -> str:
    return NOTHING if is_missing(value) or value == "" else str(value)


def _yes_no(value: object) -> str:
    return NOTHING if is_missing(value) else "yes" if value else "no"
