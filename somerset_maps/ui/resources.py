"""What all sessions of the app share: the county, the map's files, the plans in hand."""

from __future__ import annotations

import atexit
import gc
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from somerset_maps.backdrop import load_backdrop
from somerset_maps.charts.county_map import Shapes, shapes_of
from somerset_maps.county import County, load_county, snapshots
from somerset_maps.maps.layers import LayerUrls, write_layers
from somerset_maps.maps.offline import prepare_static
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, Practices, Workspace
from somerset_maps.settings import Settings
from somerset_maps.sources.build import ensure_database
from somerset_maps.ui.board import write_board

#: Streamlit serves this folder, beside app.py, under app/static.
STATIC = Path(__file__).resolve().parents[2] / "static"


@dataclass
class _Readiness:
    done: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _readiness() -> _Readiness:
    return _Readiness()


def prepare() -> None:
    """Build the database if need be, with a visible line of progress, and the map's files."""
    readiness = _readiness()
    if readiness.done:
        return
    # The page begins beneath the navigation: titles leave room above themselves, a line does not.
    line = st.container(key="getting-ready").empty()
    line.info("Getting Somerset ready …")
    with readiness.lock:
        if not readiness.done:
            ensure_database(progress=lambda sentence: _show(line, sentence))
            prepare_static(STATIC)
            first = str(snapshot_table()["snapshot"].iloc[0])
            county(first)
            layer_urls(first)
            readiness.done = True
    line.empty()


def _spare_the_collector() -> None:
    """Take what is loaded for good out of the garbage collector's rounds.

    Streamlit collects all generations after every run; walking a county and its libraries each time
    would cost more than everything else a drag does.
    """
    gc.collect()
    gc.freeze()
    atexit.unregister(gc.unfreeze)
    atexit.register(gc.unfreeze)  # libraries expect their objects to be collected at the end


def _show(line: DeltaGenerator, sentence: str) -> None:
    line.info(sentence)


@st.cache_resource(show_spinner=False)
def live_plans() -> LivePlans:
    """Return the plans of the workspace, opened once for the process.

    Raises:
        WorkspaceBusy: if another process holds the workspace.
        WorkspaceError: if the file cannot be used.
    """
    return LivePlans(Workspace.open(), lambda snapshot: Practices.of(county(snapshot)))


@st.cache_resource(show_spinner=False)
def county(snapshot: str) -> County:
    """Return one snapshot, read once for the process."""
    read = load_county(snapshot)
    evaluate(read, Plan())  # the arrays behind the measures are made at the first evaluation
    _spare_the_collector()
    return read


@st.cache_resource(show_spinner=False)
def snapshot_table() -> pd.DataFrame:
    """Return the table of snapshots, the default first."""
    return snapshots()


@st.cache_resource(show_spinner=False)
def layer_urls(snapshot: str) -> LayerUrls:
    """Return the addresses of the map's files for one snapshot, written once for the process."""
    backdrop = load_backdrop()
    here = county(snapshot)
    urls = write_layers(
        here, STATIC, backdrop.outlines, backdrop.settlements, backdrop.postcodes, here.services
    )
    del backdrop
    _spare_the_collector()
    return urls


@st.cache_resource(show_spinner=False)
def board_url() -> str:
    """Return the address of the board's script, written once for the process."""
    return write_board(STATIC)


@st.cache_resource(show_spinner=False)
def list_sizes(snapshot: str) -> dict[str, float]:
    """Return practice code to registered patients."""
    sizes = county(snapshot).practices["list_size"]
    return {str(code): float(size) for code, size in sizes.items()}


@lru_cache(maxsize=256)
def scores(snapshot: str, plan: Plan, settings: Settings) -> Scores:
    """Return the measures of a plan; the last few hundred are kept."""
    return evaluate(county(snapshot), plan, settings)


@st.cache_resource(show_spinner=False)
def area_shapes(snapshot: str) -> Shapes:
    """Return the outlines of the small areas for still maps."""
    return shapes_of(county(snapshot).small_areas)
