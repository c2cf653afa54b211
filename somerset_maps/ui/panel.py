"""The practice in hand: facts, neighbours, its group, what it says, and notes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from somerset_maps.county import County
from somerset_maps.metrics import Scores
from somerset_maps.scenarios import Action
from somerset_maps.scenarios.actions import FACILITATOR
from somerset_maps.scenarios.marks import LONGEST_BY, LONGEST_NOTE, NOT_ASKED, STANCES, Marks
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.trend import trend_html
from somerset_maps.ui.what_if import what_if_html
from somerset_maps.ui.words import NOTHING, is_missing, listed, minutes, percent, whole

NOT_IN_A_GROUP = "Not in a group"


def practice_panel(
    hand: Hand,
    scores: Scores,
    code: str,
    do: Callable[[Action], bool],
    on_close: Callable[[], None],
) -> None:
    """Show the panel of one practice.

    Args:
        hand: the plan in hand.
        scores: its measures.
        code: the practice.
        do: does an action on the plan and says whether it was done.
        on_close: called when the panel is closed.
    """
    county, marks = hand.county, hand.state.marks
    with st.container(key="practice-panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = escape(str(county.practices.loc[code, "name"]))
            st.html(f'<h2 class="panel-title">{title}</h2>', width="stretch")
            st.button("Close", key="panel-close", on_click=on_close)
        _group_choice(scores, marks, code, do)
        if is_projector():
            st.html(_open_facts(county, code))
            return
        _stance_choice(marks, code, do)
        st.html(what_if_html(hand, scores, code))
        st.html(_facts_html(county, scores, code) + trend_html(county, code))
        _note(marks, code, do)


def _group_choice(scores: Scores, marks: Marks, code: str, do: Callable[[Action], bool]) -> None:
    choices = [NOT_IN_A_GROUP, *(group.name for group in scores.plan.groups)]
    here = scores.plan.assignment.get(code, NOT_IN_A_GROUP)
    key = f"panel-group-{code}-{here}"
    agreed = marks.stance_of(code) == "agreed" and here != NOT_IN_A_GROUP
    sure = agreed and st.checkbox(
        f"It has agreed to be in {here}: let me move it all the same", key=f"sure-{code}-{here}"
    )

    def moved() -> None:
        chosen = st.session_state[key]
        to = None if chosen == NOT_IN_A_GROUP else chosen
        do(Action("move", codes=(code,), to=to, confirmed=bool(sure)))

    st.selectbox(
        "Group", choices, index=choices.index(here), key=key, on_change=moved,
        disabled=agreed and not sure, width="stretch",
    )  # fmt: skip


def _stance_choice(marks: Marks, code: str, do: Callable[[Action], bool]) -> None:
    """Offer the stances; who told it is noted with the day."""
    said = marks.stances.get(code)
    present = marks.stance_of(code)
    named = said.by if said and said.by != FACILITATOR else ""
    key, by_key = f"stance-{code}-{present}", f"stance-by-{code}-{named}"

    def changed() -> None:
        by = str(st.session_state.get(by_key) or "").strip() or FACILITATOR
        stance = str(st.session_state.get(key, present))
        if stance != present or (said and by != said.by):
            do(Action("stance", codes=(code,), stance=stance, by=by))

    left, right = st.columns([1, 1.2], gap="small")
    left.selectbox(
        "What the practice says", STANCES, index=STANCES.index(present), key=key, on_change=changed
    )
    right.text_input(
        "Who said so", value=named, key=by_key, placeholder=FACILITATOR, max_chars=LONGEST_BY,
        on_change=changed,
    )  # fmt: skip
    if said and present != NOT_ASKED:
        st.caption(f"{said.stance}, noted by {said.by} on {said.on}")


def _note(marks: Marks, code: str, do: Callable[[Action], bool]) -> None:
    key = f"note-{code}"

    def kept() -> None:
        do(Action("note", codes=(code,), text=str(st.session_state[key]).strip()))

    st.text_area(
        "Note for this plan", value=marks.notes.get(code, ""), key=key, on_change=kept,
        max_chars=LONGEST_NOTE, height=90,
    )  # fmt: skip


def _open_facts(county: County, code: str) -> str:
    """Return what a room may see of a practice."""
    row = county.practices.loc[code]
    facts = [
        ("Registered patients", whole(row["list_size"])),
        ("Surgeries", whole(int((county.sites["practice_code"] == code).sum()))),
        ("Locality", _text(row["locality"])),
    ]
    return _rows(facts)


def _facts_html(county: County, scores: Scores, code: str) -> str:
    row = county.practices.loc[code]
    place = scores.practices.loc[code]
    facts = [
        ("Registered patients", whole(row["list_size"])),
        ("Weighted list", whole(row["weighted_list"])),
        ("Aged 65 and over", _older(row["share_65_plus"], row["share_65_basis"])),
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
    check = str(row["to_check"])
    note = f'<p class="to-check"><b>To check:</b> {escape(check)}.</p>' if check else ""
    return f'{note}{_rows(facts)}<p class="neighbours">{escape(_neighbours(county, code))}</p>'


def _rows(facts: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(n)}</dt><dd>{escape(str(v))}</dd>" for n, v in facts)
    return f'<dl class="facts">{rows}</dl>'


def _neighbours(county: County, code: str) -> str:
    graph = county.adjacency
    near = sorted((graph.edges[code, other]["minutes"], other) for other in graph.neighbors(code))
    if not near:
        return "No neighbouring practice within 25 estimated minutes."
    names = county.practices["name"]
    shown = [f"{names[other]} ({minutes(length)})" for length, other in near[:6]]
    return f"Neighbours by estimated drive: {listed(shown)}."


def _older(share: float, basis: object) -> str:
    """Return the share of older patients, and what it rests on unless it was published."""
    if is_missing(share):
        return "not known"
    return percent(share) if basis == "published" else f"{percent(share)} ({basis})"


def _number(value: float, missing: str, places: int = 1) -> str:
    return missing if is_missing(value) else f"{value:,.{places}f}"


def _text(value: object) -> str:
    return NOTHING if is_missing(value) or value == "" else str(value)


def _yes_no(value: object) -> str:
    return NOTHING if is_missing(value) else "yes" if value else "no"
