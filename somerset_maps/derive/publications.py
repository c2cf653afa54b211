"""The publications that tell a practice's past: list sizes and staff since July 2013."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from somerset_maps.derive.snapshots import payments_file
from somerset_maps.sources.list_sizes import (
    read_bsa_quarter,
    read_registered_broad_ages,
    read_registered_totals,
)
from somerset_maps.sources.payments import read_payment_quarters, read_payments
from somerset_maps.sources.workforce import read_workforce

BSA_FILE = "bsa_list_size_age_sex_2013-04_to_2016-03_somerset.csv"
FIRST_QUARTER = "2013-07-01"
"""The quarter before still has L85059 apart, which was merging into L85012."""

QUARTERS = {"01-03": "January to March", "04-06": "April to June",
            "07-09": "July to September", "10-12": "October to December"}  # fmt: skip
_MONTH_OF_PAYMENT_QUARTER = {"Q1": 4, "Q2": 7, "Q3": 10, "Q4": 1}

LAST_QUARTER_YEARS = ("2014-15", "2015-16", "2016-17", "2017-18")
"""Payments years that give the list of one quarter; the later ones average four."""

MEAN_LIST_YEARS = ("2018-19", "2019-20", "2020-21", "2021-22", "2022-23")

STAFF_FILES = {
    "gp_workforce_gp_admin_fy2016-2024_somerset.csv": range(2016, 2025),
    "gp_workforce_fte_fy2023-2025_somerset.csv": range(2025, 2026),
}
FIRST_MEAN_STAFF_YEAR = 2021
"""Until 2020 the staff was counted once, on 30 September; from then on years are averaged."""


@dataclass(frozen=True)
class Publication:
    """One publication of one period.

    Attributes:
        source: "BSA lists", "Payments", "Workforce" or "Registered patients".
        period: what the figures stand for, in words.
        starts, ends: ISO days: of a mean the period it averages, otherwise the year or day
            within which a practice that closed may still be counted.
        is_mean: whether figures are averaged over the period.
        rows: practice_code, as_of (ISO day) and some of list_size, gp_fte, gp_headcount,
            admin_fte.
    """

    source: str
    period: str
    starts: str
    ends: str
    is_mean: bool
    rows: pd.DataFrame


def publications(folder: Path) -> Iterator[Publication]:
    """Every publication held, each source in order of time.

    Args:
        folder: the practice-side extracts.
    """
    yield from _bsa_quarters(folder)
    yield from _payments(folder)
    yield from _workforce(folder)
    yield from _registered(folder)


def _bsa_quarters(folder: Path) -> Iterator[Publication]:
    """Lists of a quarter are those of its first day: October to December 2015 equals the list
    of 30 September 2015 in the staff returns to within 6 patients a practice."""
    for year in range(2013, 2017):
        for months, words in QUARTERS.items():
            day = f"{year}-{months[:2]}-01"
            if FIRST_QUARTER <= day <= "2016-01-01":
                lists = read_bsa_quarter(folder / BSA_FILE, f"{year}_months_{months}").lists
                rows = lists[["list_size"]].assign(as_of=day).reset_index()
                yield Publication("BSA lists", f"{words} {year}", day, day, False, rows)


def _payments(folder: Path) -> Iterator[Publication]:
    for year in LAST_QUARTER_YEARS + MEAN_LIST_YEARS:
        path = folder / payments_file(year)
        first = int(year[:4])
        rows = read_payments(path)[["list_size"]]
        is_mean = year in MEAN_LIST_YEARS
        if is_mean:
            # The mean of the lists of 1 April, July, October and January.
            rows["as_of"] = f"{first}-08-15"
            period = f"{year}, mean of four quarters"
        else:
            rows["as_of"] = [
                _quarter_start(first, quarter)
                for quarter in read_payment_quarters(path).reindex(rows.index)
            ]
            period = f"{year}, last known quarter"
        yield Publication(
            "Payments", period, f"{first}-04-01", f"{first + 1}-03-31", is_mean, rows.reset_index()
        )


def _quarter_start(first_year: int, quarter: object) -> str | None:
    month = _MONTH_OF_PAYMENT_QUARTER.get(str(quarter))
    if month is None:
        return None
    return f"{first_year + (month == 1)}-{month:02d}-01"


def _workforce(folder: Path) -> Iterator[Publication]:
    columns = ["list_size", "gp_fte", "gp_headcount", "admin_fte"]
    for name, years in STAFF_FILES.items():
        for year in years:
            staff = read_workforce(folder / name, year).rename(
                columns={"list_at_count": "list_size"}
            )
            # The middle of the financial year, which was also the day of the single counts.
            day = f"{year - 1}-09-30"
            rows = staff[columns].assign(as_of=day).reset_index()
            if year < FIRST_MEAN_STAFF_YEAR:
                yield Publication("Workforce", f"30 September {year - 1}", day, day, False, rows)
            else:
                words = f"{year - 1}-{year % 100}, mean of the counts"
                yield Publication(
                    "Workforce", words, f"{year - 1}-04-01", f"{year}-03-31", True, rows
                )


def _registered(folder: Path) -> Iterator[Publication]:
    of_days = {
        "2020-04-01": read_registered_broad_ages(
            folder / "gp_registered_broad_age_sex_2020-04_somerset.csv"
        ),
        "2021-01-01": read_registered_totals(folder / "gp_registered_all_2021-01_somerset.csv"),
        "2026-04-01": read_registered_totals(folder / "gp_registered_all_2026-04_somerset.csv"),
    }
    for day, lists in of_days.items():
        when = pd.Timestamp(day)
        rows = lists.lists[["list_size"]].assign(as_of=day).reset_index()
        words = f"{when.day} {when:%B %Y}"
        yield Publication("Registered patients", words, day, day, False, rows)
