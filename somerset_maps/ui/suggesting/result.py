"""What a search found: over my plan on the map, what differs, and what it costs elsewhere."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from plotly import graph_objects as go

from somerset_maps.charts.county_map import (
    NOBODY,
    county_figure,
    fill_areas,
    letter_places,
    put_letters,
)
from somerset_maps.charts.dumbbell import escaped
from somerset_maps.charts.look import INK
from somerset_maps.errors import SomersetError
from somerset_maps.metrics import Scores, evaluate, measure, measures
from somerset_maps.metrics.reach import areas_served
from somerset_maps.plan import Plan
from somerset_maps.scenarios import Action
from somerset_maps.suggest import OBJECTIVES, Suggestion
from somerset_maps.ui import resources
from somerset_maps.ui.figures import show_figure
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.group_panel import in_words
from somerset_maps.ui.suggesting.running import search_of
from somerset_maps.ui.words import counted, is_missing, whole

_HEIGHT = 560


def result(hand: Hand, found: Suggestion) -> None:
    """Show a finished search."""
    if found.plan is None:
        _nothing(hand, found)
        return
    st.header("What was found")
    st.write(_how_good(hand, found))
    with st.expander("The rules it keeps"):
        for sentence in found.sentences:
            st.text(f"• {sentence}.")
    _ghost(hand, found.plan)
    _differences(hand, found.plan)
    _costs(hand, found)


def _how_good(hand: Hand, found: Suggestion) -> str:
    search = search_of(hand)
    aims = list(search.wanted.objective) if search else ["travel"]
    names = " and ".join(OBJECTIVES[key].title.lower() for key in aims)
    took = f"found in {found.seconds:.0f} s among {found.candidates:,} possible groups"
    if found.proved:
        said = (
            "no other grouping under these rules is more compact"
            if aims == ["travel"]
            else f"no other grouping under these rules is better by “{names}”"
        )
        return (
            f"**{said[0].upper()}{said[1:]}** (proved, {took}). That is one measure, and below is "
            "what it costs in the others."
        )
    why = "the search was stopped" if found.cancelled else "time ran out"
    return (
        f"The best grouping found by “{names}” when {why} ({took}). **Not proved:** another could "
        f"be up to {found.gap:.1%} better by that measure."
    )


def _nothing(hand: Hand, found: Suggestion) -> None:
    if not found.proved and not found.reasons:
        st.warning("No grouping was found in this time: give it longer, or loosen a rule.")
        return
    st.header("No grouping keeps all of these rules")
    names = hand.county.practices["name"]
    for reason in found.reasons:
        who = ", ".join(str(names.get(code, code)) for code in reason.practices[:6])
        st.markdown("**This rule stands in the way:**")
        st.text(f"{reason.sentence}." + (f" It cannot be kept for {who}." if who else ""))
        if reason.relaxation:
            st.text(f"What would help: {reason.relaxation}.")
    st.caption("Change a rule above and search again. Nothing of your plan has changed.")


def _ghost(hand: Hand, plan: Plan) -> None:
    """Draw the suggestion as areas under the practices of my plan."""
    state = hand.state
    shapes = resources.area_shapes(state.snapshot)
    served = areas_served(hand.county, plan, state.settings)
    colours = {group.name: group.colour for group in plan.groups}
    letters = {group.name: group.letter for group in plan.groups}
    owner = [None if is_missing(name) else str(name) for name in served["group"]]
    figure = county_figure(shapes, _HEIGHT, is_projector())
    fill_areas(figure, shapes, [colours.get(one or "", NOBODY) for one in owner])
    for trace in figure.data:
        trace.opacity = 0.35
    put_letters(figure, letter_places(shapes, owner, list(served["people"])), letters)
    practices = hand.county.practices
    mine = {code: group for group in state.plan.groups for code in group.members}
    codes = [str(code) for code in practices.index]
    differs = set(moved(state.plan, plan))
    figure.add_trace(
        go.Scatter(
            x=practices["easting"] / 1000, y=practices["northing"] / 1000, mode="markers",
            text=[_words(str(practices.at[c, "name"]), mine[c].name if c in mine else "",
                         plan.assignment.get(c, "")) for c in codes],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": [17 if c in differs else 10 for c in codes],
                "color": [mine[c].colour if c in mine else "#FFFFFF" for c in codes],
                "line": {"color": INK, "width": [3 if c in differs else 1 for c in codes]},
            },
        )
    )  # fmt: skip
    show_figure(
        figure,
        "ghost",
        "Areas and letters: the suggestion. Points: practices in the colours of my plan; large "
        "ones with a thick ring would be in another group. Modelled areas.",
    )


def _words(name: str, mine: str, theirs: str) -> str:
    return (
        f"{escaped(name)}<br>my plan: {escaped(mine) or 'in no group'}"
        f"<br>suggestion: {escaped(theirs) or 'in no group'}"
    )


def moved(mine: Plan, other: Plan) -> list[str]:
    """Return the practices whose group is another one, by name, in the order of the other plan.

    A suggestion's groups keep the names of the groups they go on from.
    """
    codes = [*other.assignment, *(code for code in mine.assignment if code not in other.assignment)]
    return [code for code in codes if mine.assignment.get(code) != other.assignment.get(code)]


def _differences(hand: Hand, plan: Plan) -> None:
    state = hand.state
    names = hand.county.practices["name"]
    lists = resources.list_sizes(state.snapshot)
    changes = moved(state.plan, plan)
    st.header("What differs from my plan")
    if not changes:
        st.success("Nothing: my plan is this grouping.")
        return
    patients = sum(lists[code] for code in changes)
    everybody = sum(lists.values())
    st.write(
        f"{counted(len(changes), 'practice', 'practices')} with {whole(patients)} patients "
        f"({patients / everybody:.0%}) would be in another group."
    )
    st.dataframe(
        pd.DataFrame(
            {
                "Practice": [str(names[code]) for code in changes],
                "Patients": [round(lists[code]) for code in changes],
                "My plan": [state.plan.assignment.get(code, "in no group") for code in changes],
                "Suggestion": [plan.assignment.get(code, "in no group") for code in changes],
                "Says": [
                    state.marks.stances[code].stance if code in state.marks.stances else "not asked"
                    for code in changes
                ],
            }
        ),
        hide_index=True,
        column_config={"Patients": st.column_config.NumberColumn(format="localized")},
    )
    if not is_projector():
        take(hand, plan, "result")


def take(hand: Hand, plan: Plan, key: str) -> None:
    """Offer to take a suggested plan, or one group of it, into the plan in hand; one undo."""
    state = hand.state
    changes = set(moved(state.plan, plan))
    agreed = {code for code, said in state.marks.stances.items() if said.stance == "agreed"}
    touched = [group for group in plan.groups if _new_members(state.plan, group.name, plan)]
    chosen = st.selectbox(
        "Take", ["all", *(group.letter for group in touched)], key=f"take-{key}",
        format_func=lambda one: "it all" if one == "all" else _titled(plan, one),
    )  # fmt: skip
    after = plan if chosen == "all" else with_group(state.plan, plan, chosen)
    leaving = sorted(agreed & (changes if chosen == "all" else set(moved(state.plan, after))))
    sure = True
    if leaving:
        names = ", ".join(str(hand.county.practices.at[code, "name"]) for code in leaving)
        st.warning(f"These practices have agreed to the group they are in: {names}.")
        sure = st.checkbox("They have been asked", key=f"sure-{key}")
    label = "Take it all" if chosen == "all" else "Take this group"
    if st.button(label, key=f"take-button-{key}", type="primary", disabled=not sure):
        what = "the suggestion" if chosen == "all" else f"the suggestion ({_titled(plan, chosen)})"
        action = Action.replacing(after, what)
        try:
            hand.plans.apply(hand.plan_id, action)
        except SomersetError as error:
            st.error(str(error))
        else:
            st.rerun()
    st.caption("Undo on the Plan page takes it back in one step.")


def _new_members(mine: Plan, name: str, plan: Plan) -> bool:
    now = {code for code, group in mine.assignment.items() if group == name}
    return now != set(plan.group(name).members)


def _titled(plan: Plan, letter: str) -> str:
    return next(f"{g.letter} {g.name}" for g in plan.groups if g.letter == letter)


def with_group(mine: Plan, suggested: Plan, letter: str) -> Plan:
    """Return my plan with one suggested group in it: its practices in, its others out.

    Raises:
        PlanError: if a locked group stands in the way.
    """
    group = next(one for one in suggested.groups if one.letter == letter)
    plan = mine
    present = {one.name: one for one in plan.groups}
    if group.name in present:
        outgoing = [code for code in present[group.name].members if code not in group.members]
        plan = plan.move_many(outgoing, None) if outgoing else plan
    incoming = [code for code in group.members if plan.assignment.get(code) != group.name]
    return plan.move_many(incoming, group.name) if incoming else plan


def _costs(hand: Hand, found: Suggestion) -> None:
    plan = found.plan
    if plan is None:
        return
    st.header("What it costs, and brings, in the other measures")
    state = hand.state
    total = len(hand.county.practices)
    missing = total - len(state.plan.assignment)
    if missing:
        st.info(
            f"{counted(missing, 'practice is', 'practices are')} in no group of my plan yet, so "
            "the two cannot be set against each other fairly. Finish the plan first."
        )
        return
    mine = resources.scores(state.snapshot, state.plan, state.settings)
    theirs = resources.scores(state.snapshot, plan, state.settings)
    rows = []
    for item in measures("county"):
        one, two = mine.county[item.key], theirs.county[item.key]
        if item.key in ("compactness", "coverage_any", "fund") or is_missing(one):
            continue
        rows.append(
            {
                "Measure": item.title,
                "My plan": in_words(item, one, hand.county, total),
                "Suggestion": in_words(item, two, hand.county, total),
                "Better": _better(item.direction, one, two),
            }
        )
    travel = _travel(mine), _travel(theirs)
    search = search_of(hand)
    if found.proved and search is not None and list(search.wanted.objective) == ["travel"]:
        compact = evaluate(hand.county, state.plan, state.settings, travel[1]).county["compactness"]
        said = measure("county", "compactness")
        rows.insert(
            0,
            {
                "Measure": f"{said.title} (the most compact under these rules is 100%)",
                "My plan": in_words(said, compact, hand.county, total),
                "Suggestion": "100%",
                "Better": _better("up", compact, 1.0),
            },
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    st.caption(
        f"Patients x minutes to the hub: {whole(travel[0])} in my plan, {whole(travel[1])} in the "
        "suggestion. Groups of another size or number are not better or worse for that alone."
    )


def _travel(scores: Scores) -> float:
    groups = scores.groups
    return float((groups["minutes_to_hub"] * groups["registered"]).sum())


def _better(direction: str, mine: float, theirs: float) -> str:
    if is_missing(mine) or is_missing(theirs) or mine == theirs:
        return "the same" if mine == theirs else ""
    if direction not in ("up", "down"):
        return ""
    return "suggestion" if (theirs > mine) == (direction == "up") else "my plan"
