"""What each table of data/ must hold: columns, keys, and references between tables."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pandera.pandas as pa

from somerset_maps.sources.columns import (
    POSTCODE,
    SITE_ID,
    YES_NO,
    count,
    lsoa_code,
    number,
    point,
    practice_code,
    snapshot,
    text,
    yes_no,
)

LOCALITIES = ("Mendip", "Sedgemoor", "South Somerset", "Taunton & West Somerset")
DISTRICTS = ("Mendip", "Sedgemoor", "South Somerset", "Taunton Deane", "West Somerset")
_IN_DISTRICT = {
    "district": text("one of the five districts", choices=DISTRICTS),
    "locality": text("one of the four localities", choices=LOCALITIES),
}


@dataclass(frozen=True)
class Table:
    """One file of data/.

    Attributes:
        columns: the columns that must be there; others are kept as text.
        key: columns that together occur once.
    """

    columns: MappingProxyType[str, pa.Column]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.DataFrameSchema:
        """The same as a pandera schema."""
        return pa.DataFrameSchema(dict(self.columns))

    @property
    def yes_no_columns(self) -> list[str]:
        """Columns of "true" and "false"."""
        return [name for name, column in self.columns.items() if YES_NO in (column.metadata or {})]


def _table(columns: dict[str, pa.Column], *key: str) -> Table:
    return Table(MappingProxyType(columns), key)


def _imd_deciles() -> dict[str, pa.Column]:
    return {
        f"imd{year}_decile": number("a tenth of England, 1 most deprived", 1, 10, whole=True)
        for year in (2015, 2019)
    }


TABLES: MappingProxyType[str, Table] = MappingProxyType(
    {
        "snapshots": _table(
            {
                "snapshot": snapshot(),
                "title": text("a title"),
                "practices_as_of": text("a day or period"),
                "lists_as_of": text("a day or period"),
                "workforce_as_of": text("a day or period"),
                "payments_year": text("a financial year such as 2015-16", pattern=r"^\d{4}-\d\d$"),
                "imd_year": number("a year", 2010, 2100, whole=True),
                "residents_year": text("a year such as mid-2017", pattern=r"^mid-\d{4}$"),
                "basis_note": text("a sentence"),
                "is_default": yes_no(),
            },
            "snapshot",
        ),
        "practices": _table(
            {
                "snapshot": snapshot(),
                "practice_code": practice_code(),
                "name": text("a readable name", pattern=r"^\S.*[a-z)]$"),
                "official_name": text("the official name"),
                "place": text("the town or village"),
                "postcode": text("a postcode such as TA1 1NW", pattern=POSTCODE),
                **point(),
                **_IN_DISTRICT,
                "list_size": number("a whole number of patients", 1, 200_000, whole=True),
                "weighted_list": count("weighted patients", high=200_000, may_be_empty=True),
                "patients_65_plus": count("patients", high=200_000, may_be_empty=True),
                "patients_75_plus": count("patients", high=200_000, may_be_empty=True),
                "share_65_basis": text("published, interpolated or share of 2023",
                                       choices=("published", "interpolated", "share of 2023"),
                                       may_be_empty=True),
                "gp_fte": number("full-time equivalents", 0.01, 200, may_be_empty=True),
                "gp_headcount": number("people", 0.01, 300, may_be_empty=True),
                "admin_fte": number("full-time equivalents", 0.01, 500, may_be_empty=True),
                "contract": text("GMS, PMS or APMS", choices=("GMS", "PMS", "APMS"),
                                 may_be_empty=True),
                "dispensing": yes_no(may_be_empty=True),
                "imd_score": number("a deprivation score", 0, 100, may_be_empty=True),
                "to_check": text("a reason in words", may_be_empty=True),
                "to_check_kinds": text("keys of reasons", may_be_empty=True),
            },
            "snapshot", "practice_code",
        ),
        "practice_ages": _table(
            {
                "snapshot": snapshot(),
                "practice_code": practice_code(),
                "age_band": text("ages such as 5-14 or 75+", pattern=r"^\d+(-\d+|\+)$"),
                "patients": count("patients", high=200_000),
            },
            "snapshot", "practice_code", "age_band",
        ),
        "sites": _table(
            {
                "snapshot": snapshot(),
                "site_id": text("a site such as L85001-1", pattern=SITE_ID),
                "practice_code": practice_code(),
                "kind": text("main, branch or outside", choices=("main", "branch", "outside")),
                "name": text("a name"),
                "postcode": text("a postcode such as TA1 1NW", pattern=POSTCODE),
                **point(),
                "opened": text("a day such as 2016-10-01", pattern=r"^\d{4}-\d\d-\d\d$",
                               may_be_empty=True),
                "open_at_snapshot": yes_no(),
                "source": text("a publication"),
            },
            "snapshot", "site_id",
        ),
        "services": _table(
            {
                "service_id": text("a code"),
                "kind": text("pharmacy, acute hospital or community hospital",
                             choices=("pharmacy", "acute hospital", "community hospital")),
                "name": text("a name"),
                "postcode": text("a postcode", pattern=POSTCODE, may_be_empty=True),
                **point(),
                "as_of": text("a date in words"),
                "snapshots": text("snapshots such as 2016;2020", pattern=r"^\d{4}(;\d{4})*$"),
                "in_county": yes_no(),
                "note": text("a remark", may_be_empty=True),
            },
            "service_id",
        ),
        "reference_groups": _table(
            {
                "reference": text("a grouping such as pcn-2020"),
                "practice_code": practice_code(),
                "group": text("the group's name"),
                "as_of": text("a year"),
            },
            "reference", "practice_code",
        ),
        "successors": _table(
            {
                "practice_code": practice_code(),
                "successor": practice_code(),
                "effective": text("a year, month or day such as 2018-06-29",
                                  pattern=r"^\d{4}(-\d\d){0,2}$"),
                "share": number("a share of the list", 0.01, 1),
                "kind": text("merged or dispersed", choices=("merged", "dispersed")),
                "evidence": text("what shows it"),
                "name_2015": text("a name"),
            },
            "practice_code", "successor",
        ),
        "published_practice_deprivation": _table(
            {
                "practice_code": practice_code(),
                "imd_year": number("a year", 2010, 2100, whole=True),
                "score": number("a deprivation score", 0, 100),
            },
            "practice_code", "imd_year",
        ),
        "small_areas": _table(
            {
                "lsoa_code": lsoa_code(),
                "name": text("a name"),
                "official_name": text("the official name"),
                "msoa_code": text("an MSOA code", pattern=r"^E02\d{6}$"),
                "msoa_name": text("a name"),
                **_IN_DISTRICT,
                "rural": yes_no(),
                "rural_urban_class": text("a class"),
                **point(),
                "area_km2": number("square kilometres", 0.01, 500),
                "households": count("households", high=20_000),
                "households_no_car": count("households", high=20_000),
                "imd2015_score": number("a deprivation score", 0, 100),
                "imd2015_rank": number("a rank, 1 most deprived", 1, 32_844, whole=True),
                **_imd_deciles(),
                "imd2019_rank": number("a rank, 1 most deprived", 1, 32_844, whole=True),
                "road_km_gp": number("kilometres", 0, 60),
            },
            "lsoa_code",
        ),
        "residents": _table(
            {
                "residents_year": text("a year such as mid-2017", pattern=r"^mid-\d{4}$"),
                "lsoa_code": lsoa_code(),
                **{
                    column: count("residents", high=20_000)
                    for column in ("population", "population_65_plus", "population_75_plus",
                                   "population_0_17", "population_0_4", "population_5_14",
                                   "population_15_44", "population_45_64", "population_65_74",
                                   "population_75_84", "population_85_plus")
                },
            },
            "residents_year", "lsoa_code",
        ),
        "settlements": _table(
            {
                "name": text("a name"),
                "lat": point()["lat"],
                "lon": point()["lon"],
                "population": count("residents", may_be_empty=True),
                "rank": number("1 town, 2 small town, 3 village", 1, 3, whole=True),
                "in_county": yes_no(),
            },
            "name", "lat", "lon",
        ),
        "postcodes": _table(
            {
                "easting": point()["easting"],
                "northing": point()["northing"],
                "lsoa_code": lsoa_code(),
            },
        ),
        "site_minutes": _table(
            {
                "site_id": text("a site such as L85001-1", pattern=SITE_ID),
                "lsoa_code": lsoa_code(),
                "minutes": number("minutes", 0, 600),
            },
            "site_id", "lsoa_code",
        ),
        "practice_minutes": _table(
            {
                "snapshot": snapshot(),
                "practice_a": practice_code(),
                "practice_b": practice_code(),
                "minutes": number("minutes", 0, 600),
            },
            "snapshot", "practice_a", "practice_b",
        ),
        "adjacency": _table(
            {
                "snapshot": snapshot(),
                "practice_a": practice_code(),
                "practice_b": practice_code(),
                "why": text("delaunay, near or same site",
                            choices=("delaunay", "near", "same site")),
            },
            "snapshot", "practice_a", "practice_b",
        ),
        "registrations": _table(
            {
                "snapshot": snapshot(),
                "practice_code": practice_code(),
                "lsoa_code": lsoa_code(),
                "patients": number("patients", 0, 20_000),
            },
            "snapshot", "practice_code", "lsoa_code",
        ),
        "published_car_minutes": _table(
            {
                "lsoa_code": lsoa_code(),
                "hospital": text("a hospital"),
                "minutes_published": number("minutes", 0, 600),
                "hospital_easting": point()["easting"],
                "hospital_northing": point()["northing"],
            },
            "lsoa_code", "hospital",
        ),
        "model_errors": _table(
            {
                "model": text("a model's name"),
                "measure": text("what was measured"),
                "snapshot": text("a snapshot", may_be_empty=True),
                "value": number("a number", -1_000_000, 1_000_000),
                "unit": text("a unit", may_be_empty=True),
                "note": text("a remark", may_be_empty=True),
            },
        ),
    }
)  # fmt: skip

SHAPES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "small_areas": ("lsoa_code",),
        "outlines": ("kind", "name"),
        "road_sketch": ("kind", "name"),
        "bridges": ("name", "note", "source"),
    }
)
"""GeoJSON files and the properties each feature must have."""

REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("practices", ("snapshot",), "snapshots", ("snapshot",)),
    ("snapshots", ("residents_year",), "residents", ("residents_year",)),
    ("residents", ("lsoa_code",), "small_areas", ("lsoa_code",)),
    ("postcodes", ("lsoa_code",), "small_areas", ("lsoa_code",)),
    ("practice_ages", ("snapshot", "practice_code"), "practices", ("snapshot", "practice_code")),
    ("site_minutes", ("site_id",), "sites", ("site_id",)),
    ("site_minutes", ("lsoa_code",), "small_areas", ("lsoa_code",)),
    ("sites", ("site_id",), "site_minutes", ("site_id",)),
    ("practice_minutes", ("snapshot", "practice_a"), "practices", ("snapshot", "practice_code")),
    ("practice_minutes", ("snapshot", "practice_b"), "practices", ("snapshot", "practice_code")),
    ("adjacency", ("snapshot", "practice_a"), "practices", ("snapshot", "practice_code")),
    ("adjacency", ("snapshot", "practice_b"), "practices", ("snapshot", "practice_code")),
    ("registrations", ("snapshot", "practice_code"), "practices", ("snapshot", "practice_code")),
    ("registrations", ("lsoa_code",), "small_areas", ("lsoa_code",)),
)
"""Rows of the first table whose values must occur in the second."""
