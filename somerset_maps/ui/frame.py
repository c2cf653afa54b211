"""What stands around every page: style, start-up, and the plan in hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import streamlit as st

from somerset_maps.county import County
from somerset_maps.errors import PlanError, SomersetError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, PlanState
from somerset_maps.ui import resources
from somerset_maps.ui.memory import browser_key

_PLAN_ID = "plan_id"
_BROWSER = "browser_key"
_IN_APP = "in-app"
_ASKED = "asked-page"


@dataclass(frozen=True)
class Hand:
    """The plan this session works on."""

    plans: LivePlans
    plan_id: str

    @property
    def state(self) -> PlanState:
        """The plan as it is now, whoever changed it."""
        return self.plans.state(self.plan_id)

    @property
    def county(self) -> County:
        """The snapshot its practices belong to."""
        return resources.county(self.state.snapshot)


def open_app() -> None:
    """Set the style, get the data ready, and stop with one clear message when that fails."""
    st.session_state[_IN_APP] = True
    st.html(_style(is_projector()))
    try:
        resources.prepare()
        resources.live_plans()
    except SomersetError as error:
        st.error(str(error))
        st.stop()
    key = browser_key()
    if key:
        st.session_state[_BROWSER] = key


@cache
def _style(projector: bool) -> str:
    """Return the page's style as HTML; read once, the same text in every run."""
    here = files("somerset_maps.ui")
    names = ("page.css", "projector.css") if projector else ("page.css",)
    return f"<style>{''.join(here.joinpath(name).read_text('utf-8') for name in names)}</style>"


def hand_of_this_run() -> Hand | None:
    """Return the plan that the app took in hand at the start of this run."""
    hand: Hand | None = st.session_state.get("hand")
    return hand


def stay_in_the_app() -> None:
    """Go through the app's own script when a page is run by itself.

    A server that has just started takes the folder ``pages/`` for pages of its own kind, and runs
    the one that a reconnecting browser names alone, without bar, plan or style.
    """
    if not st.session_state.get(_IN_APP):
        st.session_state[_ASKED] = urlsplit(st.context.url or "").path.rstrip("/").split("/")[-1]
        st.switch_page("app.py", query_params=dict(st.query_params))


def page_asked_for() -> str:
    """Return the address of the page that was asked for before the app was there; "" for none.

    Told once: going through the app's own script leads to its first page.
    """
    asked: str = st.session_state.pop(_ASKED, "")
    return asked


def plan_in_hand() -> Hand | None:
    """Return the plan to work on: of the address, of this session, of this browser, or a new one.

    Page navigation drops the address's ``?plan=``, so the session keeps the plan and the address
    is written again. None only in the first moment, before the browser has said who it is.
    """
    plans = resources.live_plans()
    asked = st.query_params.get("plan")
    if asked and asked != st.session_state.get(_PLAN_ID):
        try:
            plans.get(asked)
        except PlanError:
            st.warning("The plan in this address is not in this workspace; here is your last one.")
        else:
            st.session_state[_PLAN_ID] = asked
    key = st.session_state.get(_BROWSER)
    plan_id = st.session_state.get(_PLAN_ID)
    if plan_id is None:
        if key is None:
            st.session_state["hand"] = None
            return None
        plan_id = plans.store.last_plan(key) or new_plan(Plan(), None)
    take_in_hand(plan_id)
    st.session_state["hand"] = Hand(plans, plan_id)
    return hand_of_this_run()


def plan_in_session() -> str | None:
    """Return the id of the plan this session works on, as it is at this moment."""
    plan_id: str | None = st.session_state.get(_PLAN_ID)
    return plan_id


def take_in_hand(plan_id: str) -> None:
    """Make a plan the one this session works on, and let the browser remember it."""
    plans = resources.live_plans()
    known = st.session_state.get(_BROWSER)
    if known and st.session_state.get("remembered") != (known, plan_id):
        plans.store.remember(known, plan_id)
        st.session_state["remembered"] = (known, plan_id)
    st.session_state[_PLAN_ID] = plan_id
    if st.query_params.get("plan") != plan_id:
        st.query_params["plan"] = plan_id


def new_plan(plan: Plan, snapshot: str | None, name: str = "") -> str:
    """Keep a new plan of a snapshot (the default one when left out) and return its id."""
    chosen = snapshot or str(resources.snapshot_table()["snapshot"].iloc[0])
    return resources.live_plans().create(
        plan, chosen, name=name, browser_key=st.session_state.get(_BROWSER, "")
    )


def is_projector() -> bool:
    """Whether the page is shown to a room (``?projector=1``): large type, nothing private."""
    if "projector" in st.query_params:
        st.session_state["projector"] = st.query_params["projector"] == "1"
    return bool(st.session_state.get("projector", False))


def shows_what_followed() -> bool:
    """Whether what happened after the snapshot may be shown; a room plans without hindsight."""
    return bool(st.session_state.get("what-followed", False))


PROJECTED_VIEWS = ("Map", "Board")


def projected_view() -> str:
    """Return what a projector shows: the map or the board."""
    view = st.session_state.get("projected-view")
    return view if view in PROJECTED_VIEWS else PROJECTED_VIEWS[0]


def set_projector(on: bool) -> None:
    """Turn the projector view on or off, in this session and in the address."""
    st.session_state["projector"] = on
    if on:
        st.query_params["projector"] = "1"
    elif "projector" in st.query_params:
        del st.query_params["projector"]


def close_popovers() -> None:
    """Close the bar's popovers in the next run: what they were opened for is done."""
    st.session_state["popover-turn"] = st.session_state.get("popover-turn", 0) + 1
