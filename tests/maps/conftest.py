"""One county, one harness server and one Chromium for all tests of the map."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from mapped_county import mapped_county, outlines, postcodes, services, settlements
from planning_page import PlanningPage
from playwright.sync_api import Browser, Route

from somerset_maps.county import County
from somerset_maps.maps import LayerUrls, write_layers
from tests.chromium import browser

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]


@pytest.fixture(scope="session")
def county() -> County:
    return mapped_county("2016")


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session")
def urls(county: County, static: Path) -> LayerUrls:
    return write_layers(county, static, outlines(), settlements(), postcodes(), services())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running harness."""
    folder = tmp_path_factory.mktemp("map_harness")
    for name in ("harness_app.py", "mapped_county.py"):
        shutil.copy(HERE / name, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", "harness_app.py"]
    command += [part for key, value in options.items() for part in (f"--{key}", str(value))]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        assert process.poll() is None, "the harness stopped"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("the harness did not start")


@pytest.fixture(scope="session")
def chromium() -> Browser:
    return browser()


def _hold_back(route: Route, milliseconds: int) -> None:
    time.sleep(milliseconds / 1000)
    route.continue_()


@pytest.fixture
def open_map(server: str, chromium: Browser) -> Iterator[Callable[..., PlanningPage]]:
    """Open the harness, for example ``open_map("groups=locality", width=820, touch=True)``.

    ``delays`` holds back files whose address has that part, in milliseconds.
    """
    contexts = []

    def opener(
        query: str = "groups=locality",
        width: int = 1366,
        height: int = 760,
        touch: bool = False,
        delays: dict[str, int] | None = None,
    ) -> PlanningPage:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, has_touch=touch, is_mobile=False
        )
        contexts.append(context)
        for part, milliseconds in (delays or {}).items():
            context.route(f"**/*{part}*", partial(_hold_back, milliseconds=milliseconds))
        return PlanningPage.open(context.new_page(), f"{server}/?{query}")

    yield opener
    for context in contexts:
        context.close()
