"""The practice side of data/: snapshots, practices, ages, sites, services, groupings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from somerset_maps.derive.areas import LOCALITY_OF_DISTRICT
from somerset_maps.derive.delivery_points import (
    candidate_branches,
    sites_of_snapshot,
    sites_table,
)
from somerset_maps.derive.groupings import reference_groups, successors
from somerset_maps.derive.names import nearest_places, practice_names
from somerset_maps.derive.returns import checks_of
from somerset_maps.derive.services import services_table
from somerset_maps.derive.snapshots import SNAPSHOTS, Snapshot, snapshots_table
from somerset_maps.errors import DataError
from somerset_maps.sources.deprivation import read_practice_deprivation
from somerset_maps.sources.list_sizes import (
    ListSizes,
    read_bsa_quarter,
    read_registered_broad_ages,
    read_registered_totals,
    totals_from_payments,
)
from somerset_maps.sources.ods import read_open_practices
from somerset_maps.sources.payments import read_payments
from somerset_maps.sources.places import read_postcodes, read_settlements, to_degrees
from somerset_maps.sources.workforce import read_workforce

POSTCODES_FILE = "code_point_open_2014_somerset_postcodes.csv"
DEPRIVATION_FILE = "ohid_practice_imd_2010_2015_2019_somerset.csv"

PRACTICE_COLUMNS = [
    "snapshot",
    "practice_code",
    "name",
    "official_name",
    "place",
    "postcode",
    "easting",
    "northing",
    "lat",
    "lon",
    "district",
    "locality",
    "list_size",
    "weighted_list",
    "patients_65_plus",
    "patients_75_plus",
    "gp_fte",
    "gp_headcount",
    "admin_fte",
    "contract",
    "dispensing",
    "imd_score",
    "to_check",
    "to_check_kinds",
]
_WHOLE_NUMBERS = ["easting", "northing", "list_size", "patients_65_plus", "patients_75_plus"]
_DECIMALS = {"weighted_list": 0, "gp_fte": 1, "gp_headcount": 1, "admin_fte": 1, "imd_score": 2}


def write(input_folder: Path, out: Path) -> None:
    """Derive the practice-side tables and write them as CSV.

    Args:
        input_folder: folder with the sub-folders practice/ and geo/ of official extracts.
        out: folder of the project's own tables.

    Raises:
        DataError: an extract is missing or does not hold what it should.
    """
    folder = input_folder / "practice"
    postcodes = read_postcodes(folder / POSTCODES_FILE)
    settlements = read_settlements(input_folder / "geo" / "settlements_geonames_cities500.csv")
    candidates = candidate_branches(folder, postcodes)
    practices, ages, sites = [], [], {}
    for snapshot in SNAPSHOTS:
        lists = read_lists(folder, snapshot)
        frame = practices_of_snapshot(folder, snapshot, lists, postcodes)
        frame["place"] = nearest_places(frame, settlements)
        sites[snapshot.snapshot] = sites_of_snapshot(frame, candidates)
        practices.append(frame.reset_index())
        ages.append(lists.ages[lists.ages["practice_code"].isin(frame.index)])
        ages[-1].insert(0, "snapshot", snapshot.snapshot)
    days = {s.snapshot: s.workforce_as_of for s in SNAPSHOTS} | {
        s.snapshot: s.practices_as_of for s in SNAPSHOTS if s.practices_as_of[:1].isdigit()
    }
    tables = {
        "snapshots": snapshots_table(),
        "practices": _rounded(pd.concat(practices, ignore_index=True))[PRACTICE_COLUMNS],
        "practice_ages": pd.concat(ages, ignore_index=True).astype({"patients": int}),
        "sites": sites_table(sites, days),
        "services": services_table(input_folder, postcodes, SNAPSHOTS),
        "reference_groups": reference_groups(folder),
        "successors": successors(),
        "published_practice_deprivation": read_practice_deprivation(
            folder / DEPRIVATION_FILE
        ).round({"score": 3}),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(out / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")


def read_lists(folder: Path, snapshot: Snapshot) -> ListSizes:
    """The snapshot's list sizes from the publication it names."""
    path = folder / snapshot.lists_file
    if snapshot.lists_publication == "bsa":
        return read_bsa_quarter(path, snapshot.lists_period)
    if snapshot.lists_publication == "registered-ages":
        return read_registered_broad_ages(path)
    if snapshot.lists_publication == "registered-totals":
        return read_registered_totals(path)
    return totals_from_payments(read_payments(folder / snapshot.payments_file))


