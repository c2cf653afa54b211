"""What tests of single pages share: a plan to open them with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from somerset_maps import County, Settings
from somerset_maps.scenarios import Workspace


@pytest.fixture
def plan_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, county_2016: County) -> Iterator[str]:
    """The localities as a plan in a workspace of their own."""
    monkeypatch.setenv("SOMERSET_WORKSPACE", str(tmp_path / "workspace.duckdb"))
    # What the process shares belongs to the workspace of the test before.
    st.cache_resource.clear()
    with Workspace.open() as workspace:
        plan = county_2016.reference_plans["localities"]
        yield workspace.create("Study day", plan, "2016", Settings())
    st.cache_resource.clear()
