"""Opening the workspace file: looked at first, made when there is none, never changed when odd."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import duckdb

from somerset_maps.errors import WorkspaceBusy, WorkspaceError
from somerset_maps.scenarios.schema import prepare, read_all, version_of

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "fsync_mode": "FULL" if sys.platform == "darwin" else "STANDARD",
}


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the file for writing, after a look that cannot change it; make it when there is none.

    Raises:
        WorkspaceBusy: if another process holds the file.
        WorkspaceError: if the file is damaged, or is no workspace; it is left as it is.
    """
    try:
        if path.exists():
            with duckdb.connect(str(path), read_only=True, config=dict(_CONFIG)) as look:
                if version_of(look):
                    read_all(look)
        else:
            _make(path)
        connection = duckdb.connect(str(path), config=dict(_CONFIG))
    except WorkspaceError as error:
        raise WorkspaceError(unusable(path, error)) from error
    except duckdb.Error as error:
        if is_lock(error):
            raise WorkspaceBusy(busy(path)) from error
        raise WorkspaceError(unusable(path, error)) from error
    except OSError as error:
        raise WorkspaceError(unusable(path, error)) from error
    try:
        prepare(connection)
    except WorkspaceError:
        connection.close()
        raise
    except duckdb.Error as error:
        connection.close()
        raise WorkspaceError(unusable(path, error)) from error
    return connection


def _make(path: Path) -> None:
    """Make an empty workspace; it gets its name only when it is whole.

    Raises:
        WorkspaceError: if the log of a workspace lies there without its workspace.
    """
    log = path.with_name(f"{path.name}.wal")
    if log.exists():
        raise WorkspaceError(f"its log {log.name} is there without it")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with duckdb.connect(str(unfinished), config=dict(_CONFIG)) as connection:
            prepare(connection)
        if not path.exists():
            os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def is_lock(error: duckdb.Error) -> bool:
    """Whether DuckDB says that another process holds the file."""
    text = str(error)
    return "Could not set lock" in text or "being used by another process" in text


def busy(path: Path) -> str:
    """Return the sentence for a workspace that another process holds."""
    return (
        f"Another Somerset Maps is already using {path}: close it first, "
        "or name another file in SOMERSET_WORKSPACE"
    )


def unusable(path: Path, error: Exception) -> str:
    """Return the sentence for a file that is no workspace, or a damaged one."""
    reason = str(error).strip().split("\n")[0][:200]
    return (
        f"{path} cannot be used as a workspace: {reason}. The file was left as it is: restore a "
        "backup (python -m somerset_maps restore FILE), or name another file in SOMERSET_WORKSPACE"
    )
