"""Each practice alone, against in its group."""

from __future__ import annotations

import streamlit as st

from somerset_maps.charts.dumbbell import Pair, dumbbells
from somerset_maps.metrics import measure
from somerset_maps.plan import Group
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import counted, is_missing, percent, whole


def choose_group(hand: Hand, key: str) -> Group:
    """Let people choose a group that has practices; there is one."""
    held = [group for group in hand.state.plan.groups if group.members]
    letters = {group.letter: group for group in held}
    chosen = st.selectbox(
        "Group", list(letters), key=key,
        format_func=lambda letter: f"{letter} {letters[letter].name}",
    )  # fmt: skip
    return letters[chosen]


def alone_and_together(hand: Hand) -> None:
    """Show a group's practices alone and in the group; sums only when a room looks on."""
    group = choose_group(hand, "alone-group")
    _cover(hand, group)
    if is_projector():
        st.caption("Numbers of single practices are not shown on a projector.")
        return
    _per_gp(hand, group)
    _one_gp(hand, group)


def _cover(hand: Hand, group: Group) -> None:
    state = hand.state
    settings = state.settings
    now = resources.scores(state.snapshot, state.plan, settings).groups.loc[group.name]
    full = resources.scores(
        state.snapshot, state.plan, settings.model_copy(update={"sharing": 1.0})
    ).groups.loc[group.name]
    st.header("Days short of cover")
    item = measure("group", "short_cover_alone")
    pairs = [
        Pair(
            f"As agreed now ({settings.sharing:.0%} shared)",
            now["short_cover_alone"], now["short_cover_pooled"], group.colour,
        ),
        Pair("If all cover were shared", full["short_cover_alone"], full["short_cover_pooled"],
             group.colour),
    ]  # fmt: skip
    figure = dumbbells(
        pairs, ("each practice alone", "as a group"), _days,
        projector=is_projector(),
    )  # fmt: skip
    show_figure(
        figure,
        "cover-chart",
        "GP-days a year below the cover needed (assumed: see Assumptions). Pooling happens only if "
        f"the practices agree to it; the setting says {settings.sharing:.0%}. {item.caveat}",
    )


def _days(days: float) -> str:
    return "under 1" if 0 < days < 0.5 else f"{days:,.0f}"


def _per_gp(hand: Hand, group: Group) -> None:
    state = hand.state
    now = resources.scores(state.snapshot, state.plan, state.settings)
    whole_group = now.groups.at[group.name, "patients_per_gp_fte"]
    st.header("Patients per full-time GP")
    pairs = [
        Pair(
            str(hand.county.practices.at[code, "name"]),
            now.practices.at[code, "patients_per_gp_fte"],
            whole_group,
            group.colour,
            _note(hand, code),
        )
        for code in _by_list(hand, group)
    ]
    figure = dumbbells(pairs, ("the practice", "its whole group"), whole)
    show_figure(
        figure,
        "alone-per-gp",
        "A practice's own number, and that of the whole group if it worked as one: nobody's GPs "
        "move. Excludes trainees, locums, nurses and pharmacists.",
    )


def _note(hand: Hand, code: str) -> str:
    practice = hand.county.practices.loc[code]
    if is_missing(practice["gp_fte"]):
        return "no GP return"
    return "return to check" if practice["to_check"] else ""


def _one_gp(hand: Hand, group: Group) -> None:
    state = hand.state
    now = resources.scores(state.snapshot, state.plan, state.settings)
    st.header("If one GP left")
    together = now.groups.at[group.name, "gp_loss"]
    people = hand.county.practices["gp_headcount"]
    pairs = []
    for code in _by_list(hand, group):
        count = people[code]
        note = "no GP return" if is_missing(count) else counted(round(count), "GP", "GPs")
        pairs.append(
            Pair(
                str(hand.county.practices.at[code, "name"]),
                1 / (count - 1) if not is_missing(count) and count > 1 else None,
                together,
                group.colour,
                note if is_missing(count) or count > 1 else "one GP: no one to take over alone",
            )
        )
    figure = dumbbells(pairs, ("alone", "shared by the group"), lambda v: f"+{percent(v)}")
    show_figure(
        figure,
        "alone-one-gp",
        "More work for each GP who stays when one of average hours leaves: in the practice alone, "
        "and if the group shared the work. It falls with size alone.",
    )


def _by_list(hand: Hand, group: Group) -> list[str]:
    lists = resources.list_sizes(hand.state.snapshot)
    return sorted(group.members, key=lambda code: -lists[code])
