"""What people write about a plan is kept entry by entry, and never written over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from somerset_maps.errors import WorkspaceError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import Workspace
from somerset_maps.scenarios.entries import LONGEST_ENTRY, latest
from somerset_maps.settings import Settings


def test_entries_come_back_in_the_order_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    with Workspace.open(path) as workspace:
        plan_id = workspace.create("", Plan(), "2016", Settings())
        workspace.write(plan_id, "score", "realistic", {"score": 2}, "a partner")
        workspace.write(plan_id, "note", "A", {"text": "<b>’=1+1</b>"})
        workspace.write(plan_id, "score", "realistic", {"score": 4}, "a nurse")
    with Workspace.open(path) as workspace:
        scores = workspace.entries(plan_id, "score")
        assert [(e.author, e.value["score"]) for e in scores] == [("a partner", 2), ("a nurse", 4)]
        assert latest(scores)["realistic"].author == "a nurse"
        assert [e.value for e in workspace.entries(plan_id, "note")] == [{"text": "<b>’=1+1</b>"}]
        assert [e.number for e in workspace.entries(plan_id)] == [1, 2, 3]
        assert workspace.entries("another plan") == []


def test_people_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace.duckdb") as workspace:
        plan_id = workspace.create("", Plan(), "2016", Settings())

        def write(author: str) -> None:
            for number in range(20):
                workspace.write(plan_id, "note", "A", {"text": str(number)}, author)

        writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two", "three")]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        kept = workspace.entries(plan_id)
        assert [entry.number for entry in kept] == list(range(1, 61))
        for name in ("one", "two", "three"):
            said = [entry.value["text"] for entry in kept if entry.author == name]
            assert said == [str(number) for number in range(20)]


def test_an_entry_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace.duckdb") as workspace:
        plan_id = workspace.create("", Plan(), "2016", Settings())
        with pytest.raises(WorkspaceError, match="too long"):
            workspace.write(plan_id, "note", "A", {"text": "x" * LONGEST_ENTRY})
        assert workspace.entries(plan_id) == []
