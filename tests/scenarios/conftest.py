from pathlib import Path

import pytest
from mendip import PRACTICES, START

from somerset_maps.scenarios import LivePlans, Workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workspace.duckdb"


@pytest.fixture
def workspace(path: Path):
    with Workspace.open(path) as workspace:
        yield workspace


@pytest.fixture
def plans(workspace: Workspace) -> LivePlans:
    return LivePlans(workspace, lambda snapshot: PRACTICES)


@pytest.fixture
def plan_id(plans: LivePlans) -> str:
    return plans.create(START, "2016", name="Study day")
