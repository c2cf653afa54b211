"""When no plan keeps the rules: which rule, for which practices, and the nearest way out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from somerset_maps.suggest import LeftAlone, LockedGroups, Reason, Rule, SizeRange, Suggestion
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.suggesting.searching import begin
from somerset_maps.ui.suggesting.study import Study, keep_wishes, wishes_of
from somerset_maps.ui.words import listed

_MOST_NAMED = 8


def why_none(hand: Hand, study: Study, found: Suggestion) -> None:
    """Say why there is no plan, and offer each way out as a button that tries it."""
    if not found.proved:
        if found.reasons:
            st.warning(f"No plan was found: {found.reasons[0].relaxation or 'too many groups'}.")
        elif found.cancelled:
            st.info("The search was ended before it found a plan.")
        else:
            st.info("The time was up before a plan was found. Look for longer, or ease a rule.")
        return
    st.markdown("#### No grouping keeps all of these rules")
    st.write("That is proved, not a matter of time. Easing any one of these makes one possible:")
    for number, reason in enumerate(found.reasons):
        _reason(hand, study, reason, number)
    names = hand.county.practices["name"]
    held = list(dict.fromkeys(code for one in found.reasons for code in one.practices))
    if held:
        shown = [str(names[code]) for code in held[:_MOST_NAMED]]
        more = f" and {len(held) - _MOST_NAMED} more" if held[_MOST_NAMED:] else ""
        st.text(
            f"Practices that cannot all be in a group as the rules stand: {listed(shown)}{more}."
        )
    size = study.terms.size
    if not size.soft:
        st.write("Or keep the range as far as can be, with as few patients outside as possible:")
        if st.button("Try it as far as can be", key="suggest-soft", type="primary"):
            _try(hand, size, replace(size, soft=True))


def _reason(hand: Hand, study: Study, reason: Reason, number: int) -> None:
    if not reason.relaxation:
        st.text(f"• {reason.sentence}: no easing of this rule alone is enough.")
        return
    text, button = st.columns([4, 1], vertical_alignment="center")
    text.text(f"• {reason.sentence}. To help: {reason.relaxation}.")
    if isinstance(reason.rule, LeftAlone):
        return
    if reason.instead is None and isinstance(reason.rule, SizeRange):
        return
    if button.button("Try it", key=f"suggest-try-{number}", width="stretch"):
        if isinstance(reason.rule, LockedGroups):
            st.toast("As a trial only: the group stays locked in your plan.")
        _try(hand, reason.rule, reason.instead)


def _try(hand: Hand, rule: Rule, weaker: Rule | None) -> None:
    wishes = wishes_of(hand.plan_id).trying(rule, weaker)
    keep_wishes(hand.plan_id, wishes)
    begin(hand, wishes, "best")
