"""The stages: small maps, what each changes, what people write, those who wait, the files."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from somerset_maps.report.details import details_of
from somerset_maps.report.stages import (
    WRITTEN,
    as_csv,
    as_text,
    benefits,
    broken_words,
    costs,
    rows,
    summary,
)
from somerset_maps.roadmap import Roadmap, Stage
from somerset_maps.ui.comparing.maps import as_picture, plan_map
from somerset_maps.ui.frame import Hand, is_projector
from somerset_maps.ui.principles.keeping import field, written
from somerset_maps.ui.stages.terms import WAIT_UNTIL, waiting
from somerset_maps.ui.words import counted, is_missing, listed, percent, whole

_STYLE = """<style>
.stage-maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr));
  gap: 1rem 1.6rem; }
.stage-maps figure { margin: 0; } .stage-maps img { width: 100%; height: auto; display: block; }
.stage-maps figcaption span { color: var(--quiet); }
</style>"""


def stages_shown(hand: Hand, road: Roadmap) -> None:
    """Show the maps of all stages, then each stage in words."""
    st.markdown(f"**{summary(road)}**")
    if not road.stages:
        return
    figures = []
    for stage in road.stages:
        svg = plan_map(hand, stage.plan, stage.moving, f"Stage {stage.number}")
        picture = as_picture(svg, f"Map of the groups after stage {stage.number}")
        when = f"{stage.starts:%B %Y}, {counted(len(stage.moving), 'practice', 'practices')}"
        figures.append(
            f"{picture[: -len('</figure>')]}<figcaption><b>{_title(stage)}</b> "
            f"<span>{escape(when)}</span></figcaption></figure>"
        )
    st.html(f'{_STYLE}<div class="stage-maps">{"".join(figures)}</div>')
    st.caption(
        "Coloured: areas of the groups that exist after the stage (modelled). Ringed: practices "
        "that move in it. No surgery moves."
    )
    said = _texts(hand)
    for stage in road.stages:
        _stage(hand, stage, said)
    with st.expander("All stages as a table"):
        st.dataframe(pd.DataFrame(rows(hand.county, road, _by_stage(said))), hide_index=True)


def _title(stage: Stage) -> str:
    return f"Stage {stage.number}" + (" (pilot)" if stage.pilot else "")


def _stage(hand: Hand, stage: Stage, said: dict[str, str]) -> None:
    names = hand.county.practices["name"]
    with st.container(border=True):
        st.subheader(f"{_title(stage)}, from {stage.starts:%B %Y}")
        if not stage.moving:
            st.write("Nobody moves: those left wait.")
            return
        practices = listed([str(names[code]) for code in stage.moving])
        st.text(f"{practices} join {listed(list(stage.touched)) or 'their groups'}.")
        better, worse = benefits(hand.county, stage), costs(hand.county, stage)
        left, right = st.columns(2, gap="large")
        with left:
            st.markdown("**Benefit, measured**")
            for words in better or ["No measure gets better: say below what the benefit is."]:
                st.text(f"• {words}")
        with right:
            if worse or stage.broken:
                st.markdown("**Not better**")
            for words in [*worse, *map(broken_words, stage.broken)]:
                st.text(f"• {words}")
        kept = {key: said.get(f"stage/{stage.number}/{key}", "") for key in WRITTEN}
        for key, text in kept.items():
            if text:
                st.text(f"{WRITTEN[key]}: {text}")
        if not is_projector():
            with st.expander("Owner, promised benefit, way out"):
                for key, label in WRITTEN.items():
                    field(hand, f"stage/{stage.number}/{key}", label, said)


def _texts(hand: Hand) -> dict[str, str]:
    return {key: text for key, text in written(hand).items() if key.startswith("stage/")}


def _by_stage(said: dict[str, str]) -> dict[str, str]:
    return {key.removeprefix("stage/"): text for key, text in said.items()}


def those_who_wait(hand: Hand, road: Roadmap) -> None:
    """Show that practices which wait are no worse off for what others do meanwhile."""
    codes = waiting(hand)
    if not codes or not road.stages or is_projector():
        return
    st.header(f"Practices that wait until stage {WAIT_UNTIL}")
    names = hand.county.practices["name"]
    table = []
    for code in codes:
        row = {"Practice": str(names[code])}
        for title, scores in [("Before", road.before)] + [
            (_title(stage), stage.scores) for stage in road.stages
        ]:
            group = scores.plan.assignment[code]
            values = scores.groups.loc[group]
            per_gp = values["patients_per_gp_fte"]
            members = len(scores.plan.group(group).members)
            row[title] = (
                f"{'alone' if members == 1 else f'with {members - 1}'}; "
                f"{'no GP return' if is_missing(per_gp) else f'{whole(per_gp)} per GP'}; "
                f"{percent(values['coverage'])} in reach"
            )
        table.append(row)
    st.dataframe(pd.DataFrame(table), hide_index=True)
    st.caption(
        "Until it moves, a practice's own numbers stay what they were: others joining elsewhere "
        "take nothing from it in these measures."
    )


def files_of(hand: Hand, road: Roadmap) -> None:
    """Offer the roadmap as a table and as text."""
    state = hand.state
    agreed = [code for code, said in state.marks.stances.items() if said.stance == "agreed"]
    details = details_of(hand.county, state.settings, state.name, agreed=agreed)
    said = _by_stage(_texts(hand))
    left, right, _ = st.columns([1.4, 1.6, 3])
    left.download_button(
        "As a table (CSV)", as_csv(hand.county, road, said, details), "roadmap.csv", "text/csv",
        key="roadmap-csv", on_click="ignore",
    )  # fmt: skip
    right.download_button(
        "As text (Markdown)", as_text(hand.county, road, said, details), "roadmap.md",
        "text/markdown", key="roadmap-text", on_click="ignore",
    )  # fmt: skip
