"""What if a surgery or a practice closed: who is affected, who would take them, how far it is.

Set against what happened: of the 15 practices of 2015 that joined another by April 2026, ten joined
the one named first here and 12 one of the first two; the five practices among which a sixteenth was
dispersed are all among the first six.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.metrics.context import Context, Floats, context_of, ratio
from somerset_maps.metrics.takers import reassign
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

#: Areas with fewer patients than this are added up and not named: modelled cells are no facts.
FEWEST_TO_NAME = 1.0


@dataclass(frozen=True, eq=False)
class Closure:
    """What a closure would mean. Everything by area is modelled.

    Attributes:
        words: what closes, as a sentence.
        patients: how many would have to go elsewhere.
        patients_without_car: of these, in households without a car (share of their area, 2011).
        minutes_before, minutes_after: mean drive to the nearest surgery of their practice, about.
        areas: index ``lsoa_code``: name, patients, patients_65_plus, patients_without_car,
            minutes_before, minutes_after, extra_minutes; most patients first.
        takers: index ``practice_code``: name, group, same_group, patients (extra),
            patients_per_gp_before, patients_per_gp_after, extra_per_gp; most patients first.
            Per-GP values are missing for a practice without a GP return.
    """

    words: str
    patients: float
    patients_without_car: float
    minutes_before: float
    minutes_after: float
    areas: pd.DataFrame
    takers: pd.DataFrame

    @property
    def extra_minutes(self) -> float:
        """Mean extra minutes of those affected; below 0 where others are closer."""
        return self.minutes_after - self.minutes_before


def close_practice(
    county: County, plan: Plan, code: str, settings: Settings | None = None
) -> Closure:
    """Return what it would mean if a practice and all its surgeries closed.

    Its patients go where people of their area are registered already, in a group or not.

    Raises:
        PlanError: if the snapshot has no such practice, or the plan names one it does not have.
    """
    context = context_of(county, plan, settings)
    row = practice_row(county, code)
    minutes = context.county.practice_area_minutes * context.settings.minutes_multiplier
    registered = context.county.registered
    moved = reassign(registered, minutes, row, np.ones(len(context.county.codes), dtype=bool))
    leaving = registered[row]
    after = ratio((moved * np.where(moved > 0, minutes, 0.0)).sum(axis=0), moved.sum(axis=0))
    name = county.practices.at[code, "name"]
    return _closure(
        county, context, f"{name} closes", leaving, minutes[row], after, moved.sum(axis=1), row
    )


def close_site(
    county: County, plan: Plan, site_id: str, settings: Settings | None = None
) -> Closure:
    """Return what it would mean if one surgery closed and its practice went on elsewhere.

    Affected are the practice's patients in areas for which this was its nearest surgery.

    Raises:
        PlanError: if the snapshot has no such surgery, or it is the practice's only one.
    """
    context = context_of(county, plan, settings)
    found = np.flatnonzero(county.sites["site_id"].to_numpy() == site_id)
    if not found.size:
        raise PlanError(f"{site_id} is not a surgery of the {county.snapshot} snapshot")
    site = int(found[0])
    row = int(context.county.site_practice[site])
    others = np.flatnonzero(context.county.site_practice == row)
    others = others[others != site]
    place = county.sites.iloc[site]
    if not others.size:
        raise PlanError(
            f"{site_id} is the only surgery of {place['practice_code']}: look at what happens "
            f"if the practice closed"
        )
    times = context.county.site_minutes * context.settings.minutes_multiplier
    after = times[others].min(axis=0)
    affected = times[site] < after
    leaving = np.where(affected, context.county.registered[row], 0.0)
    before = np.where(affected, times[site], after)
    name = place.get("name", site_id)
    stays = np.zeros(len(context.county.codes))
    return _closure(
        county, context, f"The surgery {name} closes", leaving, before, after, stays, row
    )


def practice_row(county: County, code: str) -> int:
    """Return a practice's row; PlanError if the snapshot has no such practice."""
    if code not in county.position:
        raise PlanError(f"{code} is not a practice of the {county.snapshot} snapshot")
    return county.position[code]


def _closure(
    county: County,
    context: Context,
    words: str,
    leaving: Floats,
    before: Floats,
    after: Floats,
    taken: Floats,
    row: int,
) -> Closure:
    """Put a closure into tables; ``leaving``, ``before``, ``after`` (A,), ``taken`` (P,)."""
    areas = county.small_areas
    no_car = ratio(areas["households_no_car"].to_numpy(float), areas["households"].to_numpy(float))
    older = ratio(areas["population_65_plus"].to_numpy(float), areas["population"].to_numpy(float))
    without_car = leaving * np.nan_to_num(no_car)
    table = pd.DataFrame(
        {
            "name": areas["name"],
            "patients": leaving,
            "patients_65_plus": leaving * np.nan_to_num(older),
            "patients_without_car": without_car,
            "minutes_before": before,
            "minutes_after": after,
            "extra_minutes": after - before,
        },
        index=areas.index,
    )
    patients = float(leaving.sum())
    moves = leaving > 0
    means = [
        float(leaving[moves] @ minutes[moves]) / patients if patients else float("nan")
        for minutes in (before, after)
    ]
    return Closure(
        words=words,
        patients=patients,
        patients_without_car=float(without_car.sum()),
        minutes_before=means[0],
        minutes_after=means[1],
        areas=table[table["patients"] >= FEWEST_TO_NAME].sort_values("patients", ascending=False),
        takers=_takers(county, context, taken, row),
    )


def _takers(county: County, context: Context, taken: Floats, row: int) -> pd.DataFrame:
    lists, fte = context.county.lists, context.county.gp_fte
    names = [group.name for group in context.plan.groups]
    own = context.group_of[row]
    frame = pd.DataFrame(
        {
            "name": county.practices["name"],
            "group": [names[g] if g >= 0 else None for g in context.group_of],
            "same_group": (context.group_of == own) & (own >= 0),
            "patients": taken,
            "patients_per_gp_before": ratio(lists, fte),
            "patients_per_gp_after": ratio(lists + taken, fte),
            "extra_per_gp": ratio(taken, fte),
        },
        index=county.practices.index,
    )
    return frame[taken >= FEWEST_TO_NAME].sort_values("patients", ascending=False)
