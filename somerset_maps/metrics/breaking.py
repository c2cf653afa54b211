"""How much a practice can lose before it is past its breaking point, alone and in its group.

Together means that the group shares its patients and GPs as if it were one practice: it is the
most that pooling could do, and it happens only if the practices agree to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import Context, Floats, context_of, ratio
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

STEPS = tuple(step / 100 for step in range(0, 61, 2))


def breaking_points(county: County, plan: Plan, settings: Settings | None = None) -> pd.DataFrame:
    """Return how much GP time can go until the breaking point of the settings is passed.

    Returns:
        Frame, index ``practice_code``: name, group, alone and together (share of GP time that can
        go, below 0 where the point is passed already), gps_alone and gps_together (the same as
        GPs of average hours, of the practice and of its whole group). Missing without a return;
        together is missing outside groups.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    alone, together = _room(context)
    people = context.sum_by_group(context.headcount * context.has_return)
    names = [group.name for group in plan.groups]
    return pd.DataFrame(
        {
            "name": county.practices["name"],
            "group": [names[row] if row >= 0 else None for row in context.group_of],
            "alone": alone,
            "together": together,
            "gps_alone": alone * context.county.gp_headcount,
            "gps_together": together * np.append(people, np.nan)[context.group_of],
        },
        index=county.practices.index,
    )


def breaking_curve(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    steps: Sequence[float] = STEPS,
) -> pd.DataFrame:
    """Return how many patients are past the breaking point as GP time goes everywhere alike.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions.
        steps: shares of GP time that has gone, from 0 to below 1.

    Returns:
        Frame, index ``share_gone``; columns alone and together: the share, 0 to 1, of patients of
        practices in a group with a return whose practice, or whose group as one, is past the
        point. Missing where there are none.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    alone, together = _room(context)
    counted = ~np.isnan(alone) & ~np.isnan(together)
    lists = context.county.lists * counted
    everyone = lists.sum()
    rows = []
    for gone in steps:
        past = [float(lists[np.nan_to_num(room) < gone].sum()) for room in (alone, together)]
        rows.append([part / everyone if everyone else float("nan") for part in past])
    index = pd.Index([float(step) for step in steps], name="share_gone")
    return pd.DataFrame(rows, index=index, columns=["alone", "together"])


def _room(context: Context) -> tuple[Floats, Floats]:
    """Return the share of GP time that can go, of each practice and of its group; each (P,)."""
    limit = context.settings.breaking_point
    lists = context.county.lists
    alone = 1 - ratio(lists, limit * context.gp_fte)
    counted = context.sum_by_group(lists * context.has_return)
    groups = 1 - ratio(counted, limit * context.sum_by_group(context.gp_fte))
    together = np.append(groups, np.nan)[context.group_of]
    return alone, np.where(context.has_return, together, np.nan)
