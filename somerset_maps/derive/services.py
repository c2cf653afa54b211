"""Pharmacies and hospitals, inside the county and within reach of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from somerset_maps.derive.by_hand import read_by_hand
from somerset_maps.derive.snapshots import Snapshot
from somerset_maps.errors import DataError
from somerset_maps.sources.nhs_choices import read_hospitals, read_pharmacies
from somerset_maps.sources.official_tables import as_numbers, read_official_table
from somerset_maps.sources.places import to_british_grid, to_degrees

_COLUMNS = ["service_id", "kind", "name", "postcode", "easting", "northing", "lat", "lon"]
_COLUMNS += ["as_of", "snapshots", "in_county", "note"]


def services_table(
    input_folder: Path, postcodes: pd.DataFrame, snapshots: Sequence[Snapshot]
) -> pd.DataFrame:
    """The table services.csv: one row a pharmacy or hospital as a listing shows it.

    Args:
        input_folder: folder with practice/ and geo/.
        postcodes: index postcode; easting, northing.
        snapshots: hospitals belong to all, pharmacies to those that name their listing.
    """
    hospitals = pd.concat(
        [_hospitals_inside(input_folder, postcodes), _hospitals_outside(input_folder)]
    ).assign(snapshots=_keys(snapshots))
    pharmacies = _pharmacies(input_folder, postcodes, snapshots)
    services = pd.concat([hospitals, pharmacies], ignore_index=True)
    services[["lat", "lon"]] = services[["lat", "lon"]].round(5)
    services[["easting", "northing"]] = services[["easting", "northing"]].round(0).astype(int)
    return services[_COLUMNS]


def _keys(snapshots: Iterable[Snapshot]) -> str:
    return ";".join(snapshot.snapshot for snapshot in snapshots)


def _hospitals_inside(input_folder: Path, postcodes: pd.DataFrame) -> pd.DataFrame:
    path = input_folder / "practice" / "nhs_choices_hospitals_2014-02_somerset.csv"
    chosen = read_by_hand("hospitals")
    published = read_hospitals(path)[["organisation_code", "postcode", "lat", "lon"]]
    joined = chosen.merge(published, on=["organisation_code", "postcode"], how="left")
    if joined["lat"].isna().any():
        absent = ", ".join(joined.loc[joined["lat"].isna(), "name"])
        raise DataError(f"{path.name} no longer lists {absent}.")
    return _at_postcode(joined, postcodes).assign(as_of="February 2014", in_county="true")


def _hospitals_outside(input_folder: Path) -> pd.DataFrame:
    """Neighbours' hospitals: the acute ones with their postcode, community ones without."""
    acute_path = input_folder / "geo" / "acute_stroke_hospitals_points.csv"
    acute = read_official_table(
        acute_path,
        {
            "hospital": "published_name",
            "hospital_postcode": "postcode",
            "hospital_lat": "lat",
            "hospital_lon": "lon",
        },
    )
    acute["postcode"] = acute["postcode"].str.replace(r"^(.*)(...)$", r"\1 \2", regex=True)
    other_path = input_folder / "geo" / "hospitals_2022_points.csv"
    other = read_official_table(
        other_path, {"name": "published_name", "lat": "lat", "lon": "lon", "in_somerset": "inside"}
    )
    other = other[other["inside"] == "0"].drop(columns="inside")
    # Both lists have some hospitals, and the second repeats a few: the first record stands.
    published = pd.concat(
        [acute.assign(as_of="2023"), other.assign(as_of="2022")], ignore_index=True
    ).drop_duplicates("published_name")
    joined = read_by_hand("hospitals_outside").merge(published, on="published_name", how="left")
    if joined["lat"].isna().any():
        absent = ", ".join(joined.loc[joined["lat"].isna(), "published_name"])
        raise DataError(f"{acute_path.name} and {other_path.name} no longer list {absent}.")
    joined["lat"] = as_numbers(joined["lat"], other_path)
    joined["lon"] = as_numbers(joined["lon"], other_path)
    joined["easting"], joined["northing"] = to_british_grid(joined["lat"], joined["lon"])
    return joined.assign(in_county="false")


def _pharmacies(
    input_folder: Path, postcodes: pd.DataFrame, snapshots: Sequence[Snapshot]
) -> pd.DataFrame:
    """The listings of 2014 and 2020; a pharmacy unchanged between them is one row."""
    early = read_pharmacies(
        input_folder / "practice" / "nhs_choices_pharmacies_2014-02_somerset.csv"
    )
    early = _at_postcode(early, postcodes)
    path = input_folder / "geo" / "pharmacies_nhs_2020.csv"
    columns = {name: name for name in ("ods_code", "name", "postcode", "lat", "lon")}
    late = read_official_table(path, columns)
    late["lat"], late["lon"] = as_numbers(late["lat"], path), as_numbers(late["lon"], path)
    late["easting"], late["northing"] = to_british_grid(late["lat"], late["lon"])
    same = ["ods_code", "name", "postcode"]
    unchanged = pd.MultiIndex.from_frame(late[same])
    in_both = pd.MultiIndex.from_frame(early[same]).isin(unchanged)
    early["snapshots"] = _keys(s for s in snapshots if s.pharmacies == "2014-02")
    early.loc[in_both, "snapshots"] = _keys(snapshots)
    only_late = ~unchanged.isin(pd.MultiIndex.from_frame(early[same]))
    late = late[only_late].assign(
        snapshots=_keys(s for s in snapshots if s.pharmacies == "2020-02"), as_of="February 2020"
    )
    rows = pd.concat([early.assign(as_of="February 2014"), late], ignore_index=True)
    again = rows["ods_code"].duplicated()
    rows["service_id"] = rows["ods_code"].where(~again, rows["ods_code"] + "-2020")
    return rows.assign(kind="pharmacy", in_county="true")


def _at_postcode(table: pd.DataFrame, postcodes: pd.DataFrame) -> pd.DataFrame:
    """Put rows on their postcode's point, which is finer than NHS Choices' rounded degrees."""
    placed = table.join(postcodes[["easting", "northing"]], on="postcode")
    easting, northing = to_british_grid(placed["lat"], placed["lon"])
    placed["easting"] = placed["easting"].fillna(pd.Series(easting, index=placed.index))
    placed["northing"] = placed["northing"].fillna(pd.Series(northing, index=placed.index))
    placed["lat"], placed["lon"] = to_degrees(placed["easting"], placed["northing"])
    return placed
