"""Reference groupings and what became of the practices of 2015."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.derive.by_hand import read_by_hand
from somerset_maps.derive.names import title_case
from somerset_maps.sources.payments import read_networks

PCN_REFERENCE = "pcn-2020"

_SHORT_NAMES = {
    "CHARD, ILMINSTER & LANGPORT (CLICK) PCN": "Chard, Ilminster and Langport",
    "SOUTH SOMERSET EAST - RPN PCN": "South Somerset East",
}


def reference_groups(practice_folder: Path) -> pd.DataFrame:
    """The table reference_groups.csv: the Primary Care Networks of 2019-20.

    Practices the payments table puts in no network are not in the result. The localities need
    no rows here: they are a column of practices.csv.
    """
    networks = read_networks(practice_folder / "nhs_payments_to_gp_2019-20_somerset.csv")
    names = networks.map(
        lambda name: _SHORT_NAMES.get(name) or title_case(name.removesuffix(" PCN"))
    )
    table = names.rename("group").reset_index()
    table.insert(0, "reference", PCN_REFERENCE)
    return table.assign(as_of="2019-20").sort_values(["group", "practice_code"])


def successors() -> pd.DataFrame:
    """The table successors.csv, compiled by hand from ODS dates and list sizes."""
    return read_by_hand("successors")
