"""The board as Python sees it."""

from __future__ import annotations

import re
from importlib.resources import files

from streamlit.testing.v1 import AppTest

from somerset_maps.ui import board


def test_the_script_holds_every_file_and_never_writes_markup() -> None:
    script = board.board_script()
    names = {path.name for path in files(board).iterdir() if path.name.endswith(".js")}
    assert names == set(board.SCRIPTS)
    assert script.count("export default") == 1
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script)


def test_no_file_of_the_board_outgrows_one_sitting() -> None:
    lengths = {
        path.name: path.read_text("utf-8").count("\n")
        for path in files(board).iterdir()
        if path.is_file()
    }
    assert {name for name, lines in lengths.items() if lines > 300} == set()


def test_a_page_shows_the_board_and_reads_an_empty_outbox_before_it_has_spoken() -> None:
    def page() -> None:
        import streamlit as st

        from somerset_maps.ui.board import outbox_entries, planning_board

        state = {"plan": "p", "rev": 0, "ack": {}, "band": (30_000, 50_000), "groups": []}
        st.text(len(outbox_entries()))
        planning_board(state, "/app/static/facts.json", height=600)
        st.text(len(outbox_entries()))

    shown = AppTest.from_function(page).run()
    assert not shown.exception
    assert [text.value for text in shown.text] == ["0", "0"]
