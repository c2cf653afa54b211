"""Backups of the workspace: a consistent copy out, and a checked copy back in."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from somerset_maps.errors import WorkspaceBusy, WorkspaceError
from somerset_maps.scenarios.opening import busy, is_lock
from somerset_maps.scenarios.schema import problems_in, version_of
from somerset_maps.scenarios.workspace import Workspace


def backup(path: Path, target: Path) -> Path:
    """Write a consistent copy of the workspace at ``path`` to ``target`` and return its path.

    Args:
        path: the workspace; no other process may hold it (the app makes its own backups with
            ``Workspace.backup``).
        target: a new file, or a folder, in which the copy is named after the present moment.

    Raises:
        WorkspaceBusy: if another process holds the workspace.
        WorkspaceError: if there is no workspace, it is damaged, or ``target`` exists.
    """
    if not path.exists():
        raise WorkspaceError(f"There is no workspace at {path}: there is nothing to back up")
    with Workspace.open(path) as workspace:
        return workspace.backup(target)


def write_copy(connection: duckdb.DuckDBPyConnection, target: Path) -> Path:
    """Write everything ``connection`` holds to a new file ``target``, whole or not at all.

    Raises:
        WorkspaceError: if ``target`` exists already or cannot be written.
    """
    if target.is_dir():
        target = target / f"somerset-maps-backup-{datetime.now():%Y-%m-%d-%H%M%S}.duckdb"
    if target.exists():
        raise WorkspaceError(f"{target} exists already: name a new file for the backup")
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_database(connection, unfinished)
        os.replace(unfinished, target)
        _flush(target.parent)
    except (OSError, duckdb.Error) as error:
        raise WorkspaceError(f"The backup could not be written to {target}: {error}") from error
    finally:
        _remove(unfinished)
    return target


def restore(source: Path, path: Path) -> Path | None:
    """Put the backup ``source`` in the place of the workspace ``path``.

    The backup is read whole and checked before anything is touched. The file that was there is
    kept beside it, with the date in its name.

    Returns:
        Where the replaced file was kept; None when there was none.

    Raises:
        WorkspaceBusy: if another process holds the workspace.
        WorkspaceError: if ``source`` is no sound backup; the workspace is as it was.
    """
    if source.absolute() == path.absolute():
        raise WorkspaceError(f"{source} is the workspace itself: name the backup to restore")
    path.parent.mkdir(parents=True, exist_ok=True)
    incoming = path.with_name(f".{path.name}.{secrets.token_hex(4)}.incoming")
    try:
        _bring(source, incoming)
        _settle(path)
        kept = _set_aside(path)
        os.replace(incoming, path)
        _flush(path.parent)
    except OSError as error:
        raise WorkspaceError(f"The backup could not be put in place: {error}") from error
    finally:
        _remove(incoming)
    return kept


def _bring(source: Path, incoming: Path) -> None:
    """Copy a backup to ``incoming``, and read and check all of the copy.

    Raises:
        WorkspaceError: if it is not there, not a workspace, or damaged.
    """
    if not source.is_file():
        raise WorkspaceError(f"There is no backup at {source}")
    try:
        with duckdb.connect(str(source), read_only=True):
            # Held open for reading, so that no program writes to it while it is copied.
            for ending in ("", ".wal"):
                piece = Path(f"{source}{ending}")
                if piece.exists():
                    shutil.copyfile(piece, f"{incoming}{ending}")
        with duckdb.connect(str(incoming)) as connection:
            problems = problems_in(connection) if version_of(connection) else ["it holds nothing"]
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        if is_lock(error):
            raise WorkspaceBusy(busy(source)) from error
        problems = [str(error)]
    except WorkspaceError as error:
        problems = [str(error)]
    if problems:
        raise WorkspaceError(_unsound(source, "; ".join(problems[:3])))
    _flush(incoming)


def _remove(unfinished: Path) -> None:
    for ending in ("", ".wal"):
        Path(f"{unfinished}{ending}").unlink(missing_ok=True)


def _unsound(source: Path, reason: str) -> str:
    first = reason.strip().split("\n")[0][:200]
    return f"{source} is not a sound backup: {first}. Nothing was changed: choose another backup"


def _settle(path: Path) -> None:
    """Make sure that nobody holds the workspace, and bring its log into the file if it can be."""
    if not path.exists():
        return
    try:
        duckdb.connect(str(path)).close()
    except duckdb.Error as error:
        if is_lock(error):
            raise WorkspaceBusy(busy(path)) from error
        # A damaged workspace is a good reason to restore one: it is set aside with its log.


def _set_aside(path: Path) -> Path | None:
    """Move the workspace and its log out of the way and return the new name."""
    log = path.with_name(f"{path.name}.wal")
    if not path.exists() and not log.exists():
        return None
    moment = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    kept = path.with_name(f"{path.stem}-replaced-{moment}{path.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}-replaced-{moment}-{number}{path.suffix}")
    if path.exists():
        path.rename(kept)
    if log.exists():
        log.rename(kept.with_name(f"{kept.name}.wal"))
    return kept


def _copy_database(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    row = connection.execute("SELECT current_database()").fetchone()
    here = str(row[0]) if row else ""
    path = str(target).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS copy_of_workspace")
    try:
        connection.execute(f'COPY FROM DATABASE "{here}" TO copy_of_workspace')
        connection.execute("CHECKPOINT copy_of_workspace")
    finally:
        connection.execute("DETACH copy_of_workspace")


def _flush(path: Path) -> None:
    """Ask that a file, or the names in a folder, are on disk; Windows sees to folders itself."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
