"""Building the DuckDB file from the tables in data/, and opening it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from somerset_maps.errors import DataError
from somerset_maps.sources.checking import Frames, read_tables
from somerset_maps.sources.schemas import SHAPES, TABLES

Progress = Callable[[str], None]

DATABASE_NAME = "somerset.duckdb"
DATA_FOLDER_VARIABLE = "SOMERSET_DATA"
LAYOUT_VERSION = "1"
"""Counted up when the same inputs must be built anew because the tables' types changed."""


_building = threading.Lock()
"""Two sessions of one process that start together build once; the second finds it done."""

_ABANDONED_AFTER_SECONDS = 600


def default_data_dir() -> Path:
    """The data folder: where SOMERSET_DATA points, else data/ beside the package."""
    named = os.environ.get(DATA_FOLDER_VARIABLE)
    return Path(named) if named else Path(__file__).resolve().parents[2] / "data"


def build(data_dir: Path, database: Path, progress: Progress | None = None) -> Path:
    """Check the tables of a data folder and write them as one DuckDB file.

    The file is written beside its place and moved there when it is whole, so that a build that
    fails, or is cut short, leaves the earlier file as it was.

    Args:
        data_dir: folder of CSV and GeoJSON tables.
        database: the file to make or replace.
        progress: called with short sentences.

    Returns:
        The path of the database.

    Raises:
        DataError: a table is missing or holds a value that cannot be (file, row, column and
            what was expected), or the file cannot be written.
    """
    tell = progress or _quiet
    started = time.perf_counter()
    inputs_hash = hash_of_inputs(data_dir)
    tell(f"Checking {len(TABLES) + len(SHAPES)} tables")
    frames = read_tables(data_dir)
    tell("Writing the database")
    unfinished = database.with_name(f"{database.name}.{uuid.uuid4().hex[:12]}.tmp")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(database)
        _write(frames, inputs_hash, unfinished)
        os.replace(unfinished, database)
    except (OSError, duckdb.Error) as error:
        raise DataError(
            f"{database} could not be written ({error}). Close other programs that use it, "
            "check that the folder can be written to, and start again."
        ) from error
    finally:
        _remove(unfinished)
    tell(f"Data ready in {time.perf_counter() - started:.1f} seconds")
    return database


def ensure_database(
    data_dir: Path | None = None,
    database: Path | None = None,
    progress: Progress | None = None,
) -> Path:
    """Return the database of a data folder, building it when it is absent or out of date.

    A file at that place which is damaged, or which this project did not make, is put aside
    under another name (nothing is thrown away) and the database is built anew.

    Args:
        data_dir: folder of tables; by default where SOMERSET_DATA points, else data/.
        database: the DuckDB file; by default somerset.duckdb in the data folder.
        progress: called with short sentences, only when there is something to do.

    Raises:
        DataError: as `build`.
    """
    folder = data_dir or default_data_dir()
    path = database or folder / DATABASE_NAME
    with _building:
        if _is_current(folder, path, progress or _quiet):
            return path
        return build(folder, path, progress)


def _is_current(folder: Path, path: Path, tell: Progress) -> bool:
    """True when the database was made from the folder as it is; else say what is wrong."""
    if not path.exists():
        tell("Building the data for the first time")
        return False
    try:
        built_from = read_build_info(path).get("inputs_hash")
    except DataError as error:
        tell(str(error))
        aside = _put_aside(path)
        tell(f"It was kept as {aside.name}; the data is built anew from {folder.name}/")
        return False
    if built_from == hash_of_inputs(folder):
        return True
    tell(f"The tables in {folder.name}/ have changed: building the data anew")
    return False


def open_database(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the database for reading; any number of processes may do so at once.

    Read what is needed and close: as long as one connection of a process stays open, that
    process goes on seeing the data of before a rebuild.

    Args:
        path: a file made by `build`; the project's own, built first if need be, when left out.

    Raises:
        DataError: there is no such file, or it is damaged.
    """
    database = path or ensure_database()
    if not database.is_file():
        raise DataError(f"There is no database at {database}. Build it first.")
    try:
        return duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise DataError(f"{database.name} is damaged or is no DuckDB file.") from error


def read_build_info(database: Path) -> dict[str, str]:
    """What the database says of itself: inputs_hash, built_at, version.

    Raises:
        DataError: the file is damaged, or this project did not make it.
    """
    with open_database(database) as connection:
        try:
            rows = connection.execute("select key, value from build_info").fetchall()
        except duckdb.CatalogException as error:
            raise DataError(f"{database.name} was not made by Somerset Maps.") from error
        except duckdb.Error as error:
            raise DataError(f"{database.name} is damaged.") from error
    return dict(rows)


def hash_of_inputs(data_dir: Path) -> str:
    """SHA-256 over the layout version and every table of the folder; a missing one counts too."""
    digest = hashlib.sha256(LAYOUT_VERSION.encode())
    names = [f"{name}.csv" for name in TABLES] + [f"{name}.geojson" for name in SHAPES]
    for name in sorted(names):
        path = data_dir / name
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _write(frames: Frames, inputs_hash: str, path: Path) -> None:
    info = {
        "inputs_hash": inputs_hash,
        "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "version": LAYOUT_VERSION,
    }
    about = pd.DataFrame({"key": list(info), "value": list(info.values())})
    with duckdb.connect(str(path)) as connection:
        for name, frame in (frames | {"build_info": about}).items():
            connection.register("incoming", frame)
            connection.execute(f'create table "{name}" as from incoming')
            connection.unregister("incoming")


def _put_aside(path: Path) -> Path:
    """Give a file that is not ours, or not whole, another name; an earlier one is kept too."""
    stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.set-aside-{stamp}")
    try:
        path.rename(aside)
        # A log left beside it would be replayed into the new database.
        log = path.with_name(f"{path.name}.wal")
        if log.exists():
            log.rename(aside.with_name(f"{aside.name}.wal"))
    except OSError as error:
        raise DataError(
            f"{path} is not a database of Somerset Maps and could not be renamed ({error}). "
            "Move it elsewhere and start again."
        ) from error
    return aside


def _remove_leftovers(database: Path) -> None:
    """Clear what builds that were cut short left beside the database some time ago."""
    for leftover in database.parent.glob(f"{database.name}.*.tmp"):
        if time.time() - leftover.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
            _remove(leftover)


def _remove(unfinished: Path) -> None:
    unfinished.unlink(missing_ok=True)
    unfinished.with_name(f"{unfinished.name}.wal").unlink(missing_ok=True)


def _quiet(_sentence: str) -> None:
    """Say nothing."""
