"""Every file of data/ and every column of it is explained in data/README.md."""

from __future__ import annotations

import re

import pytest

from somerset_maps.derive.settlements import CITIES, VILLAGES_BY_POSTCODE
from somerset_maps.sources.build import default_data_dir
from somerset_maps.sources.schemas import SHAPES, TABLES

FILES = [f"{name}.csv" for name in TABLES] + [f"{name}.geojson" for name in SHAPES]


@pytest.fixture(scope="module")
def readme() -> str:
    return (default_data_dir() / "README.md").read_text(encoding="utf-8")


def section_of(readme: str, file: str) -> str:
    sections = [
        part for part in re.split(r"^###? ", readme, flags=re.M) if file in part.split("\n")[0]
    ]
    assert len(sections) == 1, f"{file} has {len(sections)} sections"
    return sections[0]


@pytest.mark.parametrize("file", FILES)
def test_each_file_has_a_section(readme: str, file: str) -> None:
    assert section_of(readme, file)


@pytest.mark.parametrize("name", TABLES)
def test_each_column_is_in_its_section(readme: str, name: str) -> None:
    path = default_data_dir() / f"{name}.csv"
    columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    section = section_of(readme, path.name)
    missing = [c for c in columns if not re.search(rf"\b{c}\b", section)]
    assert missing == []


@pytest.mark.parametrize("name", TABLES)
def test_each_table_has_all_columns_checked(name: str) -> None:
    path = default_data_dir() / f"{name}.csv"
    columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    assert sorted(TABLES[name].columns) == sorted(columns)


@pytest.mark.parametrize(
    "line",
    [
        "Open Government Licence v3.0",
        "Contains OS data © Crown copyright and database right",
        "Contains Royal Mail data © Royal Mail copyright",
        "Open Parliament Licence v3.0",
        "GeoNames (geonames.org), CC BY 4.0",
    ],
)
def test_attribution_lines_are_carried(readme: str, line: str) -> None:
    assert line in readme


def test_the_tables_leave_room_in_a_clone() -> None:
    size = sum((default_data_dir() / file).stat().st_size for file in FILES)
    assert size < 6_000_000


def test_settlements_that_were_added_are_named(readme: str) -> None:
    section = section_of(readme, "settlements.csv")
    for name in [*VILLAGES_BY_POSTCODE, *CITIES.values(), "Wellington", "Somerton"]:
        assert name in section


def test_minutes_are_said_to_be_the_mean_over_postcodes(readme: str) -> None:
    section = section_of(readme, "site_minutes.csv").replace("\n", " ")
    assert "the mean over the area's postcodes (not the minutes to its centroid)" in section
