"""A very small server for the board: it applies actions to a dict and answers with the next state.

Plans live in one process-wide dict, a plan per ``?plan=``; ``&deaf=1`` reads no actions. The tick
"Another page" leaves the board out, as another page would;
"Fresh plan" goes on with a new plan.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st

from somerset_maps.ui.board import outbox_entries, planning_board

BAND = (30_000, 50_000)
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00",
           "#F0E442", "#5B2A86", "#8C564B", "#1B5E20", "#7F7F7F", "#B00058"]  # fmt: skip
INK = {"#0072B2": "#FFFFFF", "#5B2A86": "#FFFFFF", "#8C564B": "#FFFFFF", "#1B5E20": "#FFFFFF",
       "#B00058": "#FFFFFF"}  # fmt: skip
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
START = {
    "Wells": ["L85002", "L85034"],
    "Taunton Central": ["L85001", "L85014", "L85022"],
    "Chard": ["L85021"],
    "<img src=x onerror=alert(1)>": ["L85055"],
}

st.set_page_config(layout="wide", page_title="Board")
st.markdown(
    "<style>.block-container{padding:.5rem}header{display:none!important}</style>",
    unsafe_allow_html=True,
)


@st.cache_resource
def plans() -> dict[str, dict[str, Any]]:
    return {}


@st.cache_resource
def acknowledged() -> dict[str, int]:
    """For each client the highest number heard, whatever plan its actions were for."""
    return {}


@st.cache_resource
def practices() -> dict[str, dict[str, Any]]:
    facts = json.loads((Path(__file__).parent / "static" / "facts.json").read_text("utf-8"))
    return {practice["code"]: practice for practice in facts["practices"]}


@st.cache_resource
def neighbours() -> list[list[str]]:
    facts = json.loads((Path(__file__).parent / "static" / "facts.json").read_text("utf-8"))
    return [edge[:2] for edge in facts["edges"]]


def pieces(members: list[str]) -> int:
    """How many pieces the members form: each starts alone, an edge joins two."""
    piece = {code: code for code in members}
    for a, b in neighbours():
        if a in piece and b in piece:
            old, new = piece[a], piece[b]
            piece = {code: new if name == old else name for code, name in piece.items()}
    return len(set(piece.values()))


def fresh_plan(empty: bool, halves: bool) -> dict[str, Any]:
    start: dict[str, list[str]] = {} if empty else START
    if halves:
        for practice in practices().values():
            start = {**start, practice["place"]: start.get(practice["place"], [])}
            if not any(practice["code"] in codes for codes in start.values()):
                start[practice["place"]] = [*start[practice["place"]], practice["code"]]
        start = dict(list(start.items())[:12])
    groups = {
        name: {"letter": LETTERS[at], "colour": COLOURS[at], "locked": name == "Chard",
               "members": list(codes)}
        for at, (name, codes) in enumerate(start.items())
    }  # fmt: skip
    stances = {"L85002": "agreed", "L85014": "not yet"}
    return {"groups": groups, "stances": stances, "log": [], "past": [], "future": [], "notice": "",
            "selected": None, "rev": 0}  # fmt: skip


def change(groups: dict[str, Any], entry: dict[str, Any]) -> str:
    """Apply one action to the groups; the answer is a refusal, or empty."""
    kind, name = entry["kind"], entry.get("group")
    if kind in ("move", "start"):
        to = entry.get("to") or entry.get("name")
        stuck = [n for n, g in groups.items() if g["locked"]
                 and (n == to or set(entry["codes"]) & set(g["members"]))]  # fmt: skip
        if stuck:
            return f"{stuck[0]} is locked"
    if kind in ("start", "add_group"):
        used = {group["letter"] for group in groups.values()}
        letter = next(mark for mark in LETTERS if mark not in used)
        groups[entry["name"]] = {"letter": letter, "colour": COLOURS[LETTERS.index(letter) % 12],
                                 "locked": False, "members": []}  # fmt: skip
    if kind in ("move", "start"):
        for group in groups.values():
            group["members"] = [c for c in group["members"] if c not in entry["codes"]]
        if to is not None:
            groups[to]["members"] += entry["codes"]
    if kind == "rename":
        renamed = {entry["name"] if n == name else n: g for n, g in groups.items()}
        groups.clear()
        groups.update(renamed)
    if kind == "recolour":
        groups[name]["colour"] = entry["colour"]
    if kind in ("lock", "unlock"):
        groups[name]["locked"] = kind == "lock"
    if kind == "combine":
        groups[entry["into"]]["members"] += groups[name]["members"]
    if kind in ("combine", "remove_group"):
        del groups[name]
    return ""


def apply(plan: dict[str, Any], entry: dict[str, Any]) -> None:
    if entry["seq"] <= acknowledged().get(entry["client"], 0):
        return
    acknowledged()[entry["client"]] = entry["seq"]
    plan["log"].append(entry)
    plan["notice"] = ""
    kind = entry["kind"]
    if kind == "open":
        plan["selected"] = entry["code"]
    elif kind in ("undo", "redo"):
        source, other = ("past", "future") if kind == "undo" else ("future", "past")
        if plan[source]:
            plan[other].append(json.dumps(plan["groups"]))
            plan["groups"] = json.loads(plan[source].pop())
    else:
        before = json.dumps(plan["groups"])
        codes = entry.get("codes", [])
        agreed = {code for code, said in plan["stances"].items() if said == "agreed"}
        if kind in ("combine", "remove_group"):
            codes = plan["groups"][entry["group"]]["members"]
        held = {code for group in plan["groups"].values() for code in group["members"]}
        if kind == "stance":
            plan["stances"] |= dict.fromkeys(codes, entry["stance"])
        elif agreed & held & set(codes) and not entry.get("confirmed"):
            plan["notice"] = "A practice has agreed to be where it is"
        else:
            plan["notice"] = change(plan["groups"], entry)
            if entry.get("confirmed"):
                plan["stances"] = {c: s for c, s in plan["stances"].items() if c not in codes}
        if not plan["notice"]:
            plan["past"].append(before)
            plan["future"].clear()
    plan["rev"] += 1


def told(name: str, group: dict[str, Any]) -> dict[str, Any]:
    known = practices()
    members = sorted(group["members"], key=lambda code: -known[code]["list"])
    size = sum(known[code]["list"] for code in members)
    counted = [known[code] for code in members if known[code]["fte"] is not None]
    gap = min(0, size - BAND[0]) or max(0, size - BAND[1])
    side = "below" if gap < 0 else "above"
    return {
        "name": name, "letter": group["letter"], "colour": group["colour"],
        "ink": INK.get(group["colour"], "#1A1A1A"), "locked": group["locked"],
        "members": members, "list": size, "gap": gap,
        "status": "under" if gap < 0 else "over" if gap else "in",
        "words": f"{abs(gap):,} patients {side} the range" if gap else "in the size range",
        "per_gp": round(sum(p["list"] for p in counted) / sum(p["fte"] for p in counted))
        if counted else None,
        "returns": [len(counted), len(members)], "pieces": pieces(members), "changed": False,
        **({"band": [18_000, 30_000], "band_reason": "rural"} if name == "Chard" else {}),
    }  # fmt: skip


query = st.query_params
if st.button("Fresh plan"):
    st.session_state["plan"] = uuid4().hex
plan_id = st.session_state.get("plan") or query.get("plan", "first")
plan = plans().setdefault(plan_id, fresh_plan("empty" in query, "full" in query))


def hear() -> None:
    if query.get("deaf") != "1":
        for entry in outbox_entries():
            apply(plans().setdefault(entry["plan"], plan), entry)


hear()
state = {
    "plan": plan_id, "rev": plan["rev"], "ack": acknowledged(), "band": BAND, "colours": COLOURS,
    "groups": [told(name, group) for name, group in plan["groups"].items()],
    "letters": next(m for m in LETTERS if m not in {g["letter"] for g in plan["groups"].values()}),
    "selected": plan["selected"], "notice": plan["notice"], "stances": plan["stances"],
    "projector": "projector" in query,
    "can_undo": bool(plan["past"]), "can_redo": bool(plan["future"]),
}  # fmt: skip
if not st.checkbox("Another page"):
    planning_board(
        state, "/app/static/facts.json", on_outbox=hear, projector="projector" in query,
        height=int(query["height"]) if "height" in query else "content",
    )  # fmt: skip
st.text_input("A field of the page", key="field")
truth = {"plan": plan_id, "rev": plan["rev"],
         "groups": {n: g["members"] for n, g in plan["groups"].items()},
         "stances": plan["stances"],
         "locked": [n for n, g in plan["groups"].items() if g["locked"]],
         "kinds": [entry["kind"] for entry in plan["log"]]}  # fmt: skip
st.code(json.dumps(truth), language=None)
