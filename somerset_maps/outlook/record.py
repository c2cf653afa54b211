"""What followed a snapshot: the real counts of its groups, where they can still be told apart."""

from __future__ import annotations

import pandas as pd

from somerset_maps.county import County
from somerset_maps.outlook.trends import WORKFORCE, snapshot_day
from somerset_maps.plan import Plan
from somerset_maps.sources.lines import line_series


def later_record(
    county: County, plan: Plan, latest: County, figure: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the yearly counts of a plan's groups after its snapshot.

    Args:
        county: the plan's snapshot.
        plan: practices to groups.
        latest: the latest snapshot, whose lineages trace all mergers back.
        figure: "list_size" or "gp_fte".

    Returns:
        Frame, index as_of (ISO days after the snapshot), columns group; missing where a practice
        sent no count. And group to the reason why it has no record: a practice of the group joined
        one outside it, or took one over, so that their counts cannot be told apart.
    """
    lines = line_series(latest.history, latest.lineages, figure, WORKFORCE)
    later = lines[lines.index > snapshot_day(county)]
    made_of = _made_of(latest, set(map(str, county.practices.index)))
    counts: dict[str, pd.Series] = {}
    mixed: dict[str, str] = {}
    for group in plan.groups:
        members = set(group.members)
        touched = {line: codes for line, codes in made_of.items() if codes & members}
        if not members or not touched:
            continue
        strangers = sorted(set().union(*touched.values()) - members)
        if strangers:
            names = [str(county.practices.at[code, "name"]) for code in strangers]
            mixed[group.name] = f"its practices' counts are joined with {' and '.join(names)}"
        else:
            counts[group.name] = later[list(touched)].sum(axis=1, skipna=False)
    return pd.DataFrame(counts, index=later.index), mixed


def _made_of(latest: County, known: set[str]) -> dict[str, set[str]]:
    """Return practice of the latest snapshot to the earlier practices it is made of.

    Shares of a dispersed practice are too small to keep its takers' groups from being compared.
    """
    rows = latest.lineages[latest.lineages["kind"] != "dispersed"]
    found: dict[str, set[str]] = {}
    for line, part in rows.groupby("practice_code"):
        held = set(map(str, part["earlier_code"])) & known
        if held:
            found[str(line)] = held
    return found


def outcome_by_marks(county: County, marks: pd.Series) -> pd.DataFrame:
    """Return how many practices with so many marks went, by the table of successors.

    Args:
        county: the snapshot.
        marks: practice code to the number of marks (merger exposure).

    Returns:
        Frame, index marks, columns practices and gone.
    """
    gone = marks.index.isin(county.successors["practice_code"])
    table = pd.DataFrame({"practices": 1, "gone": gone.astype(int)}, index=marks.index)
    return table.groupby(marks.astype(int).rename("marks")).sum()
