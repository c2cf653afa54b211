"""Households without a car, and where a plan leaves them beyond reach."""

from __future__ import annotations

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.report.matching import completed


def without_car(county: County, scores: Scores, column: str = "minutes_own_group") -> pd.Series:
    """Return households without a car beyond the limit, by place.

    Args:
        county: the snapshot.
        scores: of the plan.
        column: "minutes_own_group" or "minutes_any".

    Returns:
        Households (Census 2011) by name of the middle layer area, in areas further than
        ``scores.settings.minutes`` only. A practice in no group counts as a group of its own: its
        patients go where they went.
    """
    names = {str(code): str(name) for code, name in county.practices["name"].items()}
    if len(scores.plan.assignment) < len(names):
        scores = evaluate(county, completed(scores.plan, names), scores.settings)
    minutes = np.nan_to_num(np.asarray(scores.values["small area"][column], float), nan=np.inf)
    beyond = minutes > scores.settings.minutes
    homes = county.small_areas["households_no_car"].astype(float)[beyond]
    return homes.groupby(county.small_areas["msoa_name"].astype(str)[beyond]).sum()


def largest_places(now: pd.Series, then: pd.Series, most: int) -> list[str]:
    """Return the places with the most such households in either plan, the most first."""
    both = pd.concat([now, then], axis=1).fillna(0.0)
    order = both.max(axis=1).sort_values(ascending=False, kind="stable")
    return [str(place) for place in order.index[:most]]
