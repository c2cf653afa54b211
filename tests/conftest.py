"""What every test may use: the county at its snapshots, each read once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from somerset_maps import County, load_county

settings.register_profile("here", deadline=None, max_examples=60)
settings.load_profile("here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test that drives Chromium once more when it fails.

    On a machine that is busy with other work a browser now and then misses its moment. What
    was tried again is named in the summary, so that a test which often needs it is seen.
    """
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def county_2016() -> County:
    return load_county("2016")


@pytest.fixture(scope="session")
def county_2018() -> County:
    return load_county("2018")


@pytest.fixture(scope="session")
def county_2020() -> County:
    return load_county("2020")


@pytest.fixture(scope="session")
def county_2026() -> County:
    return load_county("2026")


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Give back the main module: Streamlit's AppTest leaves its own, which processes would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
