"""What each table of data/ must hold: columns, keys, and references between tables."""

from __future__ import annotations

from types import MappingProxyType

from somerset_maps.sources.columns import DISTRICTS, LOCALITIES, Table
from somerset_maps.sources.place_schemas import PLACE_TABLES
from somerset_maps.sources.practice_schemas import PRACTICE_TABLES

__all__ = ["DISTRICTS", "LOCALITIES", "REFERENCES", "SHAPES", "TABLES", "Table"]

TABLES: MappingProxyType[str, Table] = MappingProxyType(PRACTICE_TABLES | PLACE_TABLES)

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
    ("lineages", ("snapshot", "practice_code"), "practices", ("snapshot", "practice_code")),
    ("lineages", ("earlier_code",), "practice_history", ("practice_code",)),
)
"""Rows of the first table whose values must occur in the second."""
