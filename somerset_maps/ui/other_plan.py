"""Choosing the plan that the plan in hand is set against."""

from __future__ import annotations

import streamlit as st

from somerset_maps.county import County
from somerset_maps.plan import Group, Plan
from somerset_maps.ui.frame import Hand, shows_what_followed

TODAY = "today"
_REFERENCES = {"localities": "The four localities", "pcn-2020": "The networks of 2019-20 (PCNs)"}


def today(county: County) -> Plan:
    """Return every practice alone: no group yet."""
    return Plan(
        tuple(
            Group(name=str(name), letter=str(code), colour="#8A97A3", members=(str(code),))
            for code, name in _names(county).items()
        )
    )


def _names(county: County) -> dict[str, str]:
    """Return practice code to a name that no other practice has."""
    names = county.practices["name"].astype(str)
    twice = names.duplicated(keep=False)
    return {
        str(code): f"{name} ({code})" if again else name
        for (code, name), again in zip(names.items(), twice, strict=True)
    }


def choices(hand: Hand) -> dict[str, str]:
    """Return key to title of what a plan can be set against: today, references, saved plans."""
    state = hand.state
    found = {TODAY: "Today, every practice alone"}
    for key, title in _REFERENCES.items():
        if key in hand.county.reference_plans and (key == "localities" or shows_what_followed()):
            found[f"reference:{key}"] = title
    for card in hand.plans.store.plans():
        if card.snapshot == state.snapshot and card.plan_id != hand.plan_id and card.name:
            found[f"plan:{card.plan_id}"] = card.name
    return found


def plan_of(hand: Hand, key: str) -> Plan:
    """Return the plan of a choice."""
    kind, _, name = key.partition(":")
    if kind == "reference":
        return hand.county.reference_plans[name]
    if kind == "plan":
        return hand.plans.state(name).plan
    return today(hand.county)


def choose_other(hand: Hand, key: str) -> tuple[str, Plan]:
    """Let people choose, and return the title and the plan."""
    found = choices(hand)
    chosen = st.selectbox("Set against", list(found), format_func=found.__getitem__, key=key)
    return found[chosen], plan_of(hand, chosen)
