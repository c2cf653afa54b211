"""The transformation fund: lines against the five supports, pooled or by group."""

from __future__ import annotations

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.scenarios.fund import (
    LINE,
    POOLED,
    TAKEN_BACK,
    Line,
    left,
    lines,
    pence_of,
    pounds,
    shares,
)
from somerset_maps.scenarios.texts import items
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import entries_of, keep, written
from somerset_maps.ui.words import counted

_WAYS = {"pooled": "pooled for the county", "groups": "by group"}
_FIELD = "fund/shared"


def the_fund(hand: Hand) -> None:
    """Show what there is, what is planned, and what is left."""
    state = hand.state
    rate = state.settings.fund_per_patient
    totals = shares(state.plan, resources.list_sizes(state.snapshot), rate)
    st.write(
        f"£{rate:g} a patient: **{pounds(totals[POOLED])}** by these lists (the paper says about "
        "£1.68m). It is **one total for April 2017 to March 2019, not a yearly sum**."
    )
    way = written(hand).get(_FIELD, "pooled")
    if not is_projector():
        chosen = st.segmented_control(
            "The fund is", list(_WAYS), default=way, format_func=_WAYS.__getitem__,
            key=f"fund-{hand.plan_id}-{way}", required=True,
        )  # fmt: skip
        if chosen and chosen != way and keep(hand, _FIELD, chosen):
            st.rerun()
    planned = lines(entries_of(hand))
    if way == "pooled":
        _part(hand, POOLED, "The county", totals[POOLED], planned)
        _waiting([line for line in planned if line.letter != POOLED], "by group")
        return
    held = [group for group in state.plan.groups if group.members]
    if not held:
        st.info("There is no group yet to share the fund by.")
    for group in held:
        own = [line for line in planned if line.letter == group.letter]
        _part(hand, group.letter, f"{group.letter} {group.name}", totals[group.letter], own)
    letters = {group.letter for group in held}
    _waiting([line for line in planned if line.letter == POOLED], "for the county, pooled")
    gone = [line for line in planned if line.letter not in letters | {POOLED}]
    _waiting(gone, "for groups that have no practice now")


def _waiting(lines_elsewhere: list[Line], where: str) -> None:
    """Say which lines are not counted in what is shown."""
    if lines_elsewhere:
        total = pounds(sum(line.pence for line in lines_elsewhere))
        count = counted(len(lines_elsewhere), "line", "lines")
        st.caption(f"Not counted here: {count} of {total} written {where}.")


def _part(hand: Hand, letter: str, title: str, total: int, planned: list[Line]) -> None:
    own = [line for line in planned if line.letter == letter]
    rest = left(total, own)
    st.subheader(f"{title}: {pounds(rest)} of {pounds(total)} left")
    if rest < 0:
        st.warning(f"{pounds(-rest)} more is planned than there is.")
    titles = {item.key: item.title for item in items("support")}
    covered = {line.support for line in own}
    if not own:
        st.write("No support is planned. **If support is not funded to the end, better not to "
                 "start.**")  # fmt: skip
    else:
        without = [words.lower() for key, words in titles.items() if key not in covered]
        if without:
            st.caption(f"Nothing yet for: {'; '.join(without)}.")
    for line in own:
        said, remover = st.columns([6, 1.3], vertical_alignment="center")
        said.text(f"{pounds(line.pence)}  {titles.get(line.support, line.support)}: {line.words}")
        if not is_projector() and remover.button("Take back", key=f"line-{line.number}"):
            _write(hand, TAKEN_BACK, letter, {"number": line.number})
    if not is_projector():
        with st.expander("Add a line"):
            _form(hand, letter, titles)


def _form(hand: Hand, letter: str, titles: dict[str, str]) -> None:
    with st.form(f"line-{letter or 'pooled'}", border=False, clear_on_submit=True):
        support = st.selectbox("For", list(titles), format_func=titles.__getitem__)
        amount = st.text_input("Pounds", max_chars=20)
        words = st.text_input("What exactly", max_chars=200)
        if st.form_submit_button("Add"):
            try:
                pence = pence_of(amount)
            except SomersetError as error:
                st.warning(str(error))
                return
            value = {"support": support, "letter": letter, "pence": pence, "words": words.strip()}
            _write(hand, LINE, letter, value)


def _write(hand: Hand, kind: str, letter: str, value: dict[str, object]) -> None:
    try:
        hand.plans.store.write(hand.plan_id, kind, letter or "pooled", value)
    except SomersetError as error:
        st.error(str(error))
    else:
        st.rerun()
