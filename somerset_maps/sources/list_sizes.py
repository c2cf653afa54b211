"""Readers of registered list sizes: NHSBSA quarters and the NHS Digital monthly publication."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from somerset_maps.errors import DataError
from somerset_maps.sources.official_tables import (
    as_numbers,
    indexed_by_practice,
    read_official_table,
)

BSA_AGE_BANDS = ("0_4", "5_14", "15_24", "25_34", "35_44", "45_54", "55_64", "65_74", "75plus")
_BSA_BAND_NAMES = {band: band.replace("_", "-").replace("plus", "+") for band in BSA_AGE_BANDS}


@dataclass(frozen=True)
class ListSizes:
    """Registered patients of each practice on one day or quarter.

    Attributes:
        lists: index practice_code; list_size, patients_65_plus, patients_75_plus
            (patients; the last two missing where the publication does not give them).
        ages: long table practice_code, age_band, patients; the bands of a practice do not
            overlap and add up to its list. Empty where no ages are published.
    """

    lists: pd.DataFrame
    ages: pd.DataFrame


def read_bsa_quarter(path: Path, period: str) -> ListSizes:
    """One quarter of NHSBSA "Patient List Size" (18 age-by-sex counts, sexes added here).

    Args:
        path: the file with all quarters.
        period: the quarter as the file names it, such as "2016_months_01-03".

    Raises:
        DataError: the quarter is not in the file.
    """
    counts = [f"{sex}_{band}" for band in BSA_AGE_BANDS for sex in ("male", "female")]
    columns = {"period": "period", "practice_code": "practice_code"} | {c: c for c in counts}
    table = read_official_table(path, columns)
    table = table[table["period"] == period]
    if table.empty:
        raise DataError(f"{path.name} holds no quarter {period!r}.")
    table = indexed_by_practice(table, path).sort_index()
    numbers = table[counts].apply(lambda column: as_numbers(column, path))
    bands = pd.DataFrame(
        {
            name: numbers[f"male_{band}"] + numbers[f"female_{band}"]
            for band, name in _BSA_BAND_NAMES.items()
        }
    )
    lists = pd.DataFrame(
        {
            "list_size": bands.sum(axis=1, skipna=False),
            "patients_65_plus": bands["65-74"] + bands["75+"],
            "patients_75_plus": bands["75+"],
        }
    )
    return ListSizes(lists, _long_ages(bands))


def read_registered_broad_ages(path: Path) -> ListSizes:
    """NHS Digital "Patients registered at a GP practice" as condensed by the Commons Library.

    The published counts overlap (16+, 18+, 50+, 65+); they are turned into bands that do not.
    There is no count of patients aged 75 or over.
    """
    columns = {"PRACTICE_CODE": "practice_code", "Total": "total"} | {
        f"{age}+": f"from_{age}" for age in (16, 18, 50, 65)
    }
    table = indexed_by_practice(read_official_table(path, columns), path).sort_index()
    counts = table.apply(lambda column: as_numbers(column, path))
    bands = pd.DataFrame(
        {
            "0-15": counts["total"] - counts["from_16"],
            "16-17": counts["from_16"] - counts["from_18"],
            "18-49": counts["from_18"] - counts["from_50"],
            "50-64": counts["from_50"] - counts["from_65"],
            "65+": counts["from_65"],
        }
    )
    lists = pd.DataFrame(
        {
            "list_size": counts["total"],
            "patients_65_plus": counts["from_65"],
            "patients_75_plus": float("nan"),
        }
    )
    return ListSizes(lists, _long_ages(bands))


def read_registered_totals(path: Path) -> ListSizes:
    """NHS Digital "Patients registered at a GP practice": one total a practice, no ages."""
    columns = {"CODE": "practice_code", "NUMBER_OF_PATIENTS": "list_size"}
    table = indexed_by_practice(read_official_table(path, columns), path).sort_index()
    return _totals_only(as_numbers(table["list_size"], path))


def totals_from_payments(payments: pd.DataFrame) -> ListSizes:
    """List sizes as a year's payments table gives them (see `payments.read_payments`)."""
    return _totals_only(payments["list_size"].dropna())


def _totals_only(list_size: pd.Series) -> ListSizes:
    lists = pd.DataFrame({"list_size": list_size})
    lists["patients_65_plus"] = float("nan")
    lists["patients_75_plus"] = float("nan")
    return ListSizes(lists, pd.DataFrame(columns=["practice_code", "age_band", "patients"]))


def _long_ages(bands: pd.DataFrame) -> pd.DataFrame:
    """Practices by bands to rows, keeping the order of the bands."""
    long = bands.stack().rename("patients").rename_axis(["practice_code", "age_band"])
    return long.reset_index()
