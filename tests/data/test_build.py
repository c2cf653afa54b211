"""The DuckDB file: built once, built whole, built anew when it should be."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from somerset_maps.errors import DataError
from somerset_maps.sources import build as building
from somerset_maps.sources.build import (
    build,
    ensure_database,
    open_database,
    read_build_info,
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "place" / "somerset.duckdb"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_table_of_the_folder_is_in_the_database(
    data_copy: Path, database: Path, record_property: Callable[[str, object], None]
) -> None:
    said: list[str] = []
    build(data_copy, database, said.append)
    record_property("build", said[-1])
    with open_database(database) as connection:
        tables = {name for (name,) in connection.execute("show tables").fetchall()}
        csv_names = {path.stem for path in data_copy.glob("*.csv")}
        shape_names = {path.stem for path in data_copy.glob("*.geojson")}
        shapes = {f"{name}_geojson" if name in csv_names else name for name in shape_names}
        assert tables == csv_names | shapes | {"build_info"}
        total = connection.execute(
            "select sum(list_size) from practices where snapshot = '2016'"
        ).fetchone()
        assert total == (562_446,)
        absent = connection.execute(
            "select count(*) from practices where gp_fte is null"
        ).fetchone()
        assert absent == (2,)
        first = connection.execute("select geometry from small_areas_geojson limit 1").fetchone()
        assert first is not None
        assert isinstance(first[0], bytes)
    assert said[0].startswith("Checking")
    assert said[-1].startswith("Data ready in")


def test_an_unchanged_folder_is_not_built_again(data_copy: Path, database: Path) -> None:
    ensure_database(data_copy, database)
    before = digest(database)
    said: list[str] = []
    ensure_database(data_copy, database, said.append)
    assert digest(database) == before
    assert said == []


def test_a_changed_table_is_built_again(data_copy: Path, database: Path) -> None:
    ensure_database(data_copy, database)
    change(data_copy / "practices.csv", "French Weir Health Centre", "French Weir Centre")
    said: list[str] = []
    ensure_database(data_copy, database, said.append)
    assert said[0] == "The tables in data/ have changed: building the data anew"
    with open_database(database) as connection:
        row = connection.execute(
            "select name from practices where practice_code = 'L85001' order by snapshot"
        ).fetchone()
    assert row == ("French Weir Centre",)


def test_a_failed_build_leaves_the_earlier_file_and_no_litter(
    data_copy: Path, database: Path
) -> None:
    build(data_copy, database)
    before = digest(database)
    change(data_copy / "practices.csv", ",16061,", ",many,")
    with pytest.raises(DataError):
        build(data_copy, database)
    assert digest(database) == before
    assert [path.name for path in database.parent.iterdir()] == ["somerset.duckdb"]


def test_a_build_cut_short_while_writing_leaves_the_earlier_file(
    data_copy: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(data_copy, database)
    before = digest(database)

    def disk_full(_frames: object, _hash: str, path: Path) -> None:
        path.write_bytes(b"half a file")
        raise OSError("No space left on device")

    monkeypatch.setattr(building, "_write", disk_full)
    with pytest.raises(DataError, match=r"could not be written .*No space left"):
        build(data_copy, database)
    assert digest(database) == before
    assert [path.name for path in database.parent.iterdir()] == ["somerset.duckdb"]


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (
            "practices.csv", ",16061,", ",many,",
            "practices.csv, row 2, column list_size: expected a whole number of patients, "
            "from 1 to 200,000, found 'many'.",
        ),
        (
            "practices.csv", ",8.0,10.0,", ",-8.0,10.0,",
            "practices.csv, row 2, column gp_fte: expected full-time equivalents, "
            "from 0.01 to 200, found '-8.0'.",
        ),
        (
            "practices.csv", "TA1 1NW", "TA1",
            "practices.csv, row 2, column postcode: expected a postcode such as TA1 1NW, "
            "found 'TA1'.",
        ),
        (
            "practices.csv", "French Weir Health Centre", "",
            "practices.csv, row 2, column name: expected a readable name, found an empty cell.",
        ),
        (
            "sites.csv", ",main,", ",head office,",
            "sites.csv, row 2, column kind: expected main, branch or outside, "
            "found 'head office'.",
        ),
        (
            "practices.csv", "2016,L85002,", "2016,L85001,",
            "practices.csv, row 3: 2016 L85001 is there a second time "
            "(columns snapshot, practice_code).",
        ),
        ("successors.csv", "share", "part", "successors.csv lacks the column share."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_file_row_and_column(
    data_copy: Path, database: Path, table: str, old: str, new: str, message: str
) -> None:
    change(data_copy / table, old, new)
    with pytest.raises(DataError) as caught:
        build(data_copy, database)
    assert message in str(caught.value).splitlines()
    assert not database.exists()


def test_all_faults_are_told_at_once(data_copy: Path, database: Path) -> None:
    change(data_copy / "practices.csv", ",16061,", ",many,")
    change(data_copy / "sites.csv", ",main,", ",head office,")
    (data_copy / "settlements.csv").unlink()
    (data_copy / "bridges.geojson").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(data_copy, database)
    told = str(caught.value)
    for name in ("practices.csv, row 2", "sites.csv, row 2", "settlements.csv is missing"):
        assert name in told
    assert "bridges.geojson is not a GeoJSON FeatureCollection" in told


def test_a_row_that_points_nowhere_is_found(data_copy: Path, database: Path) -> None:
    change(data_copy / "practice_ages.csv", "2016,L85001,", "2016,L85099,")
    with pytest.raises(DataError, match=r"practice_ages\.csv, row 2, .*2016 L85099 is not in"):
        build(data_copy, database)


def test_a_feature_without_its_name_is_found(data_copy: Path, database: Path) -> None:
    path = data_copy / "bridges.geojson"
    shapes = json.loads(path.read_text(encoding="utf-8"))
    del shapes["features"][1]["properties"]["name"]
    path.write_text(json.dumps(shapes), encoding="utf-8")
    with pytest.raises(DataError, match=r"bridges\.geojson, feature 2 lacks name"):
        build(data_copy, database)


def test_a_damaged_file_is_kept_aside_and_built_again(data_copy: Path, database: Path) -> None:
    build(data_copy, database)
    database.write_bytes(b"\0" * 5_000)
    said: list[str] = []
    ensure_database(data_copy, database, said.append)
    assert said[0] == "somerset.duckdb is damaged or is no DuckDB file."
    assert "kept as somerset.duckdb.set-aside-" in said[1]
    assert read_build_info(database)["version"] == building.LAYOUT_VERSION
    [aside] = database.parent.glob("*.set-aside-*")
    assert aside.read_bytes() == b"\0" * 5_000


def test_a_file_cut_off_in_the_middle_is_built_again(data_copy: Path, database: Path) -> None:
    build(data_copy, database)
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])
    ensure_database(data_copy, database)
    with open_database(database) as connection:
        assert connection.execute("select count(*) from practices").fetchone() == (269,)


def test_somebody_elses_database_is_kept_aside(data_copy: Path, database: Path) -> None:
    database.parent.mkdir(parents=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table holiday_rota as select 1 as week")
    said: list[str] = []
    ensure_database(data_copy, database, said.append)
    assert said[0] == "somerset.duckdb was not made by Somerset Maps."
    [aside] = database.parent.glob("*.set-aside-*")
    with duckdb.connect(str(aside), read_only=True) as connection:
        assert connection.execute("select week from holiday_rota").fetchone() == (1,)


def test_sessions_that_start_together_build_once(data_copy: Path, database: Path) -> None:
    said: list[str] = []
    sessions = [
        threading.Thread(target=ensure_database, args=(data_copy, database, said.append))
        for _ in range(4)
    ]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    assert said.count("Building the data for the first time") == 1


def test_readers_cannot_write(data_copy: Path, database: Path) -> None:
    build(data_copy, database)
    with (
        open_database(database) as connection,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        connection.execute("delete from practices")


def test_a_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no database at"):
        open_database(tmp_path / "none.duckdb")


def test_the_data_folder_can_be_named_in_the_environment(
    data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMERSET_DATA", str(data_copy))
    assert ensure_database() == data_copy / "somerset.duckdb"
    with open_database() as connection:
        assert connection.execute("select count(*) from snapshots").fetchone() == (4,)
