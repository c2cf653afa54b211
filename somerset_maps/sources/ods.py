"""Readers of the Organisation Data Service files: practices (epraccur), branches (ebranchs)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import indexed_by_practice, read_official_table

SOMERSET_COMMISSIONER = "11X"
GP_PRACTICE_SETTING = "4"

_PRACTICE_COLUMNS = {
    "organisation_code": "practice_code",
    "name": "official_name",
    "address_1": "address_1",
    "postcode": "postcode",
    "status_code": "status",
    "commissioner_parent": "commissioner",
    "prescribing_setting": "setting",
}
_BRANCH_COLUMNS = {
    "branch_code": "branch_code",
    "name": "official_name",
    "address_1": "address_1",
    "postcode": "postcode",
    "open_date": "opened",
    "close_date": "closed",
    "parent_practice": "practice_code",
}


def read_open_practices(path: Path, also_open: tuple[str, ...] = ()) -> pd.DataFrame:
    """General practices of Somerset that an epraccur file shows as open.

    Args:
        path: epraccur with headings.
        also_open: codes the file already shows as closed though they were open on the day
            the snapshot describes.

    Returns:
        Index practice_code, sorted; official_name, address_1, postcode.

    Raises:
        DataError: the file is missing or is not an epraccur table, or a code occurs twice.
    """
    table = read_official_table(path, _PRACTICE_COLUMNS)
    practice = (table["commissioner"] == SOMERSET_COMMISSIONER) & (
        table["setting"] == GP_PRACTICE_SETTING
    )
    still_open = (table["status"] == "A") | table["practice_code"].isin(also_open)
    chosen = indexed_by_practice(table[practice & still_open], path)
    return chosen[["official_name", "address_1", "postcode"]].sort_index()


def read_branches(path: Path) -> pd.DataFrame:
    """Branch surgeries that an ebranchs file shows without a closing date.

    Returns:
        One row a branch: branch_code, practice_code, official_name, address_1, postcode,
        opened (ISO date or missing).
    """
    table = read_official_table(path, _BRANCH_COLUMNS)
    table = table[table["closed"].isna()].reset_index(drop=True)
    table["opened"] = pd.to_datetime(table["opened"], format="%Y%m%d").dt.strftime("%Y-%m-%d")
    return table.drop(columns="closed")
