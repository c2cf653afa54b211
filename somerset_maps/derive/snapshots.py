"""What each snapshot is made of: the one table to extend when a further snapshot is added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

ListPublication = Literal["bsa", "registered-ages", "registered-totals", "payments"]
PharmacyListing = Literal["2014-02", "2020-02"]
OlderPatients = Literal["published", "interpolated", "share of 2023"]


@dataclass(frozen=True)
class Snapshot:
    """One moment of the county and the publications that describe it.

    Attributes:
        snapshot: the key, such as "2016".
        title: what people see.
        practices_as_of: day or period of the practice list (words or ISO date).
        practices_file: the ODS epraccur extract.
        also_open: codes that file shows as closed though they were open on the day meant.
        joined: codes whose patients were already on another practice's list, and that
            practice, while the practice list or the staff returns still have them apart; staff
            returned under the old code is added to the successor, and a surgery that the
            practice list still shows as open becomes the successor's.
        absorbed: the same for codes that stand alone in the payments, the deprivation scores or
            the shares of ages: weighted lists are added, scores and shares averaged by list.
        apart_year: the latest payments year in which every practice of `absorbed` still had its
            own list all year: the weights of those averages.
        lists_as_of: day or quarter of the list sizes.
        lists_publication: which reader the list sizes need.
        lists_file: the extract of list sizes (unused for "payments").
        lists_period: the quarter inside a NHSBSA file.
        workforce_as_of: day of the staff count, or the year whose counts were averaged.
        workforce_file: the extract of staff returns.
        workforce_year: the financial year of the staff count, by its end.
        payments_year: financial year of contract, dispensing and weighted list.
        imd_year: edition of the practice deprivation score.
        residents_year: ONS population estimate that goes with the snapshot.
        basis_note: the above in one sentence.
        pharmacies: the listing of pharmacies nearest in time.
        older_patients: where patients aged 65 and over come from: "published" with the lists
            (or not at all), "interpolated" between the snapshots before and after, or the
            "share of 2023" applied to the list.
        is_default: the snapshot a new user sees.
    """

    snapshot: str
    title: str
    practices_as_of: str
    practices_file: str
    lists_as_of: str
    lists_publication: ListPublication
    lists_file: str
    workforce_as_of: str
    workforce_year: int
    payments_year: str
    imd_year: int
    residents_year: str
    basis_note: str
    pharmacies: PharmacyListing
    lists_period: str = ""
    also_open: tuple[str, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    absorbed: Mapping[str, str] = field(default_factory=dict)
    apart_year: str = ""
    older_patients: OlderPatients = "published"
    workforce_file: str = "gp_workforce_gp_admin_fy2016-2024_somerset.csv"
    is_default: bool = False

    @property
    def payments_file(self) -> str:
        """The extract of the snapshot's payments year."""
        return payments_file(self.payments_year)

    @property
    def day(self) -> str:
        """ISO day of the practice list; of the staff count where only the season is known."""
        dated = self.practices_as_of[:1].isdigit()
        return self.practices_as_of if dated else self.workforce_as_of

    @property
    def counted(self) -> str:
        """When the staff was counted, in words ("September 2015", "2024-25")."""
        if self.workforce_as_of.count("-") == 2:
            return str(pd.Timestamp(self.workforce_as_of).strftime("%B %Y"))
        return self.workforce_as_of.split(" (")[0]


def payments_file(year: str) -> str:
    """The extract of one financial year of payments, "2015-16"."""
    return f"nhs_payments_to_gp_{year}_somerset.csv"


