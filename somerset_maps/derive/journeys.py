"""Tables that the travel and registration models compute: minutes, adjacency, registrations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from somerset_maps.catchment import registrations
from somerset_maps.catchment.balance import FloatArray
from somerset_maps.catchment.registrations import mean_by_area
from somerset_maps.derive import adjacency, validation
from somerset_maps.errors import DataError
from somerset_maps.travel import SAME_SITE_MINUTES, TravelModel

OUTSIDE = "outside"
"""Kind of a delivery point whose practice belongs to another county."""

LEAST_PATIENTS = 0.005
"""Modelled cells below this are left out: they would round to nothing."""


@dataclass(frozen=True)
class Places:
    """Points that minutes are computed to, and the tables that name them."""

    areas: pd.DataFrame
    residents: pd.DataFrame
    postcodes: pd.DataFrame
    area_of_postcode: FloatArray

    @property
    def postcode_points(self) -> FloatArray:
        """Easting and northing of every postcode, (n, 2)."""
        return np.asarray(self.postcodes[["easting", "northing"]], dtype=float)

    def by_area(self, to_postcodes: FloatArray) -> FloatArray:
        """Mean over each area's postcodes: (rows, postcodes) becomes (rows, areas)."""
        return mean_by_area(to_postcodes, self.area_of_postcode, len(self.areas))

    def residents_of(self, year: str) -> pd.DataFrame:
        """Residents by area in one year of estimates, ordered as the areas.

        Raises
        ------
        DataError
            The year has no estimates, or not for every area.
        """
        rows = self.residents[self.residents["residents_year"] == year]
        table = rows.set_index("lsoa_code").reindex(self.areas["lsoa_code"])
        if table["population"].isna().any():
            raise DataError(f"residents.csv has no row of {year} for some of the small areas.")
        return table


def read_places(data_dir: Path) -> Places:
    """Small areas, residents and postcodes from the project's tables."""
    areas = _read(data_dir, "small_areas.csv").sort_values("lsoa_code", ignore_index=True)
    postcodes = _read(data_dir, "postcodes.csv")
    position = pd.Series(areas.index, index=areas["lsoa_code"])
    area_of_postcode = postcodes["lsoa_code"].map(position)
    if area_of_postcode.isna().any():
        row = int(np.flatnonzero(area_of_postcode.isna())[0]) + 2
        raise DataError(f"postcodes.csv, row {row}: the lsoa_code is not in small_areas.csv.")
    return Places(
        areas=areas,
        residents=_read(data_dir, "residents.csv"),
        postcodes=postcodes,
        area_of_postcode=area_of_postcode.to_numpy(int),
    )


def write(input_folder: Path, out: Path) -> None:
    """Compute and write every table that needs the travel model.

    Parameters
    ----------
    input_folder : Path
        Not read: everything comes from the tables written before. Kept so that every step of
        the derivation is called alike.
    out : Path
        Folder with the tables of areas and practices; site_minutes.csv, practice_minutes.csv,
        adjacency.csv, registrations.csv and model_errors.csv are written there.

    Raises
    ------
    DataError
        A table is missing, a site has two positions, or a practice has no site.
    """
    model = TravelModel.from_data(out)
    places = read_places(out)
    practices = _read(out, "practices.csv")
    sites = _read(out, "sites.csv")
    snapshots = _read(out, "snapshots.csv")

    points = distinct_sites(sites)
    to_postcodes = model.minutes(points[["easting", "northing"]], places.postcode_points)
    minutes = site_minutes(points, places, to_postcodes)
    _write_csv(minutes, out / "site_minutes.csv")

    pairs, edges, spread = [], [], []
    for snapshot, of_snapshot in practices.groupby("snapshot", sort=True):
        here = of_snapshot.sort_values("practice_code", ignore_index=True)
        between = practice_minutes(model, here)
        pairs.append(_pairs(between, here, str(snapshot)))
        edges.append(adjacency.edges(here, between).assign(snapshot=snapshot))
        nearest = nearest_site(here, sites[sites["snapshot"] == snapshot], points, to_postcodes)
        year = _residents_year(snapshots, str(snapshot))
        modelled = registrations(
            here["list_size"],
            places.residents_of(year)["population"],
            nearest,
            places.area_of_postcode,
        )
        spread.append(_long(modelled, here, places, str(snapshot)))
    _write_csv(pd.concat(pairs), out / "practice_minutes.csv")
    columns = ["snapshot", "practice_a", "practice_b", "why"]
    _write_csv(pd.concat(edges)[columns], out / "adjacency.csv")
    _write_csv(pd.concat(spread), out / "registrations.csv")
    _write_csv(validation.model_errors(out, model), out / "model_errors.csv")


