"""Putting a drive right: who knows the roads knows better than the model."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from somerset_maps.county import County
from somerset_maps.metrics.corrected import estimated, known
from somerset_maps.settings import CorrectedDrive, Settings
from somerset_maps.sources.build import ensure_database, open_database
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import counted

_KINDS = ("From an area to a surgery", "Between two practices")


def drives(hand: Hand) -> None:
    """Show how far to trust the minutes, take corrections, and list those there are."""
    st.header("How far to trust the minutes")
    st.write(_trust())
    st.write(
        "Known weak places: Exmoor, the Brendons, the Quantocks and the Levels (7 to 8 minutes too "
        "fast at worst); near the county's border Beckington, Milborne Port, Dulverton and "
        "Wellington, where people also use surgeries outside."
    )
    st.header("Correct this drive")
    _form(hand)
    _list(hand)


@st.cache_data(show_spinner=False)
def _errors() -> pd.DataFrame:
    with open_database(ensure_database()) as connection:
        return connection.execute("from model_errors").df()


def _trust() -> str:
    """Return the models' errors against published figures as one paragraph."""
    errors = _errors()
    travel = errors[errors["model"] == "travel minutes"]
    mean = travel[travel["measure"].str.startswith("mean absolute error")]["value"]
    fit = travel[travel["measure"].str.startswith("R2")]["value"]
    registered = errors[~errors["model"].eq("travel minutes")]
    off = registered[registered["measure"].str.contains("mean absolute error")]["value"]
    said = (
        f"Against published car minutes to three hospitals the estimates are "
        f"{mean.min():.1f} to {mean.max():.1f} minutes off on average (R² {fit.min():.2f} or "
        "better)."
    )
    if len(off):
        said += (
            f" Modelled registrations reproduce the published deprivation score of practices "
            f"within {off.min():.2f} to {off.max():.2f} points on average."
        )
    return said


def _form(hand: Hand) -> None:
    county = hand.county
    kind = st.radio("Which drive", _KINDS, horizontal=True, key="drive-kind")
    starts, ends = _ends(county, kind)
    one, two = st.columns(2)
    with one:
        start = st.selectbox(
            "From", list(starts), format_func=starts.__getitem__, index=None, key=f"from-{kind}",
            placeholder="Choose",
        )  # fmt: skip
    with two:
        end = st.selectbox(
            "To", [key for key in ends if key != start], format_func=ends.__getitem__, index=None,
            key=f"to-{kind}", placeholder="Choose",
        )  # fmt: skip
    if not (start and end):
        st.caption("Choose both ends; then the estimate shows, and you can put it right.")
        return
    now = estimated(county, start, end)
    with st.form(f"drive-{start}-{end}", border=False):
        st.write(f"Estimated: about {now:.0f} minutes, by car, on an ordinary day.")
        minutes = st.number_input(
            "It really takes (minutes)", 1.0, 240.0, float(max(1, round(now))), 1.0
        )
        by = st.text_input("Who says so (a name or a role)", max_chars=60)
        why = st.text_input("Why (for example: the ford floods)", max_chars=200)
        if st.form_submit_button("Correct this drive", type="primary"):
            _keep(hand, start, end, minutes, by, why)


def _ends(county: County, kind: str) -> tuple[dict[str, str], dict[str, str]]:
    names = {str(c): str(n) for c, n in county.practices["name"].sort_values().items()}
    if kind == _KINDS[1]:
        return names, names
    areas = {str(c): str(n) for c, n in county.small_areas["name"].sort_values().items()}
    sites = {
        str(s.site_id): f"{names[s.practice_code]}: {s.name}" for s in county.sites.itertuples()
    }
    return areas, dict(sorted(sites.items(), key=lambda item: item[1]))


def _keep(hand: Hand, start: str, end: str, minutes: float, by: str, why: str) -> None:
    if not by.strip():
        st.warning("Please say who knows this drive: a name or a role.")
        return
    try:
        drive = CorrectedDrive(
            start=start, end=end, minutes=minutes, by=by.strip(), why=why.strip()
        )
    except ValidationError as error:
        st.error(f"This cannot be kept: {error.errors()[0]['msg']}")
        return
    _set(hand, [d for d in hand.state.settings.drives if not _same_drive(d, drive)] + [drive])


def _same_drive(one: CorrectedDrive, other: CorrectedDrive) -> bool:
    return {one.start, one.end} == {other.start, other.end}


def _set(hand: Hand, drives: list[CorrectedDrive]) -> None:
    settings: Settings = hand.state.settings
    hand.plans.set_settings(hand.plan_id, settings.model_copy(update={"drives": tuple(drives)}))
    st.rerun()


def _list(hand: Hand) -> None:
    kept = hand.state.settings.drives
    if not kept:
        st.caption("No drive is corrected in this plan.")
        return
    st.subheader(f"{counted(len(kept), 'drive is', 'drives are')} corrected in this plan")
    county = hand.county
    names = _names(county)
    for number, drive in enumerate(kept):
        about, remover = st.columns([6, 1.4], vertical_alignment="center")
        here = known(county, drive)
        was = (
            f"estimated {estimated(county, drive.start, drive.end):.0f}"
            if here
            else ("not in this snapshot: it changes nothing here")
        )
        with about:
            st.text(
                f"{names.get(drive.start, drive.start)} to {names.get(drive.end, drive.end)}: "
                f"{drive.minutes:.0f} minutes ({was}), says {drive.by or 'somebody'}"
                + (f": {drive.why}" if drive.why else "")
            )
        if remover.button("Take back", key=f"drive-back-{number}"):
            _set(hand, [one for at, one in enumerate(kept) if at != number])
    st.caption(
        "Every measure of this plan uses them, on every page. Where people are registered stays as "
        "it was modelled."
    )


def _names(county: County) -> dict[str, Any]:
    return {
        **county.small_areas["name"].to_dict(),
        **county.practices["name"].to_dict(),
        **dict(zip(county.sites["site_id"], county.sites["name"], strict=True)),
    }
