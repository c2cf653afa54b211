"""What a stage changes, for whom: measures of the groups it touches, before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.registry import measure
from somerset_maps.plan import Plan
from somerset_maps.roadmap.passage import each_in_a_group
from somerset_maps.settings import Settings

#: Of the groups a stage touches; patients per GP before and after is the highest of them.
_OF_GROUPS = ("band_gap", "worst_loss", "patients_per_gp_fte", "coverage")
_NEARLY = 1e-9


@dataclass(frozen=True)
class Change:
    """One measure before and after a stage.

    Attributes:
        measure: which.
        before, after: its value for those concerned; None where there is none.
        without: registered patients for whom there was no value before, such as the cover of a
            practice on its own that nobody could take over.
        patients: registered patients concerned.
        practices: how many practices are concerned.
    """

    measure: Measure
    before: float | None
    after: float | None
    without: int
    patients: int
    practices: int

    @property
    def better(self) -> bool | None:
        """Whether it is a benefit; None when nothing changed or it is neither."""
        if self.after is None:
            return None
        if self.before is None:
            return True if self.measure.key == "worst_loss" else None
        rise = self.after - self.before
        if abs(rise) < _NEARLY:
            return None
        return rise > 0 if self.measure.direction == "up" else rise < 0


def whole_scores(county: County, plan: Plan, settings: Settings) -> Scores:
    """Return the measures with every practice in a group, those in none as groups of one."""
    return evaluate(county, each_in_a_group(county, plan), settings)


def changes(
    county: County, before: Scores, after: Scores, codes: tuple[str, ...]
) -> tuple[Change, ...]:
    """Return what changes for some practices between two stages.

    The distance from the size range and coverage are means weighted by lists; "if the biggest
    team stopped" and patients per full-time GP are the highest of their groups.
    """
    lists = county.practices["list_size"].reindex(list(codes)).to_numpy(float)
    found = []
    for key in _OF_GROUPS:
        item = measure("group", key)
        was, now = (_values(scores, key, codes) for scores in (before, after))
        found.append(
            Change(
                measure=item,
                before=_one(key, was, lists),
                after=_one(key, now, lists),
                without=round(float(lists[np.isnan(was) & ~np.isnan(now)].sum())),
                patients=round(float(lists.sum())),
                practices=len(codes),
            )
        )
    return tuple(found)


def _values(scores: Scores, key: str, codes: tuple[str, ...]) -> np.ndarray:
    row = {group.name: at for at, group in enumerate(scores.plan.groups)}
    column = np.asarray(scores.values["group"][key], dtype=float)
    return np.array([column[row[scores.plan.assignment[code]]] for code in codes])


def _one(key: str, values: np.ndarray, lists: np.ndarray) -> float | None:
    known = ~np.isnan(values)
    if not known.any():
        return None
    if key in ("worst_loss", "patients_per_gp_fte"):
        return float(values[known].max())
    return float(np.average(np.abs(values[known]), weights=lists[known]))