def distinct_sites(sites: pd.DataFrame) -> pd.DataFrame:
    """Every delivery point once, whatever the snapshots it appears in.

    Raises
    ------
    DataError
        One site_id stands at two places.
    """
    points = sites[["site_id", "easting", "northing"]].drop_duplicates()
    twice = points["site_id"][points["site_id"].duplicated()]
    if len(twice):
        raise DataError(f"sites.csv: {twice.iloc[0]} has two positions; give each its own site_id.")
    return points.sort_values("site_id", ignore_index=True)


def site_minutes(points: pd.DataFrame, places: Places, to_postcodes: FloatArray) -> pd.DataFrame:
    """Minutes from each site to each small area: the mean over the area's postcodes."""
    table = pd.DataFrame(
        places.by_area(to_postcodes), index=points["site_id"], columns=places.areas["lsoa_code"]
    )
    return table.round(2).stack().rename("minutes").reset_index()


def practice_minutes(model: TravelModel, practices: pd.DataFrame) -> FloatArray:
    """Minutes between main sites, symmetric, 0 on the diagonal, never below 1.4 elsewhere.

    Two practices at one point or postcode are 1.4 minutes apart; nearer than that the model
    cannot tell, so it is also the least for all.
    """
    points = practices[["easting", "northing"]].to_numpy(float)
    between = model.minutes(points, points)
    between = np.maximum((between + between.T) / 2, SAME_SITE_MINUTES)
    between[adjacency.same_site(practices)] = SAME_SITE_MINUTES
    np.fill_diagonal(between, 0.0)
    return between


def nearest_site(
    practices: pd.DataFrame, sites: pd.DataFrame, points: pd.DataFrame, to_postcodes: FloatArray
) -> FloatArray:
    """Minutes from each practice's nearest own site to each postcode, (practices, postcodes).

    Raises
    ------
    DataError
        A practice has no site.
    """
    row = pd.Series(points.index, index=points["site_id"])
    own = sites[sites["kind"] != OUTSIDE].groupby("practice_code")["site_id"]
    found = {str(code): row.loc[list(ids)].to_numpy() for code, ids in own}
    missing = sorted(set(practices["practice_code"]) - set(found))
    if missing:
        raise DataError(f"sites.csv has no site for {', '.join(missing)}.")
    return np.stack([to_postcodes[found[code]].min(axis=0) for code in practices["practice_code"]])


def _pairs(between: FloatArray, practices: pd.DataFrame, snapshot: str) -> pd.DataFrame:
    first, second = np.triu_indices(len(practices), k=1)
    codes = practices["practice_code"].to_numpy()
    return pd.DataFrame(
        {
            "snapshot": snapshot,
            "practice_a": codes[first],
            "practice_b": codes[second],
            "minutes": between[first, second].round(2),
        }
    )


def _long(
    modelled: FloatArray, practices: pd.DataFrame, places: Places, snapshot: str
) -> pd.DataFrame:
    row, column = np.nonzero(modelled >= LEAST_PATIENTS)
    return pd.DataFrame(
        {
            "snapshot": snapshot,
            "practice_code": practices["practice_code"].to_numpy()[row],
            "lsoa_code": places.areas["lsoa_code"].to_numpy()[column],
            "patients": modelled[row, column].round(2),
        }
    )


def _residents_year(snapshots: pd.DataFrame, snapshot: str) -> str:
    found = snapshots.loc[snapshots["snapshot"] == snapshot, "residents_year"]
    if found.empty:
        raise DataError(f"snapshots.csv has no row for {snapshot}.")
    return str(found.iloc[0])


def _read(data_dir: Path, name: str) -> pd.DataFrame:
    path = data_dir / name
    if not path.is_file():
        raise DataError(f"{path} is missing: journeys are computed from it.")
    keys = {"snapshot": str, "practice_code": str, "site_id": str, "residents_year": str}
    return pd.read_csv(path, dtype=keys)


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")
