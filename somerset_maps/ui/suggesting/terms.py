"""The terms of a suggestion: the room's rules in their own sentences, and what to aim at."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from somerset_maps.suggest import OBJECTIVES, NumberOfGroups, SizeRange, Wishes, left_alone
from somerset_maps.suggest.ground import Ground, ground_of
from somerset_maps.suggest.wishes import Localities, size_range
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.study import keep_wishes, wishes_of
from somerset_maps.ui.words import counted, listed

_NUMBERS = ("Any number of groups", "Just so many groups", "At most so many groups")
_LOCALITIES: dict[Localities, str] = {
    "off": "Groups may lie across localities",
    "soft": "Groups stay within one locality where that costs little",
    "hard": "Every group stays within one locality",
}
_SEVERAL = "several"


def choose_terms(hand: Hand) -> Wishes:
    """Show the terms, take in what is chosen, and return it."""
    old = wishes_of(hand.plan_id)
    ground = ground_of(hand.county, hand.state.settings)
    st.subheader("The rules")
    wishes = _place(hand, _size(hand, old, ground))
    wishes = _members(hand, _agreed(hand, wishes, ground))
    st.subheader("The aim")
    wishes = _aim(hand, wishes)
    _tried(hand, wishes, ground)
    keep_wishes(hand.plan_id, wishes)
    return wishes


def _key(hand: Hand, name: str) -> str:
    return f"suggest-{name}-{hand.plan_id}"


def _size(hand: Hand, old: Wishes, ground: Ground) -> Wishes:
    state = hand.state
    rule: SizeRange = replace(
        size_range(hand.county, state.plan, state.settings), soft=old.soft_range
    )
    st.markdown(f"{rule.sentence(ground)}.")
    soft = st.toggle(
        "… as far as that can be",
        value=old.soft_range, key=_key(hand, "soft"),
        help="Groups may then lie outside where it cannot be helped. The size range is the plan's "
        "own: change it under “Size range” at the top.",
    )  # fmt: skip
    wishes = replace(old, soft_range=soft)
    choice = 0 if old.number is None else 1 if old.number.exact is not None else 2
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        "How many groups", _NUMBERS, index=choice, key=_key(hand, "number-kind")
    )
    if chosen == _NUMBERS[0]:
        return replace(wishes, number=None)
    usual = old.number.at_most if old.number and old.number.at_most else 16
    number = int(right.number_input("Groups", 1, 75, usual, key=_key(hand, "number")))
    exact = chosen == _NUMBERS[1]
    return replace(
        wishes, number=NumberOfGroups.exactly(number) if exact else NumberOfGroups(at_most=number)
    )


def _place(hand: Hand, old: Wishes) -> Wishes:
    usual = hand.state.settings.spread_minutes
    drive = st.slider(
        "No two practices of a group are further apart than so many minutes' drive (estimated)",
        10, 90, round(old.longest_drive or usual), key=_key(hand, "drive"),
    )  # fmt: skip
    piece = st.toggle(
        "Every group in one piece on the map",
        value=old.in_one_piece, key=_key(hand, "piece"),
    )  # fmt: skip
    localities = st.selectbox(
        "Localities", list(_LOCALITIES), index=list(_LOCALITIES).index(old.localities),
        format_func=_LOCALITIES.__getitem__, key=_key(hand, "localities"),
    )  # fmt: skip
    return replace(
        old,
        longest_drive=None if drive == round(usual) else float(drive),
        in_one_piece=piece,
        localities=localities,
    )


def _agreed(hand: Hand, old: Wishes, ground: Ground) -> Wishes:
    state = hand.state
    locked = [f"{group.letter} {group.name}" for group in state.plan.groups if group.locked]
    if locked:
        st.text(f"Locked groups stay as they are: {listed(locked)}.")
    else:
        st.caption("No group is locked; lock those the room has agreed and they stay.")
    stances = {code: said.stance for code, said in state.marks.stances.items()}
    unwilling = left_alone(hand.county, state.plan, stances)
    alone = old.leave_alone
    if unwilling:
        alone = st.toggle(
            "Those who say no or not yet left alone",
            value=old.leave_alone, key=_key(hand, "alone"),
        )  # fmt: skip
        st.text(f"They are: {ground.named(unwilling, 8)}.")
    return replace(old, leave_alone=alone)


def _members(hand: Hand, old: Wishes) -> Wishes:
    with st.expander("More rules: who with whom, and how practices share a group"):
        share = st.slider(
            "No practice has more than so much of its group's patients (100%: no such rule)",
            20, 100, round(old.largest_share * 100), 5, format="%d%%", key=_key(hand, "share"),
        )  # fmt: skip
        least = st.number_input(
            "Every group has at least so many practices", 1, 10, old.at_least,
            key=_key(hand, "least"),
        )  # fmt: skip
        wishes = replace(old, largest_share=share / 100, at_least=int(least))
        return _pairs(hand, wishes)


def _pairs(hand: Hand, wishes: Wishes) -> Wishes:
    names = {str(c): str(n) for c, n in hand.county.practices["name"].sort_values().items()}
    turn = st.session_state.setdefault("suggest-pair-turn", 0)
    one, two = (
        st.selectbox(
            label, list(names), index=None, format_func=names.__getitem__, placeholder="Choose",
            key=_key(hand, f"{label}-{turn}"),
        )
        for label in ("A practice", "Another practice")
    )  # fmt: skip
    left, right = st.columns(2)
    ready = bool(one and two and one != two)

    def add(together: bool) -> None:
        pair = (str(one), str(two))
        now = wishes_of(hand.plan_id)
        new = (
            replace(now, together=(*now.together, pair))
            if together
            else replace(now, apart=(*now.apart, pair))
        )
        keep_wishes(hand.plan_id, new)
        st.session_state["suggest-pair-turn"] = turn + 1

    left.button("Keep together", disabled=not ready, on_click=add, args=(True,), width="stretch")
    right.button("Keep apart", disabled=not ready, on_click=add, args=(False,), width="stretch")
    for kind, pairs in (("together", wishes.together), ("apart", wishes.apart)):
        for pair in pairs:
            if pair[0] not in names or pair[1] not in names:
                continue
            text, button = st.columns([4, 1.3], vertical_alignment="center")
            text.text(f"Kept {kind}: {names[pair[0]]} and {names[pair[1]]}")
            button.button(
                "Remove", key=_key(hand, f"{kind}-{'-'.join(pair)}"), on_click=_forget,
                args=(hand, kind, pair),
            )  # fmt: skip
    return wishes


def _forget(hand: Hand, kind: str, pair: tuple[str, str]) -> None:
    now = wishes_of(hand.plan_id)
    left = tuple(one for one in getattr(now, kind) if one != pair)
    together, apart = (left, now.apart) if kind == "together" else (now.together, left)
    keep_wishes(hand.plan_id, replace(now, together=together, apart=apart))


def _aim(hand: Hand, old: Wishes) -> Wishes:
    weights = dict(old.weights)
    offered = [
        key for key, one in OBJECTIVES.items()
        if not one.needs_number or (old.number is not None and old.number.exact is not None)
    ]  # fmt: skip
    if not hand.state.plan.assignment:
        offered.remove("moved")
    titles = {key: OBJECTIVES[key].title for key in offered} | {_SEVERAL: "Several, weighed"}
    single = next(iter(weights)) if len(weights) == 1 else _SEVERAL
    choices = list(titles)
    chosen = st.selectbox(
        "What the grouping should be best at", choices,
        index=choices.index(single) if single in choices else 0,
        format_func=titles.__getitem__, key=_key(hand, "aim"),
    )  # fmt: skip
    if chosen != _SEVERAL:
        st.caption(OBJECTIVES[chosen].meaning)
        return replace(old, weights=((chosen, 1.0),))
    st.caption(
        "Give each aim a weight, 0 to leave it out. Travel counts patients x minutes, the others "
        "patients: a weight of 10 makes one patient count as much as 10 minutes."
    )
    given = {
        key: st.number_input(
            OBJECTIVES[key].title, 0.0, 1_000.0,
            float(weights.get(key, 1.0 if key == "travel" else 0.0)), key=_key(hand, f"aim-{key}"),
        )
        for key in offered
    }  # fmt: skip
    kept = tuple((key, weight) for key, weight in given.items() if weight > 0)
    return replace(old, weights=kept or (("travel", 1.0),))


def _tried(hand: Hand, wishes: Wishes, ground: Ground) -> None:
    """List the rules that are tried in place of others, each to be taken back."""
    if not wishes.instead:
        return
    number = counted(len(wishes.instead), "rule is", "rules are")
    st.markdown(f"**{number} changed, as a trial**")
    for kind, rule in wishes.instead:
        text, button = st.columns([4, 1.5], vertical_alignment="center")
        text.text(rule.sentence(ground) if rule else f"Left out: {_WORDS.get(kind.__name__, '')}")
        button.button(
            "Take back", key=_key(hand, f"tried-{kind.__name__}"), on_click=_take_back,
            args=(hand, kind),
        )  # fmt: skip


#: Kinds of rule in words, for those that were left out.
_WORDS = {
    "KeptTogether": "pairs kept together",
    "KeptApart": "pairs kept apart",
    "LockedGroups": "locked groups stay as they are",
    "WithinLocality": "groups stay within one locality",
    "LargestShare": "the largest practice's share",
    "AtLeastPractices": "the number of practices in a group",
}


def _take_back(hand: Hand, kind: type) -> None:
    now = wishes_of(hand.plan_id)
    left = tuple(pair for pair in now.instead if pair[0] is not kind)
    keep_wishes(hand.plan_id, replace(now, instead=left))
