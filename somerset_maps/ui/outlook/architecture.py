"""Cards to argue over: what a change of architecture would do to the numbers, and what it hides."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.scenarios.entries import Entry
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.words import whole

KIND = "architecture"
_LONGEST = 600


@dataclass(frozen=True)
class Card:
    """One change to argue over."""

    key: str
    title: str
    numbers: str
    beyond: str


CARDS = (
    Card(
        "foundation trust", "A Foundation Trust takes practices over",
        "Fewer practices hold a contract of their own; lists, surgeries, drives and GPs stay what "
        "they are until somebody changes them. Shares and say in a group change: the trust's "
        "practices vote as one.",
        "Whether salaried GPs stay longer or leave sooner, who decides about a branch, and whether "
        "patients still know their doctor.",
    ),
    Card(
        "accountable care", "An accountable care system",
        "One budget for {patients} patients instead of one a practice: the numbers of this tool "
        "stay, but the fund and the size range would be set for the whole.",
        "How risk is shared when money runs out, and what general practice may decide in it.",
    ),
    Card(
        "commissioner goes", "The commissioner goes",
        "No number here changes on the day. Localities and boundaries, drawn with the "
        "commissioner, may: groups across localities ({straddling} in this plan) would matter less "
        "or more.",
        "Who stands up for small places, and who keeps the promises of a fund.",
    ),
    Card(
        "partner premium", "The partner premium is lost",
        "If partners earn no more than salaried GPs, GP time may fall faster: try “Earlier "
        "retirements” under Other futures.",
        "Who then stays until the work is done, and who owns the premises.",
    ),
    Card(
        "telephone", "An acute service led by telephone",
        "Drives matter less for urgent care and as much as before for the rest: {far} of residents "
        "live more than about 10 minutes from a surgery of their own group.",
        "Whether people without a telephone manner, a signal or good hearing are served, and what "
        "is lost when the doctor does not know the caller.",
    ),
)  # fmt: skip


def changes_of_architecture(hand: Hand) -> None:
    """Show the cards, and the notes people keep beside them."""
    st.header("Cards to argue over")
    st.write("Not forecasts: each card says what it would do to the numbers here, and what no "
             "number can say.")  # fmt: skip
    state = hand.state
    now = resources.scores(state.snapshot, state.plan, state.settings.model_copy(
        update={"minutes": 10.0})).county  # fmt: skip
    facts = {
        "patients": whole(hand.county.practices["list_size"].sum()),
        "straddling": whole(now["straddling_groups"]),
        "far": f"{1 - now['coverage']:.0%}" if now["groups"] else "how many",
    }
    kept = hand.plans.store.entries(hand.plan_id, KIND)
    for card in CARDS:
        with st.container(border=True):
            st.subheader(card.title)
            st.markdown(f"**To the numbers:** {card.numbers.format(**facts)}")
            st.markdown(f"**What no number says:** {card.beyond}")
            _notes(hand, card, [entry for entry in kept if entry.subject == card.key])


def _notes(hand: Hand, card: Card, kept: list[Entry]) -> None:
    for entry in kept:
        st.text(f"“{entry.value['text']}” {entry.author}")
    if is_projector():
        return
    with (
        st.expander("Add a note"),
        st.form(f"note-{card.key}", border=False, clear_on_submit=True),
    ):
        text = st.text_input("A note to keep with this plan", max_chars=_LONGEST)
        author = st.text_input("Name or role", max_chars=60)
        if st.form_submit_button("Keep") and text.strip():
            try:
                hand.plans.store.write(
                    hand.plan_id, KIND, card.key, {"text": text.strip()}, author.strip()
                )
            except SomersetError as error:
                st.error(str(error))
            else:
                st.rerun()
