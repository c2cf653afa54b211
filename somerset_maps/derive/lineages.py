"""Which earlier practices each practice of a snapshot is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from somerset_maps.derive.snapshots import Snapshot
from somerset_maps.sources.lines import first_day

LINEAGE_COLUMNS = ["snapshot", "practice_code", "earlier_code", "share", "effective", "kind"]


def lines_on(
    successors: pd.DataFrame,
    codes: Iterable[str],
    day: str,
    among: Collection[str] = (),
) -> pd.Series:
    """The practice that holds the patients of each code on a day, by mergers alone.

    Args:
        successors: practice_code, successor, effective, kind; dispersals are not followed.
        codes: practice codes of any date.
        day: ISO day; mergers up to it are followed.
        among: stop at a code that is one of these.

    Returns:
        Index the codes, values practice codes; a code without a successor is its own.
    """
    merged = successors[successors["kind"] == "merged"]
    heirs = {
        str(row.practice_code): str(row.successor)
        for row in merged.itertuples()
        if first_day(str(row.effective)) <= day
    }
    wanted = list(codes)
    return pd.Series([_end(code, heirs, among) for code in wanted], index=wanted, dtype=object)


def _end(code: str, heirs: Mapping[str, str], among: Collection[str]) -> str:
    while code not in among and code in heirs:
        code = heirs[code]
    return code


def lineages(
    practices: Mapping[str, Iterable[str]],
    snapshots: Iterable[Snapshot],
    successors: pd.DataFrame,
    dispersed_shares: pd.Series,
) -> pd.DataFrame:
    """The table lineages.csv: for every practice of a snapshot, itself and what it took over.

    Args:
        practices: codes of each snapshot.
        snapshots: their days.
        successors: as successors.csv.
        dispersed_shares: index (practice_code, successor): the part of a dispersed practice's
            patients that each of the practices around it gained.

    Returns:
        snapshot, practice_code, earlier_code, share (of the earlier practice's patients that
        belong to the line), effective (as successors.csv; missing for the practice itself),
        kind ("itself", "merged", "dispersed").
    """
    rows: list[dict[str, object]] = []
    for snapshot in snapshots:
        codes = list(practices[snapshot.snapshot])
        rows += [_row(snapshot, code, code, 1.0, None, "itself") for code in codes]
        past = successors[successors["effective"].map(first_day) <= snapshot.day]
        for change in past.itertuples():
            earlier, heir = str(change.practice_code), str(change.successor)
            line = lines_on(past, [heir], snapshot.day).iloc[0]
            share = dispersed_shares[earlier, heir] if change.kind == "dispersed" else 1.0
            rows.append(_row(snapshot, line, earlier, float(share), change.effective, change.kind))
    table = pd.DataFrame(rows, columns=LINEAGE_COLUMNS)
    return table.sort_values(["snapshot", "practice_code", "effective"], na_position="first")


def _row(
    snapshot: Snapshot, line: str, earlier: str, share: float, effective: object, kind: object
) -> dict[str, object]:
    values = (snapshot.snapshot, line, earlier, round(share, 4), effective, kind)
    return dict(zip(LINEAGE_COLUMNS, values, strict=True))
