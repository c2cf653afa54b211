"""``backup`` and ``restore``: copies of what people made."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from somerset_maps.cli.answers import Answer, UsageError, add_command
from somerset_maps.scenarios import backup, restore, workspace_path


def add_commands(commands: Any) -> None:
    """Add backup and restore to the program."""
    backs_up = add_command(
        commands,
        "backup",
        "copy everything people made to a new file",
        run_backup,
        "  python -m somerset_maps backup monday.duckdb\n  python -m somerset_maps backup backups/",
    )
    backs_up.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a new file, or a folder in which it is named after the moment",
    )
    restores = add_command(
        commands,
        "restore",
        "put a backup in the place of the workspace, after checking it; what was there is kept",
        run_restore,
        "  python -m somerset_maps restore monday.duckdb",
    )
    restores.add_argument("file", type=Path, metavar="FILE", help="the backup")


def run_backup(asked: argparse.Namespace) -> Answer:
    """Make a backup."""
    written = backup(workspace_path(), asked.file)
    return Answer(f"Everything was copied to {written}", {"file": str(written)})


def run_restore(asked: argparse.Namespace) -> Answer:
    """Restore a backup."""
    if not asked.file.is_file():
        raise UsageError(f"There is no file {asked.file}")
    path = workspace_path()
    kept = restore(asked.file, path)
    text = f"{path} now holds what {asked.file} held"
    if kept:
        text += f"; what was there is kept as {kept}"
    return Answer(text, {"workspace": str(path), "kept": str(kept) if kept else None})
