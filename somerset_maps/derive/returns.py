"""Staff returns that want a second look, with the reason in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

FEWEST_PATIENTS_PER_GP = 800
MOST_PATIENTS_PER_GP = 4_000

_RETURN_COLUMNS = ["gp_fte", "gp_headcount", "admin_fte"]


@dataclass(frozen=True)
class Check:
    """One reason to look at a practice's return.

    Attributes:
        kind: key for programs: "no return", "low", "high", "more fte than people",
            "joined", "repeated".
        reason: the words people see.
    """

    kind: str
    reason: str


def checks_of(
    this_year: pd.Series,
    year_before: pd.Series | None,
    counted: str,
    joined: Sequence[str] = (),
) -> list[Check]:
    """Reasons to look at one practice's return, the weightiest first.

    Args:
        this_year: gp_fte, gp_headcount, admin_fte and list_at_count, the registered patients
            on the day of the count (a later list would blame growth on the return); a missing
            gp_fte is no return.
        year_before: the same of the year before, None where there is none.
        counted: when the staff was counted, in words ("September 2015").
        joined: codes whose own returns were added to this one.
    """
    if pd.isna(this_year["gp_fte"]):
        return [Check("no return", f"No GP return for {counted}")]
    found = []
    per_gp = this_year["list_at_count"] / this_year["gp_fte"]
    if per_gp > MOST_PATIENTS_PER_GP:
        words = f"GP return looks low for the list: {per_gp:,.0f} patients per full-time GP"
        found.append(Check("low", words))
    elif per_gp < FEWEST_PATIENTS_PER_GP:
        words = f"GP return looks high for the list: {per_gp:,.0f} patients per full-time GP"
        found.append(Check("high", words))
    if this_year["gp_fte"] > this_year["gp_headcount"]:
        words = (
            f"The return counts more full-time GPs ({this_year['gp_fte']:g}) "
            f"than people ({this_year['gp_headcount']:g})"
        )
        found.append(Check("more fte than people", words))
    if joined:
        words = f"Staff of {' and '.join(joined)}, which has joined, was added to the return"
        found.append(Check("joined", words))
    if year_before is not None and _same_return(this_year, year_before):
        found.append(Check("repeated", "Staff numbers are the same as the year before"))
    return found


def _same_return(this_year: pd.Series, year_before: pd.Series) -> bool:
    """True when GP FTE, GP headcount and admin FTE were all given and all equal."""
    now, then = this_year[_RETURN_COLUMNS], year_before[_RETURN_COLUMNS]
    return bool(now.notna().all() and (now == then).all())
