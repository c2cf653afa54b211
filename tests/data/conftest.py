"""The project's own tables, read once, and a copy of them to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from somerset_maps.sources.build import default_data_dir


@pytest.fixture(scope="session")
def read() -> Callable[[str], pd.DataFrame]:
    def read_table(name: str) -> pd.DataFrame:
        codes = {"snapshot": str, "snapshots": str}
        return pd.read_csv(default_data_dir() / f"{name}.csv", dtype=codes)

    return read_table


@pytest.fixture(scope="session")
def practices(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    return read("practices")


@pytest.fixture(scope="session")
def sites(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    return read("sites")


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    copy.mkdir()
    for pattern in ("*.csv", "*.geojson"):
        for path in default_data_dir().glob(pattern):
            shutil.copy(path, copy)
    return copy
