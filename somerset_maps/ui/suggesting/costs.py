"""What a suggestion costs in the other measures, beside one's own plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from somerset_maps.metrics import Measure, Scores, evaluate, measure
from somerset_maps.plan import Plan
from somerset_maps.suggest.suggestion import terms_for
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.strip import explanation
from somerset_maps.ui.suggesting.study import Study, arguments, studies
from somerset_maps.ui.words import NOTHING, counted, is_missing, percent, whole

_KEYS = (
    "minutes_to_hub", "in_band_share", "groups", "patients_per_gp_fte_min",
    "patients_per_gp_fte_max", "coverage", "worst_loss", "straddling_groups", "pieces",
    "self_containment",
)  # fmt: skip
#: Smaller than this is the same, by unit.
_SAME = {"share": 0.0005, "minutes": 0.05, "patients": 0.5, "groups": 0.5}


def costs(hand: Hand, suggested: Plan) -> None:
    """Show the table; without numbers of one's own plan while a practice is in no group."""
    state = hand.state
    st.subheader("What it costs in the other measures")
    theirs = resources.scores(state.snapshot, suggested, state.settings)
    missing = set(suggested.assignment) - set(state.plan.assignment)
    beyond = set(state.plan.assignment) - set(suggested.assignment)
    if missing or beyond:
        if missing:
            who = counted(len(missing), "practice is", "practices are")
            st.info(
                f"{who} in no group of your plan yet, so the two cannot be set against each other: "
                "a plan without its hardest practices looks better than it is."
            )
        else:
            who = counted(len(beyond), "practice of your plan is", "practices of your plan are")
            st.info(f"{who} in no group of this one, so the two cannot be set against each other.")
        mine = None
    else:
        mine = resources.scores(state.snapshot, state.plan, state.settings)
    st.dataframe(table(theirs, mine), hide_index=True, key="suggest-costs")
    st.caption("Minutes, areas and reach are estimates.")
    if mine is not None:
        groups = (mine.values["county"]["groups"], theirs.values["county"]["groups"])
        if groups[0] != groups[1]:
            st.caption(
                f"The two have {groups[0]} and {groups[1]} groups: “if the biggest team stopped” "
                "and minutes to the hub follow the size of groups, whatever else is better."
            )
        _compactness(hand, mine.plan)


def table(theirs: Scores, mine: Scores | None) -> pd.DataFrame:
    """Return a row a measure: the suggestion's value, the plan's, and which way it goes."""
    rows = []
    for key in _KEYS:
        item = measure("county", key)
        after = theirs.values["county"][key]
        grade = "" if item.grade == "measured" else f" ({item.grade})"
        row: dict[str, str] = {"Measure": f"{item.title}{grade}"}
        if mine is not None:
            row["Your plan"] = shown(item, mine.values["county"][key])
        row["This grouping"] = shown(item, after)
        if mine is not None:
            row["So it is"] = verdict(item, mine.values["county"][key], after)
        rows.append(row)
    return pd.DataFrame(rows)


def shown(item: Measure, value: Any) -> str:
    """Return a county's value as people write it."""
    if is_missing(value):
        return NOTHING
    if item.unit == "share":
        return percent(float(value))
    if item.unit == "minutes":
        return f"{float(value):.1f} min"
    return whole(float(value))


def verdict(item: Measure, before: Any, after: Any) -> str:
    """Return whether the suggestion is better or worse by a measure, and by how much."""
    if is_missing(before) or is_missing(after):
        return NOTHING
    change = float(after) - float(before)
    if abs(change) < _SAME.get(item.unit, 0.5):
        return "the same"
    if item.unit == "share":
        points = f"{abs(change) * 100:.{0 if abs(change) > 0.1 else 1}f}".removesuffix(".0")
        by = "1 point" if points == "1" else f"{points} points"
    elif item.unit == "minutes":
        by = f"{abs(change):.1f} min"
    else:
        by = whole(abs(change))
    if item.direction not in ("up", "down", "zero"):
        return f"{by} {'more' if change > 0 else 'fewer'}"
    better = (change > 0) == (item.direction == "up")
    return f"{by} {'better' if better else 'worse'}"


def _compactness(hand: Hand, mine: Plan) -> None:
    """Show the plan's travel against that of the proven most compact plan, when one is known."""
    known = proven_travel(hand)
    if known is None:
        return
    state = hand.state
    share = evaluate(hand.county, mine, state.settings, known).values["county"]["compactness"]
    if is_missing(share):
        return
    item = measure("county", "compactness")
    if share > 1:
        words = (
            "Your plan needs less travel than any grouping under these rules, because it does not "
            "keep them all."
        )
    else:
        words = (
            f"Compactness of your plan: {percent(float(share))} of what the most compact grouping "
            "under these rules reaches (proved)."
        )
    st.markdown(f"**{words}**")
    with st.expander("What compactness means"):
        st.html(f'<div class="measure-entry">{explanation(item)}</div>')


def proven_travel(hand: Hand) -> float | None:
    """Return the least travel under the terms as they are now, when this session has proved it."""
    for study in reversed(studies(hand.plan_id)):
        found = study.look() if study.over else None
        if found is None or not found.proved or found.plan is None or study.kind != "best":
            continue
        if dict(study.terms.weights) != {"travel": 1.0} or study.terms.size.soft:
            continue
        if same_terms(hand, study):
            return found.values["travel"]
    return None


def same_terms(hand: Hand, study: Study) -> bool:
    """Whether a search for what the study wanted would be the same search today."""
    now = terms_for(hand.county, **arguments(hand, study.wishes))
    then = study.terms
    if study.kind != "mend" and not then.counts_moves:
        return (now.rules, now.weights) == (then.rules, then.weights)
    return (now.rules, now.weights, now.moved_from) == (then.rules, then.weights, then.moved_from)
