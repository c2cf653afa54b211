"""The board: groups as cards, practices as rows, dragged by mouse, pen, finger or keyboard.

The board is a Streamlit custom component. What people do arrives as the *outbox*: the list of all
actions the server has not yet acknowledged, each with ``client``, ``seq``, ``plan`` and ``kind``.
Apply every entry once, write it to the journal, and answer with a state whose ``ack`` names, for
each client, the highest ``seq`` that is in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

from somerset_maps import browser
from somerset_maps.maps.offline import STATIC_ROOT, content_hash, write_once

SCRIPTS = (
    "elements.js",
    "paint.js",
    "targets.js",
    "drag.js",
    "keys.js",
    "menu.js",
    "groupmenu.js",
    "cardmenu.js",
    "chosen.js",
    "fold.js",
    "repair.js",
    "shortcuts.js",
    "find.js",
    "mount.js",
)


def board_script() -> str:
    """Return the board's whole script: what it shares with the map, then ``SCRIPTS``."""
    folder = files(__name__)
    own = [folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join([*map(browser.script, browser.SHARED), *own])


def board_style() -> str:
    """Return the board's style sheet."""
    return files(__name__).joinpath("board.css").read_text(encoding="utf-8")


def write_board(static_dir: Path) -> str:
    """Write script and style of the board into the static folder and return the address.

    Streamlit sends a component's script again with every run; read from a file that the browser
    keeps, a drag costs a fraction of the bytes.
    """
    style = (
        f"const STYLE = {json.dumps(board_style())};\n"
        "export function dressShadow(place) {\n"
        "  if (place.querySelector('style.board-style')) return;\n"
        "  const sheet = document.createElement('style');\n"
        "  sheet.className = 'board-style';\n"
        "  sheet.textContent = STYLE;\n"
        "  place.prepend(sheet);\n"
        "}\n"
    )
    content = (style + board_script()).encode()
    name = f"layers/board-{content_hash(content)}.js"
    write_once(static_dir / name, content)
    return f"{STATIC_ROOT}/{name}"


@cache
def _component(script_url: str | None) -> Any:
    """Register the component once in a process; Streamlit finds it again by its name."""
    if script_url is None:
        return st.components.v2.component(
            "planning_board",
            html='<div class="board"></div>',
            css=board_style(),
            js=board_script(),
        )
    return st.components.v2.component(
        "planning_board_from_file",
        html='<div class="board"></div>',
        js=f"const board = await import(window.location.origin + {json.dumps(script_url)});\n"
        "export default (component) => {\n"
        "  board.dressShadow(component.parentElement);\n"
        "  return board.default(component);\n"
        "};\n",
    )


def planning_board(
    state: Mapping[str, Any],
    facts_url: str,
    *,
    height: int | str = "content",
    key: str = "plan_board",
    projector: bool = False,
    script_url: str | None = None,
    on_outbox: Callable[[], None] | None = None,
) -> None:
    """Show the board.

    Args:
        state: the plan as the browser is told it: ``plan``, ``rev``, ``ack``, ``band``, ``groups``,
            ``colours``, ``letters``, ``selected``, ``notice``; ``can_undo`` and ``can_redo`` grey
            the buttons when they are False.
        facts_url: address, on this server, of the JSON file with the practices and neighbours.
        height: pixels, or a CSS length such as ``"calc(100vh - 18rem)"``: toolbar and tray stay
            and the groups scroll. ``"content"``: as tall as it needs, the page scrolls.
        key: name of the component in the session state; read it with :func:`outbox_entries`.
        projector: larger type for a room. ``state["projector"]`` does the same.
        script_url: where :func:`write_board` put the script; without one it travels with each run.
        on_outbox: called at the start of the run in which new entries arrived.
    """
    length = f"{height}px" if isinstance(height, int) else "" if height == "content" else height
    data = {
        **state,
        "facts_url": facts_url,
        "height": length,
        "projector": projector or bool(state.get("projector")),
    }
    _component(script_url)(key=key, data=data, on_outbox_change=on_outbox or _nothing)


def outbox_entries(key: str = "plan_board") -> list[dict[str, Any]]:
    """Return the board's unacknowledged actions, oldest first; empty before it has spoken."""
    held = st.session_state.get(key)
    entries = held.get("outbox") if held else None
    return list(entries or [])


def _nothing() -> None:
    """Stand in for a missing callback: without one the component would hold no state."""