SNAPSHOTS: tuple[Snapshot, ...] = (
    Snapshot(
        snapshot="2016",
        title="2015-16",
        practices_as_of="2015-11-27",
        practices_file="ods_epraccur_2015-11-27_somerset.csv",
        lists_as_of="January to March 2016",
        lists_publication="bsa",
        lists_file="bsa_list_size_age_sex_2013-04_to_2016-03_somerset.csv",
        lists_period="2016_months_01-03",
        workforce_as_of="2015-09-30",
        workforce_year=2016,
        payments_year="2015-16",
        imd_year=2015,
        residents_year="mid-2017",
        pharmacies="2014-02",
        basis_note=(
            "Practices open on 27 November 2015, lists of January to March 2016, staff on "
            "30 September 2015, payments 2015-16, IMD 2015, residents of mid-2017 (the nearest "
            "estimate held)"
        ),
        is_default=True,
    ),
    Snapshot(
        snapshot="2018",
        title="2017-18",
        practices_as_of="2018-03-31",
        practices_file="ods_epraccur_2018-mid_somerset.csv",
        # Closed on 15 April 2018, so the list of that summer shows it as closed.
        also_open=("L85060",),
        lists_as_of="January to March 2018",
        lists_publication="payments",
        lists_file="",
        workforce_as_of="2017-09-30",
        workforce_year=2018,
        payments_year="2017-18",
        imd_year=2015,
        residents_year="mid-2017",
        pharmacies="2020-02",
        older_patients="interpolated",
        basis_note=(
            "Practices open on 31 March 2018, lists of January to March 2018 and payments 2017-18, "
            "staff on 30 September 2017, IMD 2015, residents of mid-2017; patients aged 65 and "
            "over interpolated between early 2016 and April 2020"
        ),
    ),
    Snapshot(
        snapshot="2020",
        title="2019-20",
        practices_as_of="late 2019",
        practices_file="ods_epraccur_2019-late_somerset.csv",
        lists_as_of="2020-04-01",
        lists_publication="registered-ages",
        lists_file="gp_registered_broad_age_sex_2020-04_somerset.csv",
        workforce_as_of="2019-09-30",
        workforce_year=2020,
        payments_year="2019-20",
        imd_year=2019,
        residents_year="mid-2019",
        pharmacies="2020-02",
        basis_note=(
            "Practices open in late 2019, lists of 1 April 2020, staff on 30 September 2019, "
            "payments 2019-20, IMD 2019, residents of mid-2019"
        ),
    ),
    Snapshot(
        snapshot="2026",
        title="2025-26",
        practices_as_of="2026-04-01",
        practices_file="ods_epraccur_2025-h2_somerset.csv",
        joined={"L85010": "L85016", "L85050": "L85012", "L85048": "L85064"},
        absorbed={
            "L85010": "L85016",
            "L85050": "L85012",
            "L85048": "L85064",
            "L85028": "L85030",
            "L85619": "L85030",
        },
        apart_year="2021-22",
        lists_as_of="2026-04-01",
        lists_publication="registered-totals",
        lists_file="gp_registered_all_2026-04_somerset.csv",
        workforce_as_of="2024-25 (mean of monthly counts)",
        workforce_file="gp_workforce_fte_fy2023-2025_somerset.csv",
        workforce_year=2025,
        payments_year="2022-23",
        imd_year=2019,
        residents_year="mid-2020",
        pharmacies="2020-02",
        older_patients="share of 2023",
        basis_note=(
            "Practices with a list on 1 April 2026, staff of 2024-25 with that of practices that "
            "have joined since added, payments 2022-23, IMD 2019, residents of mid-2020; patients "
            "aged 65 and over from the shares of 2023, known for 57 of the 59 practices"
        ),
    ),
)

_PUBLISHED_COLUMNS = (
    "snapshot",
    "title",
    "practices_as_of",
    "lists_as_of",
    "workforce_as_of",
    "payments_year",
    "imd_year",
    "residents_year",
    "basis_note",
)


def snapshots_table() -> pd.DataFrame:
    """The snapshots as the table snapshots.csv."""
    rows = [{column: getattr(s, column) for column in _PUBLISHED_COLUMNS} for s in SNAPSHOTS]
    table = pd.DataFrame(rows)
    table["is_default"] = ["true" if s.is_default else "false" for s in SNAPSHOTS]
    return table
