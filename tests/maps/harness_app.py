"""The smallest app around the planning map: a plan in memory that applies what the map sends.

The query string sets the stage: ``groups=locality`` starts with the four localities,
``locked=Mendip`` locks one, ``slow=400`` holds every answer back for that many milliseconds,
``ack=never`` keeps quiet, ``height=640`` sets the height, ``projector=yes`` the large type,
``hindsight=yes`` what came later, ``tiles=address`` an online map, ``stances=L85002:agreed,...``
what practices say, ``bands=Mendip:30000-50000,...`` size ranges of groups, ``notice=words`` a
sentence to show, ``again=yes`` a second run right after the first, in which Cheddar has moved to
Mendip.
"""

import time
from pathlib import Path

import networkx as nx
import streamlit as st
from mapped_county import mapped_county, outlines, postcodes, services, settlements
from streamlit_folium import st_folium

from somerset_maps.maps import plan_state, planning_map, prepare_static, write_layers
from somerset_maps.plan.palette import COLOURS, ink_on, next_letter

STATIC = Path(__file__).parent / "static"
st.set_page_config(layout="wide")
stage = st.query_params
memory = st.session_state


@st.cache_resource
def prepared():
    prepare_static(STATIC)
    county = mapped_county()
    return county, write_layers(county, STATIC, outlines(), settlements(), postcodes(), services())


def new_group(name):
    letter = next_letter([group["letter"] for group in memory.groups])
    colour = COLOURS[len(memory.groups) % len(COLOURS)]
    group = {"name": name, "letter": letter, "colour": colour, "ink": ink_on(colour), "members": []}
    memory.groups.append(group)
    return group


def put(codes, group):
    for other in memory.groups:
        other["members"] = [code for code in other["members"] if code not in codes]
    if group is not None:
        group["members"] += codes


def apply(entry):
    if entry["kind"] == "move":
        target = next((g for g in memory.groups if g["name"] == entry["to"]), None)
        put(entry["codes"], target)
    elif entry["kind"] == "start":
        put(entry["codes"], new_group(entry["name"]))
    elif entry["kind"] == "open":
        memory.selected = entry["code"]
    elif entry["kind"] == "stance":
        memory.stances.update(dict.fromkeys(entry["codes"], entry["stance"]))
    if entry.get("confirmed"):
        memory.stances = {c: s for c, s in memory.stances.items() if c not in entry["codes"]}


def drain():
    time.sleep(int(stage.get("slow", 0)) / 1000)
    if stage.get("ack") == "never":
        return
    for entry in (memory.get("plan_map") or {}).get("outbox", []):
        if entry["seq"] > memory.ack.get(entry["client"], 0):
            apply(entry)
            memory.ack[entry["client"]] = entry["seq"]
            memory.applied.append(entry)


county, urls = prepared()
if "groups" not in memory:
    memory.update(groups=[], ack={}, selected=None, applied=[], stances={})
    for part in filter(None, stage.get("stances", "").split(",")):
        code, _, stance = part.partition(":")
        memory.stances[code] = stance
    if stage.get("groups") == "locality":
        for locality, rows in county.practices.groupby("locality"):
            put(list(rows.index), new_group(locality))

sizes = county.practices["list_size"]
bands = {
    name: [int(end) for end in span.split("-")]
    for name, _, span in (part.partition(":") for part in stage.get("bands", "").split(",") if part)
}
state = {
    "plan": "p1",
    "rev": len(memory.applied),
    "ack": memory.ack,
    "band": [30000, 50000],
    "groups": [
        {
            **group,
            "locked": group["name"] == stage.get("locked"),
            "status": "over",
            "gap": 0,
            "list": int(sizes[group["members"]].sum()),
            "per_gp": None,
            "returns": [0, 0],
            "pieces": nx.number_connected_components(county.adjacency.subgraph(group["members"])),
            "band": bands.get(group["name"], [30000, 50000]),
            "words": "",
            "changed": False,
        }
        for group in memory.groups
    ],
    "colours": list(COLOURS),
    "letters": next_letter([group["letter"] for group in memory.groups]),
    "hidden": False,
    "selected": memory.selected,
    "notice": stage.get("notice", ""),
    "projector": stage.get("projector") == "yes",
    "hindsight": stage.get("hindsight") == "yes",
    "tiles": stage.get("tiles"),
    "stances": memory.stances,
}
st_folium(
    planning_map(urls),
    key="plan_map",
    feature_group_to_add=plan_state(state),
    returned_objects=[],
    height=int(stage.get("height", 640)),
    use_container_width=True,
    on_change=drain,
)
told = [
    " ".join(
        [
            e["kind"],
            "+".join(e.get("codes", [e.get("code")])),
            str(e.get("stance", e.get("to", e.get("name")))),
            *(["confirmed"] if e.get("confirmed") else []),
        ]
    )
    for e in memory.applied
]
st.text("applied: " + "; ".join(told))
if stage.get("again") == "yes" and "again" not in memory:
    memory.again = True
    put(["L85011"], memory.groups[0])
    st.rerun()
