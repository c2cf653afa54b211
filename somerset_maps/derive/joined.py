"""Putting together what was published of practices apart that have since joined."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def with_joined_staff(staff: pd.DataFrame, joined: Mapping[str, str]) -> pd.DataFrame:
    """Add figures published under codes whose patients have moved to those of their successors.

    >>> staff = pd.DataFrame({"gp_fte": [4.0, 3.7]}, index=["L85016", "L85010"])
    >>> with_joined_staff(staff, {"L85010": "L85016"})["gp_fte"].to_dict()
    {'L85016': 7.7}
    """
    if not joined:
        return staff
    added = staff.groupby(_heirs(staff.index, joined)).sum(min_count=1)
    return added.rename_axis(staff.index.name)


def averaged_by_list(values: pd.Series, joined: Mapping[str, str], lists: pd.Series) -> pd.Series:
    """Average figures of practices that have joined, weighted by their lists while apart.

    Args:
        values: index practice_code; a share or a score.
        joined: codes and the practice each has joined.
        lists: index practice_code; patients of each while all were apart.

    Returns:
        Index practice_code of practices as they are now. A practice whose figure was not
        published does not count; where none was, the result is missing.

    >>> values = pd.Series({"L85016": 20.0, "L85010": 10.0, "L85001": 5.0})
    >>> lists = pd.Series({"L85016": 3000, "L85010": 1000})
    >>> averaged_by_list(values, {"L85010": "L85016"}, lists).to_dict()
    {'L85001': 5.0, 'L85016': 17.5}
    """
    known = values.dropna()
    # A practice on its own keeps its figure whatever its list.
    weight = lists.reindex(known.index).fillna(1.0)
    heirs = _heirs(known.index, joined)
    return (known * weight).groupby(heirs).sum() / weight.groupby(heirs).sum()


def _heirs(codes: pd.Index, joined: Mapping[str, str]) -> list[str]:
    return [joined.get(code, code) for code in codes]
