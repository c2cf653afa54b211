"""Five frames for a twenty-minute agenda item: on the screen, and as one file to take away."""

from __future__ import annotations

import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.report.frames import (
    CONDITIONS,
    DECISION,
    LONGEST_TEXT,
    TITLES,
    Agenda,
    frame_html,
    usual_text,
)
from somerset_maps.report.handout import frame_style, handout_html
from somerset_maps.scenarios.entries import Entry, latest
from somerset_maps.ui.comparing.chosen import Comparison
from somerset_maps.ui.comparing.maps import as_picture, map_of
from somerset_maps.ui.frame import is_projector

KIND = "agenda"
_AT = "agenda-at"
_LABELS = {DECISION: "The decision", CONDITIONS: "Conditions, one a line"}


def is_presenting() -> bool:
    """Whether the frames are on the screen, over everything else."""
    return st.session_state.get(_AT) is not None


def agenda_item(comparison: Comparison) -> None:
    """Offer the frames to show and to take away, and the words in them to write."""
    st.write(
        "Five frames for a twenty-minute agenda item, one a screen: "
        + ", ".join(title.lower() for title in TITLES)
        + ". The arrow keys turn them; Esc leaves."
    )
    with st.container(horizontal=True):
        st.button("Start", key="agenda-start", type="primary", on_click=_go, args=(0,))
        st.download_button(
            "Take it away as one file", data=lambda: handout_html(agenda_of(comparison)),
            file_name="agenda-item.html", mime="text/html", key="agenda-file", on_click="ignore",
        )  # fmt: skip
    st.caption("The file is HTML: it opens in any browser, with no internet, and can be printed.")
    if not is_projector():
        _words(comparison)


def _go(at: int | None) -> None:
    st.session_state[_AT] = at


def frame_on_screen(comparison: Comparison) -> None:
    """Show the frame in turn over the whole screen, with its buttons and keys."""
    at = max(0, min(int(st.session_state.get(_AT) or 0), len(TITLES) - 1))
    st.html(f"<style>{frame_style()}</style>")
    with st.container(key="presenting"):
        st.html(frame_html(agenda_of(comparison), at, as_picture))
        with st.container(key="presenting-keys", horizontal=True):
            st.button("Back", key="agenda-back", on_click=_go, args=(at - 1,), shortcut="Left",
                      disabled=at == 0)  # fmt: skip
            st.button("Next", key="agenda-next", type="primary", on_click=_go, args=(at + 1,),
                      shortcut="Right", disabled=at == len(TITLES) - 1)  # fmt: skip
            st.button("Leave", key="agenda-leave", on_click=_go, args=(None,), shortcut="Esc")


def agenda_of(comparison: Comparison) -> Agenda:
    """Return what the frames show; doing nothing is always among the options."""
    options = list(comparison.options)
    if comparison.nothing not in options:
        options.append(comparison.nothing)
    return Agenda(
        county=comparison.county,
        options=options,
        nothing=comparison.nothing,
        matchings=[comparison.matching(option) for option in options],
        maps=[map_of(comparison, option) for option in options],
        texts={subject: text for subject, (text, _) in _texts(comparison).items()},
    )


def _texts(comparison: Comparison) -> dict[str, tuple[str, Entry | None]]:
    """Return the words of each subject and the entry they come from, None for the usual ones."""
    written = latest(comparison.hand.plans.store.entries(comparison.hand.plan_id, KIND))
    found: dict[str, tuple[str, Entry | None]] = {}
    for subject, usual in usual_text(comparison.options[0].name).items():
        entry = written.get(subject)
        text = str(entry.value.get("text", "")).strip() if entry else ""
        found[subject] = (text, entry) if text else (usual, None)
    return found


def _words(comparison: Comparison) -> None:
    """Let people write the decision and its conditions; every version is kept."""
    st.subheader("The words", anchor=False)
    now = _texts(comparison)
    with st.form("agenda-words", border=False):
        typed = {
            subject: st.text_area(
                _LABELS[subject], text, max_chars=LONGEST_TEXT, key=f"agenda-{subject}",
                height=90 if subject == DECISION else 170,
            )
            for subject, (text, _) in now.items()
        }  # fmt: skip
        author = st.text_input("Written by (a name or a role)", max_chars=60, key="agenda-author")
        kept = st.form_submit_button("Keep these words", type="primary")
    for subject, (_, entry) in now.items():
        if entry is None:
            st.caption(f"{_LABELS[subject]}: suggested words, until somebody writes others.")
        else:
            when = entry.at.strftime("%d %b %Y %H:%M UTC")
            st.text(f"{_LABELS[subject]}: written by {entry.author or 'no name'}, {when}.")
    if kept:
        _keep(comparison, typed, author)


def _keep(comparison: Comparison, typed: dict[str, str], author: str) -> None:
    hand, now = comparison.hand, _texts(comparison)
    try:
        for subject, text in typed.items():
            if text.strip() != now[subject][0]:
                words = {"text": text.strip()}
                hand.plans.store.write(hand.plan_id, KIND, subject, words, author.strip())
    except SomersetError as error:
        st.error(str(error))
        return
    st.rerun()
