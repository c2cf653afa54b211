"""``build`` and ``check``: the data and the workspace."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from somerset_maps.cli.answers import FINE, IN_USE, PROBLEMS, Answer, UsageError, add_command
from somerset_maps.errors import DataError, WorkspaceBusy, WorkspaceError
from somerset_maps.scenarios import Workspace, workspace_path
from somerset_maps.sources.build import (
    DATABASE_NAME,
    build,
    default_data_dir,
    ensure_database,
    hash_of_inputs,
    read_build_info,
)
from somerset_maps.sources.checking import read_tables


def add_commands(commands: Any) -> None:
    """Add build and check to the program."""
    builds = add_command(
        commands,
        "build",
        "build the database from the tables, when they have changed",
        run_build,
        "  python -m somerset_maps build\n  python -m somerset_maps build --anew --json",
    )
    builds.add_argument("--data", type=Path, metavar="FOLDER", help="the folder of tables")
    builds.add_argument("--anew", action="store_true", help="build though nothing has changed")
    checks = add_command(
        commands,
        "check",
        "check the tables, the database and the workspace",
        run_check,
        "  python -m somerset_maps check\n  python -m somerset_maps check --json",
    )
    checks.add_argument("--data", type=Path, metavar="FOLDER", help="the folder of tables")


def run_build(asked: argparse.Namespace) -> Answer:
    """Build the database; what happens is told on stderr as it happens."""
    folder = _folder(asked)
    told: list[str] = []

    def tell(sentence: str) -> None:
        told.append(sentence)
        print(sentence, file=sys.stderr)

    if asked.anew:
        database = build(folder, folder / DATABASE_NAME, tell)
    else:
        database = ensure_database(folder, progress=tell)
    text = f"{database} is ready" if told else f"{database} is up to date"
    return Answer(text, {"database": str(database), "built": bool(told), "told": told})


def run_check(asked: argparse.Namespace) -> Answer:
    """Check everything that can be checked and say of each thing how it is."""
    folder = _folder(asked)
    findings = {
        "tables": _check_tables(folder),
        "database": _check_database(folder),
        "workspace": _check_workspace(workspace_path()),
    }
    code = max((found["code"] for found in findings.values()), key=(FINE, IN_USE, PROBLEMS).index)
    text = "\n".join(f"{name}: {found['says']}" for name, found in findings.items())
    return Answer(text, findings, code)


def _check_tables(folder: Path) -> dict[str, Any]:
    try:
        frames = read_tables(folder)
    except DataError as error:
        return {"code": PROBLEMS, "says": str(error)}
    rows = sum(len(frame) for frame in frames.values())
    return {"code": FINE, "says": f"fine, {len(frames)} tables with {rows:,} rows in {folder}"}


def _check_database(folder: Path) -> dict[str, Any]:
    database = folder / DATABASE_NAME
    if not database.exists():
        return {"code": FINE, "says": "not built yet; it is built when the app starts"}
    try:
        info = read_build_info(database)
    except DataError as error:
        return {"code": PROBLEMS, "says": f"{error} It is built anew when the app starts."}
    if info.get("inputs_hash") != hash_of_inputs(folder):
        return {"code": FINE, "says": "older than the tables; it is built anew at the next start"}
    return {"code": FINE, "says": f"fine, built {info.get('built_at', 'at an unknown time')}"}


def _check_workspace(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"code": FINE, "says": f"nothing was made yet; it will be {path}"}
    try:
        with Workspace.open(path) as workspace:
            problems = workspace.problems()
            plans = len(workspace.plans())
    except WorkspaceBusy as error:
        return {"code": IN_USE, "says": f"not checked. {error}"}
    except WorkspaceError as error:
        return {"code": PROBLEMS, "says": str(error)}
    if problems:
        return {"code": PROBLEMS, "says": "; ".join(problems)}
    return {"code": FINE, "says": f"fine, {plans} plan{'' if plans == 1 else 's'} in {path}"}


def _folder(asked: argparse.Namespace) -> Path:
    folder: Path = asked.data or default_data_dir()
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}: name the folder of tables with --data")
    return folder
