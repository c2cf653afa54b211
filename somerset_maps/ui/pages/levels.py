"""Levels: groups of groups (federations), and which function belongs at which level."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from zlib import crc32

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.metrics import Scores
from somerset_maps.scenarios.marks import FUNCTIONS, LEVELS, LONGEST_CELL, Marks
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, hand_of_this_run
from somerset_maps.ui.words import counted, is_missing, whole


def show() -> None:
    """Show federations and the grid of the plan in hand."""
    st.title("Levels")
    hand = hand_of_this_run()
    if hand is None:
        st.caption("Opening your plan …")
        return
    _federations(hand)
    _grid(hand)


def _federations(hand: Hand) -> None:
    st.header("Groups of groups")
    st.write(
        "A provider federation is a company that practices own together while each keeps its own "
        "contract. Here groups of this plan can be put under one."
    )
    state = hand.state
    groups = {group.letter: group.name for group in state.plan.groups}
    if not groups:
        st.info("Make groups on the Plan page first; then they can be put together here.")
        return
    now = resources.scores(state.snapshot, state.plan, state.settings)
    for name, held in state.marks.federations.items():
        _federation(hand, now, groups, name, [letter for letter in held if letter in groups])
    with st.form("new-federation", border=False, clear_on_submit=True):
        name = st.text_input("A new federation is called", max_chars=60)
        letters = st.multiselect(
            "and has these groups", list(groups), format_func=lambda letter: _titled(letter, groups)
        )
        if st.form_submit_button("Put these groups together", type="primary"):
            if name.strip() and letters:
                _keep(hand, state.marks, name, letters)
            else:
                st.warning("Give it a name and at least one group.")


def _federation(
    hand: Hand, now: Scores, groups: dict[str, str], name: str, letters: list[str]
) -> None:
    key = f"federation-{name}-{'-'.join(letters)}"

    def changed() -> None:
        _keep(hand, hand.state.marks, name, st.session_state[key], rerun=False)

    st.multiselect(
        f"{name}", list(groups), default=letters, key=key, on_change=changed,
        format_func=lambda letter: _titled(letter, groups),
    )  # fmt: skip
    rows = now.groups.loc[[groups[letter] for letter in letters]]
    patients, practices = rows["registered"].sum(), rows["practices"].sum()
    known = rows.dropna(subset=["patients_per_gp_fte", "gp_fte"])
    fte = known["gp_fte"].sum()
    per_gp = (known["patients_per_gp_fte"] * known["gp_fte"]).sum() / fte if fte else float("nan")
    gps = "" if is_missing(per_gp) else f", {whole(per_gp)} patients per full-time GP"
    st.caption(
        f"{counted(len(letters), 'group', 'groups')}, "
        f"{counted(int(practices), 'practice', 'practices')}, {whole(patients)} patients{gps}"
    )


def _titled(letter: str, groups: dict[str, str]) -> str:
    return f"{letter} {groups[letter]}"


def _keep(hand: Hand, marks: Marks, name: str, letters: list[str], rerun: bool = True) -> None:
    try:
        changed = marks.with_federation(name, letters)
    except SomersetError as error:
        st.error(str(error))
        return
    hand.plans.set_marks(hand.plan_id, changed, f"The federation {name.strip()} was changed")
    if rerun:
        st.rerun()


def _grid(hand: Hand) -> None:
    st.header("Which function at which level")
    st.write(
        "Function should dictate form: write first what should be done where, then see which "
        "groups that needs. The room fills this in; the tool proposes nothing."
    )
    grid = hand.state.marks.grid
    for function in FUNCTIONS:
        st.subheader(function)
        for level, place in zip(LEVELS, st.columns(len(LEVELS), gap="small"), strict=True):
            with place:
                _cell(hand, function, level, grid.get((function, level), ""))
    if grid:
        st.html(_readable(grid))


def _cell(hand: Hand, function: str, level: str, written: str) -> None:
    """Show one field of the grid; what is typed is kept at once, beside what others write."""
    # The text is part of the key: what another window wrote must show, not what stood here before.
    key = f"cell-{hand.plan_id}-{function}-{level}-{crc32(written.encode())}"

    def changed() -> None:
        marks = hand.state.marks
        cells = {**marks.grid, (function, level): str(st.session_state[key])}
        told = f"{function}, {level}: what should be done there was written down"
        hand.plans.set_marks(hand.plan_id, marks.with_grid(cells), told)

    st.text_area(level, written, key=key, on_change=changed, max_chars=LONGEST_CELL, height=130)


def _readable(cells: Mapping[tuple[str, str], str]) -> str:
    """Return what was written, level by level, to be read from the back of a room."""
    parts = []
    for level in LEVELS:
        said = [(f, cells[f, level]) for f in FUNCTIONS if cells.get((f, level))]
        if said:
            lines = "".join(f"<li>{escape(f)}: {escape(text)}</li>" for f, text in said)
            parts.append(f"<h3>{level}</h3><ul>{lines}</ul>")
    return f'<section class="levels">{"".join(parts)}</section>'
