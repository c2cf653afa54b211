import json
from collections.abc import Callable
from pathlib import Path

import pytest

from somerset_maps.cli import main
from somerset_maps.plan import Plan
from somerset_maps.scenarios import Workspace
from somerset_maps.settings import Settings

Terminal = Callable[..., tuple[int, str, str]]


@pytest.fixture
def workspace_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "workspace.duckdb"
    monkeypatch.setenv("SOMERSET_WORKSPACE", str(path))
    return path


@pytest.fixture
def terminal(workspace_file: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Run a command; gives exit code, what it printed, and what it said on stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def ask(terminal: Terminal) -> Callable[..., dict]:
    """Run a command that must succeed, and read its JSON."""

    def run(*arguments: object) -> dict:
        code, out, err = terminal(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return run


@pytest.fixture
def study_day(workspace_file: Path) -> str:
    """A plan in the workspace: the two practices of Wells, with the smaller size range."""
    plan = Plan.from_assignment({"L85002": "Wells", "L85034": "Wells"})
    with Workspace.open(workspace_file) as workspace:
        return workspace.create("Study day", plan, "2016", Settings(band=(25_000, 30_000)))
