"""The practice side of data/: snapshots, practices, ages, sites, services, groupings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.derive.areas import LOCALITY_OF_DISTRICT
from somerset_maps.derive.delivery_points import (
    candidate_branches,
    sites_of_snapshot,
    sites_table,
)
from somerset_maps.derive.groupings import reference_groups, successors
from somerset_maps.derive.history import dispersed_shares, practice_history
from somerset_maps.derive.joined import averaged_by_list, with_joined_staff
from somerset_maps.derive.lineages import lineages
from somerset_maps.derive.names import nearest_places, practice_names
from somerset_maps.derive.older_patients import (
    INTERPOLATED,
    SHARE_OF_2023,
    from_shares_of_2023,
    interpolated,
)
from somerset_maps.derive.returns import checks_of
from somerset_maps.derive.services import services_table
from somerset_maps.derive.snapshots import SNAPSHOTS, Snapshot, payments_file, snapshots_table
from somerset_maps.errors import DataError
from somerset_maps.sources.deprivation import read_practice_deprivation
from somerset_maps.sources.disease_registers import read_disease_registers
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
REGISTERS_FILE = "qof_registers_2021-22_presumed_somerset.csv"

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
    "share_65_basis",
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
    practices, ages, sites = {}, [], {}
    for snapshot in SNAPSHOTS:
        lists = read_lists(folder, snapshot)
        frame = practices_of_snapshot(folder, snapshot, lists, postcodes)
        frame["place"] = nearest_places(frame, settlements)
        surgeries = pd.concat([candidates, surgeries_of_joined(folder, snapshot, postcodes)])
        sites[snapshot.snapshot] = sites_of_snapshot(frame, surgeries)
        practices[snapshot.snapshot] = frame
        ages.append(lists.ages[lists.ages["practice_code"].isin(frame.index)])
        ages[-1].insert(0, "snapshot", snapshot.snapshot)
    heirs = successors()
    estimate_older_patients(folder, practices, heirs)
    every_practice = pd.concat([frame.reset_index() for frame in practices.values()])
    days = {s.snapshot: s.day for s in SNAPSHOTS}
    history = practice_history(folder, heirs)
    codes = {key: frame.index for key, frame in practices.items()}
    tables = {
        "snapshots": snapshots_table(),
        "practices": _rounded(every_practice)[PRACTICE_COLUMNS],
        "practice_ages": pd.concat(ages, ignore_index=True).astype({"patients": int}),
        "sites": sites_table(sites, days),
        "services": services_table(input_folder, postcodes, SNAPSHOTS),
        "reference_groups": reference_groups(folder),
        "successors": heirs,
        "practice_history": history,
        "lineages": lineages(codes, SNAPSHOTS, heirs, dispersed_shares(history, heirs)),
        "long_term_conditions": read_disease_registers(folder / REGISTERS_FILE),
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
    frame = frame.join(payments[["contract", "dispensing"]])
    frame = frame.join(with_joined_staff(payments[["weighted_list"]], snapshot.absorbed))
    staff = read_workforce(folder / snapshot.workforce_file, snapshot.workforce_year)
    frame = frame.join(with_joined_staff(staff, snapshot.joined))
    scores = read_practice_deprivation(folder / DEPRIVATION_FILE)
    of_year = scores[scores["imd_year"] == snapshot.imd_year].set_index("practice_code")["score"]
    if snapshot.absorbed:
        apart = read_payments(folder / payments_file(snapshot.apart_year))["list_size"]
        of_year = averaged_by_list(of_year, snapshot.absorbed, apart)
    frame["imd_score"] = of_year
    frame = frame.join(_checks(folder, snapshot, frame))
    frame["snapshot"] = snapshot.snapshot
    return frame


def surgeries_of_joined(folder: Path, snapshot: Snapshot, postcodes: pd.DataFrame) -> pd.DataFrame:
    """Surgeries of practices that have joined, while the practice list still shows them open.

    Returns:
        The columns of `candidate_branches`, with the successor's practice_code.
    """
    listed = read_open_practices(folder / snapshot.practices_file)
    listed = listed[listed.index.isin(list(snapshot.joined))]
    placed = listed.join(postcodes[["easting", "northing"]], on="postcode")
    names = practice_names(listed["official_name"])
    placed = placed.assign(name=names, source="ODS practices", opened=None).reset_index()
    placed["practice_code"] = placed["practice_code"].map(dict(snapshot.joined))
    return placed.drop(columns=["official_name", "address_1"])


def estimate_older_patients(
    folder: Path, practices: dict[str, pd.DataFrame], heirs: pd.DataFrame
) -> None:
    """Add patients aged 65 and over where the lists come without ages, and say what each is.

    Args:
        folder: the practice-side extracts.
        practices: the practices of every snapshot, index practice_code; patients_65_plus is
            filled and `share_65_basis` added in place.
        heirs: as successors.csv.
    """
    for position, snapshot in enumerate(SNAPSHOTS):
        frame = practices[snapshot.snapshot]
        if snapshot.older_patients == INTERPOLATED:
            before, after = (
                practices[SNAPSHOTS[position + step].snapshot][["list_size", "patients_65_plus"]]
                for step in (-1, 1)
            )
            frame["patients_65_plus"] = interpolated(frame, snapshot.day, before, after, heirs)
        elif snapshot.older_patients == SHARE_OF_2023:
            frame["patients_65_plus"] = from_shares_of_2023(folder, snapshot, frame)
        known = frame["patients_65_plus"].notna()
        frame["share_65_basis"] = pd.Series(snapshot.older_patients, index=frame.index).where(known)


def _all_known(column: pd.Series, snapshot: Snapshot, what: str) -> None:
    if column.isna().any():
        codes = ", ".join(column.index[column.isna()])
        raise DataError(f"Snapshot {snapshot.snapshot}: {codes} without {what}.")


def _checks(folder: Path, snapshot: Snapshot, practices: pd.DataFrame) -> pd.DataFrame:
    """to_check (words) and to_check_kinds (keys), both missing where nothing stands out."""
    path = folder / snapshot.workforce_file
    try:
        before = with_joined_staff(
            read_workforce(path, snapshot.workforce_year - 1), snapshot.joined
        )
    except DataError:
        # The first year of the returns has no year before to compare with.
        before = pd.DataFrame()
    rows = {}
    for code, practice in practices.iterrows():
        earlier = before.loc[code] if code in before.index else None
        joined = [old for old, heir in snapshot.joined.items() if heir == code]
        found = checks_of(practice, earlier, snapshot.counted, joined)
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
