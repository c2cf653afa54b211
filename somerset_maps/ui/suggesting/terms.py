"""The terms of a suggestion, in the rules' own sentences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest import (
    OBJECTIVES,
    AtLeastPractices,
    InOnePiece,
    LargestShare,
    LeftAlone,
    LongestDrive,
    NumberOfGroups,
    OtherRange,
    Rule,
    SizeRange,
    WithinLocality,
)
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.running import start

_FREE, _EXACTLY, _AT_MOST = "free", "exactly", "at most"
_LOCALITY = ("may cross localities", "stay within a locality where they can",
             "stay within a locality")  # fmt: skip
STAND_BACK = ("no", "not yet")


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a search was asked for.

    Attributes:
        plan: the plan in hand when it was asked.
        settings: its assumptions.
        objective: key to weight.
        groups: a rule about their number, or None.
        rules: further rules.
        together, apart: pairs of practices.
    """

    plan: Plan
    settings: Settings
    objective: dict[str, float]
    groups: NumberOfGroups | None
    rules: tuple[Rule, ...]
    together: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]


def terms_form(hand: Hand) -> None:
    """Show the rules to set, and start a search when it is asked for."""
    state = hand.state
    names = hand.county.practices["name"]
    codes = [str(code) for code in names.sort_values().index]
    with st.form("terms", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            aim = st.selectbox(
                "Best by", list(OBJECTIVES),
                format_func=lambda key: f"{OBJECTIVES[key].title}",
            )  # fmt: skip
            second = st.selectbox(
                "And, weighed in, by", ["", *OBJECTIVES],
                format_func=lambda key: OBJECTIVES[key].title if key else "nothing else",
            )  # fmt: skip
            weight = st.number_input(
                "What one unit of the second is worth in units of the first", 0.01, 1_000.0, 10.0
            )
            how_many = st.segmented_control(
                "Number of groups", [_FREE, _EXACTLY, _AT_MOST], default=_FREE, required=True
            )
            number = st.number_input("… groups (when not free)", 1, 60, 15)
            minutes = st.number_input(
                "No two practices of a group further apart than (estimated minutes)", 5, 120,
                round(state.settings.spread_minutes),
            )  # fmt: skip
        with right:
            soft = st.toggle("Groups may be a little outside the size range if nothing else works")
            whole = st.toggle("Every group hangs together through neighbours", value=True)
            locality = st.selectbox("Groups", _LOCALITY)
            share = st.slider("The largest practice has at most this % of its group", 30, 100, 100)
            least = st.number_input("At least this many practices in a group", 1, 10, 1)
            standing = [
                code for code, said in state.marks.stances.items() if said.stance in STAND_BACK
            ]
            alone = st.toggle(
                f"Practices that said no or not yet are left alone ({len(standing)} now)",
                value=True,
            )
        together = st.multiselect("Keep these in one group", codes, format_func=names.get,
                                  max_selections=6)  # fmt: skip
        apart = st.multiselect("Keep these in different groups", codes, format_func=names.get,
                               max_selections=6)  # fmt: skip
        seconds = st.slider("Search for at most (seconds)", 10, 180, 60, 10)
        low, high = state.settings.band
        locked = [group.name for group in state.plan.groups if group.locked]
        st.caption(
            f"The size range is the plan's: {low:,} to {high:,} patients (change it above), with "
            f"its own ranges. Locked groups stay as they are"
            f"{': ' + ', '.join(locked) if locked else ' (none is locked)'}."
        )
        if not st.form_submit_button("Search", type="primary"):
            return
    settings = state.settings.model_copy(update={"spread_minutes": float(minutes)})
    rules: list[Rule] = [size_rule(state.plan, settings, soft), LongestDrive(float(minutes))]
    if not whole:
        rules.append(InOnePiece(wanted=False))
    if locality != _LOCALITY[0]:
        rules.append(WithinLocality(soft=locality == _LOCALITY[1]))
    if share < 100:
        rules.append(LargestShare(share / 100))
    if least > 1:
        rules.append(AtLeastPractices(int(least)))
    if alone and standing:
        rules.append(LeftAlone(tuple(sorted(standing))))
    weights = {aim: 1.0, **({second: float(weight)} if second and second != aim else {})}
    groups = None
    if how_many == _EXACTLY:
        groups = NumberOfGroups.exactly(int(number))
    elif how_many == _AT_MOST:
        groups = NumberOfGroups(at_most=int(number))
    wanted = Wanted(
        state.plan, settings, weights, groups, tuple(rules),
        tuple((together[0], other) for other in together[1:]), tuple(combinations(apart, 2)),
    )  # fmt: skip
    try:
        start(hand, wanted, seconds)
    except SomersetError as error:
        st.error(str(error))
    else:
        st.rerun()


def size_rule(plan: Plan, settings: Settings, soft: bool = False) -> SizeRange:
    """Return the plan's size range with its own ranges, as a rule."""
    letters = {group.letter: group.members for group in plan.groups}
    others = []
    for own in settings.own_ranges:
        if own.kind == "locality":
            others.append(OtherRange(*own.band, locality=own.key))
        elif letters.get(own.key):
            others.append(OtherRange(*own.band, practices=tuple(letters[own.key])))
    return SizeRange(*settings.band, others=tuple(others), soft=soft)