def practices_of_snapshot(
    folder: Path, snapshot: Snapshot, lists: ListSizes, postcodes: pd.DataFrame
) -> pd.DataFrame:
    """The open practices of a snapshot with everything known of each.

    Returns:
        Index practice_code; the columns of practices.csv without place. What a publication
        does not give is missing, never zero.

    Raises:
        DataError: an open practice has no list size or no known postcode.
    """
    frame = read_open_practices(folder / snapshot.practices_file, snapshot.also_open)
    frame = frame[~frame.index.isin(list(snapshot.joined))]
    frame["name"] = practice_names(frame["official_name"])
    frame = frame.join(postcodes, on="postcode")
    _all_known(frame["easting"], snapshot, "a postcode of the county")
    frame["locality"] = frame["district"].map(LOCALITY_OF_DISTRICT)
    frame["lat"], frame["lon"] = to_degrees(frame["easting"], frame["northing"])
    frame = frame.join(lists.lists)
    _all_known(frame["list_size"], snapshot, "a list size")
    payments = read_payments(folder / snapshot.payments_file)
    frame = frame.join(payments[["contract", "dispensing", "weighted_list"]])
    staff = read_workforce(folder / snapshot.workforce_file, snapshot.workforce_year)
    frame = frame.join(with_joined_staff(staff, snapshot.joined))
    scores = read_practice_deprivation(folder / DEPRIVATION_FILE)
    of_year = scores[scores["imd_year"] == snapshot.imd_year].set_index("practice_code")
    frame["imd_score"] = of_year["score"]
    frame = frame.join(_checks(folder, snapshot, frame))
    frame["snapshot"] = snapshot.snapshot
    return frame


def with_joined_staff(staff: pd.DataFrame, joined: Mapping[str, str]) -> pd.DataFrame:
    """Add returns made under codes whose patients have moved to those of their successors.

    >>> staff = pd.DataFrame({"gp_fte": [4.0, 3.7]}, index=["L85016", "L85010"])
    >>> with_joined_staff(staff, {"L85010": "L85016"})["gp_fte"].to_dict()
    {'L85016': 7.7}
    """
    if not joined:
        return staff
    heirs = [joined.get(code, code) for code in staff.index]
    added = staff.groupby(heirs).sum(min_count=1)
    return added.rename_axis(staff.index.name)


def _all_known(column: pd.Series, snapshot: Snapshot, what: str) -> None:
    if column.isna().any():
        codes = ", ".join(column.index[column.isna()])
        raise DataError(f"Snapshot {snapshot.snapshot}: {codes} without {what}.")


def _checks(folder: Path, snapshot: Snapshot, practices: pd.DataFrame) -> pd.DataFrame:
    """to_check (words) and to_check_kinds (keys), both missing where nothing stands out."""
    path = folder / snapshot.workforce_file
    try:
        before = read_workforce(path, snapshot.workforce_year - 1)
    except DataError:
        # The first year of the returns has no year before to compare with.
        before = pd.DataFrame()
    counted = pd.Timestamp(snapshot.workforce_as_of).strftime("%B %Y")
    rows = {}
    for code, practice in practices.iterrows():
        earlier = before.loc[code] if code in before.index else None
        joined = [old for old, heir in snapshot.joined.items() if heir == code]
        found = checks_of(practice, earlier, counted, joined)
        rows[code] = {
            "to_check": "; ".join(check.reason for check in found) or None,
            "to_check_kinds": ";".join(check.kind for check in found) or None,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers, measured values as finely as they were published."""
    table = table.round(_DECIMALS | {"lat": 5, "lon": 5})
    for column in [*_WHOLE_NUMBERS, "weighted_list"]:
        table[column] = table[column].round(0).astype("Int64")
    return table
