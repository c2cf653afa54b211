"""The menu of models and of options for community staff; none is chosen beforehand."""

from __future__ import annotations

from html import escape
from zlib import crc32

import pandas as pd
import streamlit as st

from somerset_maps.metrics import measure
from somerset_maps.plan import Group
from somerset_maps.scenarios.review import subject_of
from somerset_maps.scenarios.texts import items
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import field, keep, written
from somerset_maps.ui.resilience.alone import choose_group
from somerset_maps.ui.words import in_words

_STYLE = """<style>
.options { border-collapse: collapse; width: 100%; }
.options th, .options td { text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid var(--line); padding: 0.35rem 1rem 0.35rem 0; }
.options th { font-weight: 600; }
</style>"""
_TYPES = ("partnership", "Symphony", "Foundation Trust", "other")
_BEARS = ("registered", "practices", "largest_share", "spread_minutes", "patients_per_gp_fte",
          "effective_practices")  # fmt: skip


def models_and_staff(hand: Hand) -> None:
    """Show what a group can choose from, what it chose, and what stands in the way."""
    if not hand.state.plan.assignment:
        st.info("Put practices into groups on the Plan page; then each group can choose.")
        return
    group = choose_group(hand, "models-group")
    now = written(hand)
    st.header("A model for this group")
    st.write("Different groups may choose differently, and may leave it open.")
    _menu(hand, "model", group, now)
    _bears(hand, group)
    st.header("Community staff")
    _menu(hand, "staff", group, now)
    st.header("Hurdles between these practices")
    left, right = st.columns(2, gap="large")
    for at, item in enumerate(items("hurdle")):
        with left if at % 2 == 0 else right:
            field(hand, subject_of("hurdle", group.letter, item.key), item.title, now)
    _providers(hand, group, now)


def _menu(hand: Hand, kind: str, group: Group, now: dict[str, str]) -> None:
    options = items(kind)
    rows = "".join(
        f'<tr><th scope="row">{escape(item.title)}</th><td>{escape(item.pro)}</td>'
        f"<td>{escape(item.con)}</td></tr>"
        for item in options
    )
    st.html(
        f'{_STYLE}<table class="options"><thead><tr><th>Option</th><th>For</th>'
        f"<th>Against</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    subject = subject_of(kind, group.letter)
    chosen = now.get(subject, "")
    titles = {item.key: item.title for item in options}
    if is_projector():
        st.write(f"This group: {titles.get(chosen, 'left open')}.")
        return
    picked = st.selectbox(
        "This group would choose", list(titles), format_func=titles.__getitem__,
        index=list(titles).index(chosen) if chosen in titles else None,
        placeholder="left open", key=f"menu-{hand.plan_id}-{subject}-{chosen}",
    )  # fmt: skip
    if (picked or "") != chosen and keep(hand, subject, picked or ""):
        st.rerun()


def _bears(hand: Hand, group: Group) -> None:
    state = hand.state
    row = resources.scores(state.snapshot, state.plan, state.settings).groups.loc[group.name]
    said = "; ".join(
        f"{measure('group', key).title.lower()} "
        f"{in_words(measure('group', key), row[key], hand.county, len(group.members))}"
        for key in _BEARS
    )
    st.caption(f"What the numbers bear on it: {said}.")


def _providers(hand: Hand, group: Group, now: dict[str, str]) -> None:
    st.header("Who holds the contracts")
    names = hand.county.practices["name"]
    subjects = {code: subject_of("provider", code) for code in group.members}
    known = [now[subject] for subject in subjects.values() if subject in now]
    counts = pd.Series(known, dtype=object).value_counts()
    said = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none yet"
    st.caption(
        f"Entered by people, not published: known for {len(known)} of {len(group.members)} "
        f"({said})."
    )
    if is_projector():
        return
    frame = pd.DataFrame(
        {"Provider": [now.get(subjects[code], "") for code in group.members]},
        index=pd.Index([str(names[code]) for code in group.members], name="Practice"),
    )
    mark = crc32(repr(known).encode())
    edited = st.data_editor(
        frame, key=f"providers-{hand.plan_id}-{group.letter}-{mark}",
        column_config={"Provider": st.column_config.SelectboxColumn(options=["", *_TYPES])},
    )  # fmt: skip
    changed = False
    for code, value in zip(group.members, edited["Provider"], strict=True):
        text = value if isinstance(value, str) else ""
        if text != now.get(subjects[code], ""):
            changed |= keep(hand, subjects[code], text)
    if changed:
        st.rerun()
