"""What each table of places and of modelled values of data/ must hold: columns and keys."""

from __future__ import annotations

import pandera.pandas as pa

from somerset_maps.sources.columns import (
    SITE_ID,
    Table,
    count,
    in_district,
    lsoa_code,
    number,
    point,
    practice_code,
    snapshot,
    table,
    text,
    yes_no,
)


def _imd_deciles() -> dict[str, pa.Column]:
    return {
        f"imd{year}_decile": number("a tenth of England, 1 most deprived", 1, 10, whole=True)
        for year in (2015, 2019)
    }


PLACE_TABLES: dict[str, Table] = {
    "small_areas": table(
        {
            "lsoa_code": lsoa_code(),
            "name": text("a name"),
            "official_name": text("the official name"),
            "msoa_code": text("an MSOA code", pattern=r"^E02\d{6}$"),
            "msoa_name": text("a name"),
            **in_district(),
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
    "residents": table(
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
    "settlements": table(
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
    "postcodes": table(
        {
            "easting": point()["easting"],
            "northing": point()["northing"],
            "lsoa_code": lsoa_code(),
        },
    ),
    "site_minutes": table(
        {
            "site_id": text("a site such as L85001-1", pattern=SITE_ID),
            "lsoa_code": lsoa_code(),
            "minutes": number("minutes", 0, 600),
        },
        "site_id", "lsoa_code",
    ),
    "practice_minutes": table(
        {
            "snapshot": snapshot(),
            "practice_a": practice_code(),
            "practice_b": practice_code(),
            "minutes": number("minutes", 0, 600),
        },
        "snapshot", "practice_a", "practice_b",
    ),
    "adjacency": table(
        {
            "snapshot": snapshot(),
            "practice_a": practice_code(),
            "practice_b": practice_code(),
            "why": text("delaunay, near or same site",
                        choices=("delaunay", "near", "same site")),
        },
        "snapshot", "practice_a", "practice_b",
    ),
    "registrations": table(
        {
            "snapshot": snapshot(),
            "practice_code": practice_code(),
            "lsoa_code": lsoa_code(),
            "patients": number("patients", 0, 20_000),
        },
        "snapshot", "practice_code", "lsoa_code",
    ),
    "published_car_minutes": table(
        {
            "lsoa_code": lsoa_code(),
            "hospital": text("a hospital"),
            "minutes_published": number("minutes", 0, 600),
            "hospital_easting": point()["easting"],
            "hospital_northing": point()["northing"],
        },
        "lsoa_code", "hospital",
    ),
    "model_errors": table(
        {
            "model": text("a model's name"),
            "measure": text("what was measured"),
            "snapshot": text("a snapshot", may_be_empty=True),
            "value": number("a number", -1_000_000, 1_000_000),
            "unit": text("a unit", may_be_empty=True),
            "note": text("a remark", may_be_empty=True),
        },
    ),
}  # fmt: skip
