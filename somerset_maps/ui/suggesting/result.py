"""A suggestion beside one's own plan: how good it is, where it differs, and taking it."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from somerset_maps.charts.suggested import Line, ghost_map, outlines
from somerset_maps.metrics.context import context_of
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest import Suggestion, Transfer, named_after, transfers
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.suggesting.costs import same_terms
from somerset_maps.ui.suggesting.searching import amount
from somerset_maps.ui.suggesting.study import Study
from somerset_maps.ui.suggesting.taking import offer_all, offer_group
from somerset_maps.ui.words import counted, listed, percent, whole

_MAP_HEIGHT = 470
_PROJECTED_HEIGHT = 760


def verdict(hand: Hand, study: Study, found: Suggestion) -> None:
    """Say how good the plan is known to be."""
    assert found.plan is not None, "only plans have a verdict"
    groups = counted(len(found.plan.groups), "group", "groups")
    st.markdown(f"#### {_headline(study, found)}")
    seconds = f"{found.seconds:.1f}" if found.seconds < 10 else f"{found.seconds:.0f}"
    facts = [f"{groups}, {amount(study, found.objective)}", f"{seconds} s"]
    if found.candidates:
        facts.append(f"{whole(found.candidates)} possible groups looked at")
    st.caption(f"{'; '.join(facts)}. Minutes are modelled.")
    if not same_terms(hand, study):
        st.warning("Your plan or its settings have changed since: search again for today's terms.")
    with st.expander("The rules it keeps"):
        for sentence in found.sentences:
            st.text(f"• {sentence}.")


def _headline(study: Study, found: Suggestion) -> str:
    if study.kind == "mend":
        moved = counted(round(found.values["moved"]), "patient", "patients")
        if found.proved:
            return f"No smaller change keeps these rules: practices of {moved} change group"
        return f"The smallest change found so far: practices of {moved} change group"
    aims = dict(study.terms.weights)
    best = "more compact" if aims.keys() == {"travel"} else "better by this aim"
    if len(aims) > 1:
        best = "better by these aims"
    if study.kind == "other":
        best += ", among those that place a fifth of the patients otherwise"
    if found.proved:
        return (
            f"No other grouping under these rules is {best}. That is one measure, and here is "
            "what it costs in the others"
        )
    why = "when you ended the search" if found.cancelled else "when the time was up"
    return f"The best grouping found {why}; at most {percent(found.gap)} better is possible"


def differences(hand: Hand, study: Study, private: bool) -> None:
    """Show the map, then group by group what would change, with a way to take it."""
    assert study.plan is not None, "only plans differ"
    state, county = hand.state, hand.county
    suggested = named_after(county, study.plan, state.plan)
    found = transfers(county, state.plan, suggested)
    names = county.practices["name"]
    patients = sum(one.patients for one in found)
    words = (
        f"{counted(len(found), 'practice', 'practices')} with {whole(patients)} patients "
        f"would be elsewhere than in your plan."
        if found
        else "It is your plan, practice by practice."
    )
    _map(hand, suggested, words)
    if not found:
        return
    st.subheader("What would change")
    offer = private and not is_projector()
    if offer:
        offer_all(hand, study.plan, study.title)
    for group in suggested.groups:
        own = [one for one in found if one.after == group.name]
        gone = [one for one in found if one.before == group.name]
        if not own and not gone:
            continue
        new = all(other.name != group.name for other in state.plan.groups)
        text, button = st.columns([5, 1.5], vertical_alignment="center")
        text.text(
            f"{group.letter} {group.name}{' (new)' if new else ''}: {_told(own, gone, names)}"
        )
        if offer:
            with button:
                offer_group(hand, study.plan, group.name, study.title)
    out = [one for one in found if one.after is None]
    if out:
        st.text(f"In no group: {listed([str(names[one.code]) for one in out])}.")
    with st.expander("As a table"):
        st.dataframe(_table(found, names), hide_index=True)


def _told(own: list[Transfer], gone: list[Transfer], names: pd.Series) -> str:
    parts = []
    for verb, some in (("would join", own), ("would leave", gone)):
        if some:
            shown = listed([str(names[one.code]) for one in some])
            parts.append(f"{shown} {verb} ({whole(sum(one.patients for one in some))} patients)")
    return "; ".join(parts)


def _table(found: tuple[Transfer, ...], names: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Practice": [str(names[one.code]) for one in found],
            "Patients": [one.patients for one in found],
            "Your plan": [one.before or "in no group" for one in found],
            "This grouping": [one.after or "in no group" for one in found],
        }
    )


def _map(hand: Hand, suggested: Plan, words: str) -> None:
    state = hand.state
    projector = is_projector()
    figure = ghost_map(
        resources.area_shapes(state.snapshot), state.plan, suggested,
        owners(state.snapshot, state.plan, state.settings),
        _ghost(state.snapshot, suggested, state.settings), hand.county.practices,
        _PROJECTED_HEIGHT if projector else _MAP_HEIGHT, projector,
    )  # fmt: skip
    show_figure(
        figure, "suggest-map",
        f"{words} Areas in the pale colours of your plan's groups, with their letters; broken "
        "lines: the groups of this grouping; a large pin with a letter: a practice that would "
        "change, and where to. Areas belong to the group most of their patients are with "
        "(modelled). No surgery moves when a practice changes group.",
    )  # fmt: skip


@lru_cache(maxsize=64)
def owners(snapshot: str, plan: Plan, settings: Settings) -> tuple[str | None, ...]:
    """Return the name of the group each small area belongs to, None for none."""
    rows = context_of(resources.county(snapshot), plan, settings).area_group
    return tuple(plan.groups[row].name if row >= 0 else None for row in rows)


@lru_cache(maxsize=64)
def _ghost(snapshot: str, suggested: Plan, settings: Settings) -> Line:
    areas = resources.county(snapshot).small_areas
    return outlines(areas, owners(snapshot, suggested, settings))
