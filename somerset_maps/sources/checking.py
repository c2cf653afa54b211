"""Reading the project's own tables with every fault reported by file, row and column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import shapely

from somerset_maps.errors import DataError
from somerset_maps.sources.schemas import REFERENCES, SHAPES, TABLES, Table

MOST_PROBLEMS_SHOWN = 12
_HEADER_ROWS = 2
"""A frame's first row is row 2 of the file, as a spreadsheet counts."""

Frames = dict[str, pd.DataFrame]


def read_tables(data_dir: Path) -> Frames:
    """Read and check every CSV and GeoJSON table of a data folder.

    Returns:
        Table name to frame; columns typed as the schemas say. A GeoJSON file is a frame of its
        properties and `geometry` (well-known binary, EPSG:4326); where a CSV file has the same
        name, the shapes are the table `<name>_geojson`.

    Raises:
        DataError: every fault found, up to 12, each with file, row, column and what was
            expected.
    """
    problems: list[str] = []
    frames: Frames = {}
    for name, table in TABLES.items():
        path = data_dir / f"{name}.csv"
        try:
            frames[name] = check_table(_read_csv(path), table, path.name)
        except DataError as error:
            problems.append(str(error))
    for name, properties in SHAPES.items():
        path = data_dir / f"{name}.geojson"
        try:
            frames[f"{name}_geojson" if name in TABLES else name] = read_shapes(path, properties)
        except DataError as error:
            problems.append(str(error))
    if not problems:
        problems = _broken_references(frames)
    if problems:
        raise DataError(_told(problems))
    return frames


def check_table(raw: pd.DataFrame, table: Table, file_name: str) -> pd.DataFrame:
    """Turn a table of texts into its types and check every value.

    Args:
        raw: every column text, missing where the cell was empty; rows as in the file.
        table: what the table must hold.
        file_name: the name used in messages.

    Raises:
        DataError: the faults, each with row, column, what was expected and what was found.
    """
    absent = [column for column in table.columns if column not in raw.columns]
    if absent:
        raise DataError(f"{file_name} lacks the column {', '.join(absent)}.")
    try:
        frame: pd.DataFrame = table.schema.validate(raw, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataError(_told(_faults(error.failure_cases, raw, table, file_name))) from error
    for column in table.yes_no_columns:
        frame[column] = frame[column].map({"true": True, "false": False}).astype("boolean")
    repeated = frame.duplicated(list(table.key)) if table.key else pd.Series(dtype=bool)
    if repeated.any():
        row = frame.index[repeated][0]
        key = " ".join(str(frame.at[row, column]) for column in table.key)
        raise DataError(
            f"{file_name}, row {row + _HEADER_ROWS}: {key} is there a second time "
            f"(columns {', '.join(table.key)})."
        )
    return frame


def read_shapes(path: Path, properties: tuple[str, ...]) -> pd.DataFrame:
    """Read a GeoJSON FeatureCollection: its properties as columns, geometry as WKB.

    Raises:
        DataError: the file is missing, is no FeatureCollection, or a feature lacks a property.
    """
    if not path.is_file():
        raise DataError(f"{path.name} is missing from {path.parent}.")
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [_feature(feature) for feature in features]
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise DataError(f"{path.name} is not a GeoJSON FeatureCollection ({error!r}).") from error
    for number, row in enumerate(rows, start=1):
        absent = [name for name in properties if row.get(name) is None]
        if absent:
            raise DataError(f"{path.name}, feature {number} lacks {', '.join(absent)}.")
    return pd.DataFrame(rows)


def _feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
    return dict(feature["properties"]) | {"geometry": shapely.to_wkb(geometry)}


def _read_csv(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise DataError(f"{path.name} is missing from {path.parent}.")
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{path.name} is not a comma-separated table ({error}).") from error


def _faults(cases: pd.DataFrame, raw: pd.DataFrame, table: Table, file_name: str) -> list[str]:
    """One sentence for each faulty cell, in the order of the file."""
    at_a_row = cases[cases["index"].notna()]
    cells = {
        (int(row), str(column))
        for row, column in zip(at_a_row["index"], at_a_row["column"], strict=True)
    }
    sentences = []
    for row, column in sorted(cells):
        value = raw.at[row, column]
        found = "an empty cell" if pd.isna(value) else repr(value)
        sentences.append(
            f"{file_name}, row {row + _HEADER_ROWS}, column {column}: expected "
            f"{table.columns[column].description}, found {found}."
        )
    return sentences or [f"{file_name}: {cases['check'].iloc[0]}"]


def _broken_references(frames: Frames) -> list[str]:
    problems = []
    for child, child_columns, parent, parent_columns in REFERENCES:
        have = pd.MultiIndex.from_frame(frames[child][list(child_columns)])
        known = pd.MultiIndex.from_frame(frames[parent][list(parent_columns)])
        strange = ~have.isin(known)
        if strange.any():
            row = int(strange.argmax())
            problems.append(
                f"{child}.csv, row {row + _HEADER_ROWS}, column {', '.join(child_columns)}: "
                f"{' '.join(map(str, have[row]))} is not in {parent}.csv "
                f"({int(strange.sum())} such rows)."
            )
    return problems


def _told(problems: list[str]) -> str:
    shown = problems[:MOST_PROBLEMS_SHOWN]
    more = len(problems) - len(shown)
    return "\n".join(shown + ([f"... and {more} more."] if more else []))
