"""One harness server and one Chromium for all tests of the board."""

from __future__ import annotations

import csv
import itertools
import json
import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from board_page import Board
from playwright.sync_api import Browser, Page

from tests.chromium import browser
from tests.harness import REPOSITORY, running

HERE = Path(__file__).parent


def board_facts() -> dict[str, Any]:
    """The 75 practices of the 2016 snapshot; neighbours are those within 9 km of each other."""
    with (REPOSITORY / "data" / "practices.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["snapshot"] == "2016"]
    practices = [
        {"code": row["practice_code"], "name": row["name"], "place": row["place"],
         "lat": float(row["lat"]), "lon": float(row["lon"]), "list": int(row["list_size"]),
         "fte": float(row["gp_fte"]) if row["gp_fte"] else None, "to_check": row["to_check"],
         "locality": row["locality"]}
        for row in rows
    ]  # fmt: skip
    near = [
        [a["practice_code"], b["practice_code"], 10]
        for a, b in itertools.combinations(rows, 2)
        if math.hypot(*(float(a[k]) - float(b[k]) for k in ("easting", "northing"))) < 9_000
    ]
    return {"snapshot": "2016", "practices": practices, "edges": near}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running harness."""
    folder = tmp_path_factory.mktemp("harness")
    shutil.copy(HERE / "board_harness.py", folder)
    (folder / "static").mkdir()
    (folder / "static" / "facts.json").write_text(json.dumps(board_facts()), encoding="utf-8")
    with running("board_harness.py", folder) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Browser:
    return browser()


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 1000})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def open_board(chromium: Browser, server: str) -> Iterator[Board]:
    context = chromium.new_context(viewport={"width": 900, "height": 1000})
    context.set_default_timeout(8000)
    yield Board(context.new_page(), server).open()
    context.close()


@pytest.fixture
def board(open_board: Board) -> Board:
    """A fresh plan on a desktop screen."""
    return open_board.start_afresh()
