"""Evaluate a plan: the measures of the registry, in frames whose columns are metric keys.

A drag needs its numbers in a few milliseconds, so ``evaluate`` computes the "light" measures. The
"heavy" ones, such as power in a group of 75, are computed when they are asked for: at once with
``evaluate(..., heavy=True)``, or later with :meth:`Scores.complete` or :meth:`Scores.power`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import Context, context_of
from somerset_maps.metrics.measure import Level
from somerset_maps.metrics.registry import MEASURES, measures
from somerset_maps.metrics.wide import WideCounty
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

LEVELS: tuple[Level, ...] = ("group", "county", "practice", "small area")
_LIGHT = {level: measures(level, "light") for level in LEVELS}


@dataclass(frozen=True, eq=False)
class Scores:
    """What a plan comes to. Values are computed at once, frames when they are first looked at.

    Attributes:
        plan: the plan.
        settings: the assumptions used.
        snapshot: the snapshot's key.
        values: level to key to the computed column, or to the one value for the county.
    """

    plan: Plan
    settings: Settings
    snapshot: str
    values: dict[Level, dict[str, Any]]
    _context: Context

    @property
    def _practice_codes(self) -> list[str]:
        return self._context.county.codes

    @cached_property
    def groups(self) -> pd.DataFrame:
        """A row a group, index ``group``; an empty group's measures are missing."""
        names = pd.Index([g.name for g in self.plan.groups], name="group", dtype=object)
        return pd.DataFrame(self.values["group"], index=names)

    @cached_property
    def practices(self) -> pd.DataFrame:
        """A row a practice, index ``practice_code``; ``group`` is missing outside groups."""
        index = pd.Index(self._practice_codes, name="practice_code")
        frame = pd.DataFrame(self.values["practice"], index=index)
        frame.insert(0, "group", [self.plan.assignment.get(c) for c in self._practice_codes])
        return frame

    @cached_property
    def small_areas(self) -> pd.DataFrame:
        """A row a small area, index ``lsoa_code``."""
        index = pd.Index(self._context.county.area_codes, name="lsoa_code")
        return pd.DataFrame(self.values["small area"], index=index)

    @cached_property
    def county(self) -> pd.Series:
        """Plan-level measures, index metric key."""
        return pd.Series(self.values["county"], dtype=object)

    @cached_property
    def complete(self) -> Scores:
        """The same scores with the heavy measures too."""
        values = {level: dict(columns) for level, columns in self.values.items()}
        for item in MEASURES:
            if item.key not in values[item.level]:
                values[item.level][item.key] = item.compute(self._context)
        return replace(self, values=values)

    def power(self) -> pd.DataFrame:
        """Say of each practice in its group, worked out when it is asked for.

        Returns:
            Frame, a row a practice, index ``practice_code``: group, share_of_group, outvoted_by,
            power_one_vote, power, power_two_thirds, others_decide; missing outside groups.
        """
        keys = ["group", "share_of_group", "outvoted_by", "power_one_vote", "power",
                "power_two_thirds", "others_decide"]  # fmt: skip
        return self.complete.practices[keys].copy()

    def diff(self, other: Scores) -> pd.DataFrame:
        """Return what differs between two plans of one snapshot.

        Returns:
            Frame with a row a difference: level ("county" or "group"), name (of the group, "" for
            the county), key, before (this plan), after (``other``), change (a number, or missing
            where there is none to compute). A group of one plan only is missing in the other.
        """
        rows: list[tuple[Any, ...]] = []
        for key, before in self.county.items():
            rows.append(("county", "", key, before, other.county[key]))
        names = dict.fromkeys([*self.groups.index, *other.groups.index])
        for name in names:
            for item in measures("group"):
                before, after = (
                    scores.groups.at[name, item.key] if name in scores.groups.index else None
                    for scores in (self, other)
                )
                rows.append(("group", name, item.key, before, after))
        table = pd.DataFrame(
            [(*row, _change(row[3], row[4])) for row in rows if not _same(row[3], row[4])],
            columns=["level", "name", "key", "before", "after", "change"],
        )
        return table


def evaluate(
    county: County | WideCounty,
    plan: Plan,
    settings: Settings | None = None,
    most_compact: float | None = None,
    *,
    heavy: bool = False,
) -> Scores:
    """Compute the light measures of the registry for a plan, and the heavy ones when asked to.

    Args:
        county: the snapshot, or a whole country in sparse tables.
        plan: practices to groups.
        settings: assumptions; the defaults when left out.
        most_compact: patients x minutes of the most compact plan under the same rules, when known.
        heavy: whether to compute the heavy measures at once.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    if isinstance(county, WideCounty):
        county.check(plan)
        context: Context = county.context(plan, settings or Settings(), most_compact)
    else:
        context = context_of(county, plan, settings, most_compact)
    values = {
        level: {item.key: item.compute(context) for item in _LIGHT[level]} for level in LEVELS
    }
    scores = Scores(
        plan=plan,
        settings=context.settings,
        snapshot=county.snapshot,
        values=values,
        _context=context,
    )
    return scores.complete if heavy else scores


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float | np.floating) and bool(np.isnan(value)))


def _same(before: Any, after: Any) -> bool:
    if _missing(before) or _missing(after):
        return _missing(before) and _missing(after)
    return bool(before == after)


def _change(before: Any, after: Any) -> float:
    numbers = (int, float, np.integer, np.floating)
    if _missing(before) or _missing(after) or isinstance(before, bool | np.bool_):
        return float("nan")
    if not (isinstance(before, numbers) and isinstance(after, numbers)):
        return float("nan")
    return float(after) - float(before)
