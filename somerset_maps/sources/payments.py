"""Reader of NHS Payments to General Practice: contract, dispensing, weighted list, network."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import (
    as_numbers,
    indexed_by_practice,
    read_official_table,
)

_COLUMNS = {
    "Practice Code": "practice_code",
    "Contract Type": "contract",
    "Dispensing Practice": "dispensing",
    "Number of Registered Patients (Last Known Figure)": "list_size",
    "Number of Weighted Patients (Last Known Figure)": "weighted_list",
}


def read_payments(path: Path) -> pd.DataFrame:
    """One financial year of payments.

    Returns:
        Index practice_code; contract ("GMS", "PMS", "APMS"), dispensing ("true", "false" or
        missing), list_size and weighted_list (patients, as published; missing where the
        table has none).

    Raises:
        DataError: the file lacks a column or repeats a practice.
    """
    table = indexed_by_practice(read_official_table(path, _COLUMNS), path).sort_index()
    table["dispensing"] = table["dispensing"].map({"Yes": "true", "No": "false"})
    for column in ("list_size", "weighted_list"):
        numbers = as_numbers(table[column], path)
        table[column] = numbers.where(numbers > 0)
    return table


def read_payment_quarters(path: Path) -> pd.Series:
    """The quarter ("Q1" April to June ... "Q4") whose list a year of payments up to 2017-18 gives.

    Returns:
        Index practice_code; missing or other words where there was no list.
    """
    columns = {"Practice Code": "practice_code", "Quarter used for patient data": "quarter"}
    return indexed_by_practice(read_official_table(path, columns), path).sort_index()["quarter"]


def read_networks(path: Path) -> pd.Series:
    """Primary Care Network of each practice in a year's payments table.

    Returns:
        Index practice_code, values the network's name as published; practices in no network
        are left out.
    """
    table = read_official_table(path, {"Practice Code": "practice_code", "PCN Name": "network"})
    networks = indexed_by_practice(table, path).sort_index()["network"].dropna()
    return networks[~networks.str.startswith("Unknown")]
