"""One county, one harness server and one Chromium for all tests of the map."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from mapped_county import mapped_county, outlines, postcodes, services, settlements
from planning_page import PlanningPage
from playwright.sync_api import Browser, BrowserContext, Page, Route

from somerset_maps.county import County
from somerset_maps.maps import LayerUrls, write_layers
from tests.chromium import browser
from tests.harness import running

HERE = Path(__file__).parent


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
    with running("harness_app.py", folder) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Browser:
    return browser()


def _hold_back(route: Route, milliseconds: int) -> None:
    time.sleep(milliseconds / 1000)
    route.continue_()


@pytest.fixture(scope="session")
def desks(chromium: Browser) -> Iterator[Callable[[int, int, bool], BrowserContext]]:
    """Browsers by size, kept for all tests: what one page has fetched the next need not fetch."""
    made: dict[tuple[int, int, bool], BrowserContext] = {}

    def desk(width: int, height: int, touch: bool) -> BrowserContext:
        key = (width, height, touch)
        if key not in made:
            made[key] = chromium.new_context(
                viewport={"width": width, "height": height}, has_touch=touch
            )
        return made[key]

    yield desk
    for context in made.values():
        context.close()


@pytest.fixture
def open_map(
    server: str, desks: Callable[[int, int, bool], BrowserContext]
) -> Iterator[Callable[..., PlanningPage]]:
    """Open the harness, for example ``open_map("groups=locality", width=820, touch=True)``.

    ``delays`` holds back files whose address has that part, in milliseconds. What a map remembers
    is the tab's own, so every test starts afresh.
    """
    pages: list[Page] = []

    def opener(
        query: str = "groups=locality",
        width: int = 1366,
        height: int = 760,
        touch: bool = False,
        delays: dict[str, int] | None = None,
    ) -> PlanningPage:
        page = desks(width, height, touch).new_page()
        pages.append(page)
        for part, milliseconds in (delays or {}).items():
            page.route(f"**/*{part}*", partial(_hold_back, milliseconds=milliseconds))
        return PlanningPage.open(page, f"{server}/?{query}")

    yield opener
    for page in pages:
        page.close()
