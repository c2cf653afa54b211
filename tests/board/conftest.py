"""One harness server and one Chromium for all tests of the board."""

from __future__ import annotations

import csv
import itertools
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
_plans = itertools.count(1)


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
    shutil.copy(HERE / "harness_app.py", folder)
    (folder / "static").mkdir()
    (folder / "static" / "facts.json").write_text(json.dumps(board_facts()), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "harness_app.py",
               "--server.port", str(port), "--server.address", "127.0.0.1",
               "--server.headless", "true", "--server.enableStaticServing", "true",
               "--server.fileWatcherType", "none",
               "--browser.gatherUsageStats", "false"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The harness server did not start; its log is in the test's folder")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Board:
    """The board as a test sees it: on the page, and in the server's own plan."""

    def __init__(self, page: Page, server: str, options: str = "") -> None:
        self.page = page
        self.plan = f"plan-{next(_plans)}"
        self.address = f"{server}/?plan={self.plan}{options}"

    def open(self, extra: str = "") -> Board:
        self.page.goto(self.address + extra)
        self.page.wait_for_selector("[data-code]")
        return self

    def card(self, code: str) -> Any:
        return self.page.locator(f'[data-code="{code}"]')

    def group(self, name: str) -> Any:
        return self.page.locator(f'[data-group="{name}"]')

    def spot(self, node: Any) -> tuple[float, float]:
        """A point of the node near its top, where its heading is."""
        box = node.bounding_box()
        assert box, "the node is not on the screen"
        return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)

    def middle(self, node: Any) -> tuple[float, float]:
        node.scroll_into_view_if_needed()
        return self.spot(node)

    def hold(self, code: str, node: Any) -> None:
        """Press the mouse on a practice and carry it over a node without letting go."""
        start = self.middle(self.card(code))
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 12, start[1] + 4)
        self.page.mouse.move(*self.spot(node))

    def drag(self, code: str, node: Any) -> None:
        self.hold(code, node)
        self.page.mouse.up()

    def truth(self) -> dict[str, Any]:
        return json.loads(self.page.locator("[data-testid=stCode] code").inner_text())

    def shown(self) -> dict[str, list[str]]:
        """What the page shows: group name to the codes of its rows."""
        return self.page.evaluate("""() => {
            const root = [...document.querySelectorAll('*')]
                .find((n) => n.shadowRoot && n.shadowRoot.querySelector('.board')).shadowRoot;
            return Object.fromEntries([...root.querySelectorAll('[data-group]')].map((section) =>
                [section.dataset.group,
                 [...section.querySelectorAll('.card')].map((card) => card.dataset.code)]));
        }""")

    def wait_for(self, check: Any, what: str) -> None:
        """Wait until the server's plan passes ``check``."""
        deadline = time.monotonic() + 8
        while time.monotonic() < deadline:
            if check(self.truth()):
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{what}: {self.truth()}")

    def wait_member(self, code: str, name: str) -> None:
        self.wait_for(
            lambda truth: code in truth["groups"].get(name, []), f"{code} should be in {name}"
        )

    def spoken(self) -> str:
        return self.page.locator(".spoken[role=status]").inner_text()


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 1000})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


@pytest.fixture
def board(desk: Page, server: str) -> Board:
    """A fresh plan on a desktop screen."""
    return Board(desk, server).open()
