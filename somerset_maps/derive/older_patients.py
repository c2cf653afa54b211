"""Patients aged 65 and over where the publication of the lists gives no ages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.derive.joined import averaged_by_list
from somerset_maps.derive.lineages import lines_on
from somerset_maps.derive.snapshots import Snapshot, payments_file
from somerset_maps.sources.older_shares import read_shares_65_plus
from somerset_maps.sources.payments import read_payments

INTERPOLATED, SHARE_OF_2023 = "interpolated", "share of 2023"
SHARES_FILE = "practice_prop65_imd_rurality_heec_somerset.csv"


def from_shares_of_2023(
    practice_folder: Path, snapshot: Snapshot, practices: pd.DataFrame
) -> pd.Series:
    """Published shares of 2023 applied to the snapshot's lists.

    Practices that have joined since are averaged by the lists they had while apart.

    Returns:
        Index practice_code; patients, missing for practices that the table of 2023 lacks.
    """
    shares = read_shares_65_plus(practice_folder / SHARES_FILE)
    apart = read_payments(practice_folder / payments_file(snapshot.apart_year))["list_size"]
    share = averaged_by_list(shares, snapshot.absorbed, apart)
    return practices["list_size"] * share.reindex(practices.index)


def interpolated(
    practices: pd.DataFrame,
    day: str,
    before: pd.DataFrame,
    after: pd.DataFrame,
    successors: pd.DataFrame,
) -> pd.Series:
    """Patients from a share half way between the snapshot before and the one after.

    A practice's share starts at that of the practices it is made of in the snapshot before. It
    then moves by half of what happened until the snapshot after to the practice that holds its
    patients there, so that a merger still to come changes nobody's share.

    Args:
        practices: index practice_code; list_size.
        day: ISO day of the snapshot's practice list.
        before, after: index practice_code; list_size and patients_65_plus, as published.
        successors: as successors.csv; mergers before the snapshot after are followed.

    Returns:
        Index practice_code; patients, missing where a share before or after is.
    """
    made_of = lines_on(successors, before.index, day)
    ends_in = lines_on(successors, before.index, "9999-12-31", among=set(after.index))
    share_before = _share(before.groupby(made_of).sum(skipna=False))
    line_before = _share(before.groupby(ends_in).sum(skipna=False))
    line_after = _share(after)
    # The practices of the snapshot itself end where any practice they are made of ends.
    end_of = pd.Series(ends_in.to_numpy(), index=made_of.to_numpy())
    end_of = end_of[~end_of.index.duplicated()].reindex(practices.index)
    moved = line_after.reindex(end_of).to_numpy() - line_before.reindex(end_of).to_numpy()
    share = share_before.reindex(practices.index) + moved / 2
    return practices["list_size"] * share


def _share(practices: pd.DataFrame) -> pd.Series:
    return practices["patients_65_plus"] / practices["list_size"]
