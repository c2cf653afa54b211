"""The eight principles: what each asks, what is measured, what people judge."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.metrics import Measure
from somerset_maps.metrics.context import context_of
from somerset_maps.report.registry import EVERY_MEASURE
from somerset_maps.scenarios.entries import Entry
from somerset_maps.scenarios.review import (
    HIGHEST,
    LOWEST,
    SCORE,
    Voice,
    earlier,
    fields,
    minority,
    subject_of,
    summary,
    voices,
)
from somerset_maps.scenarios.texts import Item, items
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import entries_of, field
from somerset_maps.ui.strip import explanation
from somerset_maps.ui.words import counted, in_words

WHOLE = "the whole plan"
_MEANING = {1: "not at all", 2: "hardly", 3: "partly", 4: "mostly", 5: "fully"}
_STYLE = """<style>
.judged { display: flex; gap: 1.2rem; flex-wrap: wrap; margin: 0.2rem 0; font-size: 1rem; }
.judged span { white-space: nowrap; } .judged b { color: var(--blue); letter-spacing: 0.1em; }
.evidence { margin: 0; padding-left: 1.1rem; }
.evidence summary { cursor: pointer; }
.evidence .grade { font-style: normal; color: var(--quiet); }
</style>"""


def eight_principles(hand: Hand) -> None:
    """Show the eight principles for the plan or one of its groups."""
    st.write(
        "The county's GPs asked that any proposed model be reviewed against eight change "
        "principles. What is measured stands beside what people judge; the tool judges nothing."
    )
    held = {group.letter: group.name for group in hand.state.plan.groups if group.members}
    scope = st.selectbox(
        "Review", ["", *held],
        format_func=lambda letter: f"{letter} {held[letter]}" if letter else WHOLE,
        key=f"review-scope-{hand.plan_id}",
    )  # fmt: skip
    said = entries_of(hand)
    st.html(_STYLE)
    for item in items("principle"):
        with st.container(border=True):
            _principle(hand, item, scope, held.get(scope, ""), said)


def _principle(hand: Hand, item: Item, letter: str, group: str, said: list[Entry]) -> None:
    st.subheader(item.title)
    st.write(item.asks)
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_evidence(hand, item, group))
    with right:
        heard = voices(said, item.key, letter)
        st.html(_spread(heard))
        for voice in heard:
            if voice.note:
                st.text(f"{voice.score}: “{voice.note}” {voice.author}")
        before = [voice for voice in earlier(said, item.key, letter) if voice.note]
        for voice in before:
            st.caption(f"Earlier, under the same name: {voice.score}, {voice.author}")
            st.text(f"“{voice.note}”")
        apart = minority(heard)
        if apart:
            st.caption(
                f"{counted(len(apart), 'voice stands', 'voices stand')} two points or more from "
                "the rest: hear them."
            )
        if not is_projector():
            with st.expander("Add a judgement"):
                _form(hand, item, letter)
    field(hand, subject_of("improve", item.key, letter), "What would improve it", fields(said))


def _evidence(hand: Hand, item: Item, group: str) -> str:
    """Return what is measured, with its grade, and what is not, as HTML."""
    level, keys = ("group", item.group) if group else ("county", item.county)
    lines = []
    for key in keys:
        measure = next(m for m in EVERY_MEASURE if (m.level, m.key) == (level, key))
        words = escape(_value(hand, measure, group))
        grade = (
            "" if measure.grade == "measured" else f' <span class="grade">{measure.grade}</span>'
        )
        about = f'<div class="measure-entry">{explanation(measure)}</div>'
        lines.append(
            f"<li><details><summary>{escape(measure.title)}: <b>{words}</b>{grade}</summary>"
            f"{about}</details></li>"
        )
    if not lines:
        lines = ["<li>Nothing is measured for this.</li>"]
    missing = [f"<li>{escape(words)}</li>" for words in item.missing]
    return (
        f'<p>Measured:</p><ul class="evidence">{"".join(lines)}</ul>'
        f'<p>Not known to the tool:</p><ul class="evidence">{"".join(missing)}</ul>'
    )


def _value(hand: Hand, item: Measure, group: str) -> str:
    state, county = hand.state, hand.county
    now = resources.scores(state.snapshot, state.plan, state.settings)
    names = [one.name for one in state.plan.groups]
    value: Any
    if item.key.startswith("outlook_"):
        found = item.compute(context_of(county, state.plan, state.settings))
        value = float(found[names.index(group)]) if group else float(found)
    else:
        value = now.groups.at[group, item.key] if group else now.county[item.key]
    size = len(state.plan.group(group).members) if group else len(county.practices)
    return in_words(item, value, county, size)


def _spread(heard: list[Voice]) -> str:
    """Return how many gave each score, as dots, and the mean."""
    if not heard:
        return "<p>Judged: nobody yet.</p>"
    counts = {score: sum(v.score == score for v in heard) for score in range(LOWEST, HIGHEST + 1)}
    dots = "".join(
        f"<span>{score} {_MEANING[score]} <b>{'●' * count}</b></span>"
        for score, count in counts.items()
    )
    found = summary(heard)
    return (
        f"<p>Judged by {counted(found.voices, 'person', 'people')}: {found.mean:.1f} of 5, from "
        f'{found.lowest} to {found.highest}</p><div class="judged">{dots}</div>'
    )


def _form(hand: Hand, item: Item, letter: str) -> None:
    with st.form(f"judge-{item.key}-{letter}", border=False, clear_on_submit=True):
        score = st.radio(
            "How far does it keep the principle?", range(LOWEST, HIGHEST + 1), index=None,
            format_func=lambda one: f"{one} {_MEANING[one]}", horizontal=True,
        )  # fmt: skip
        note = st.text_input("Why", max_chars=400)
        author = st.text_input(
            "Name or role", max_chars=60,
            help="Of your own: a later judgement under the same name stands in place of this one.",
        )  # fmt: skip
        if st.form_submit_button("Keep this judgement"):
            if score is None or not author.strip():
                st.warning("Choose a score, and say who judges: a name or a role.")
                return
            try:
                hand.plans.store.write(
                    hand.plan_id, SCORE, subject_of(item.key, letter),
                    {"score": score, "note": note.strip()}, author.strip(),
                )  # fmt: skip
            except SomersetError as error:
                st.error(str(error))
            else:
                st.rerun()
