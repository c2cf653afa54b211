"""Who lives how far from a surgery: tables over several limits, and the areas furthest away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import (
    NOT_IN_A_GROUP,
    Context,
    Floats,
    Ints,
    context_of,
    ratio,
)
from somerset_maps.metrics.coverage import minutes_any, minutes_own_group
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

#: Who is counted in :func:`coverage_table`, in its order.
RESIDENTS, OLDER, RURAL = "residents", "aged 65 and over", "in rural areas"
LIMITS = (5.0, 10.0, 15.0, 20.0)
_Served = tuple[list[str | None], Floats]


def coverage_table(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    limits: Sequence[float] = LIMITS,
) -> pd.DataFrame:
    """Return the share of people within several limits of a surgery.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions; their own limit is not used here.
        limits: estimated drive minutes; a limit counts as within reach.

    Returns:
        Frame, index ``who`` ("residents", "aged 65 and over", "in rural areas") and ``limit``;
        columns own_group and any: shares, 0 to 1, within the limit of a surgery of the group most
        people of their area belong to, and of any surgery; own_group_people and any_people: the
        same as people; people: all of them. Shares are missing where there is nobody.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    own = np.nan_to_num(minutes_own_group(context), nan=np.inf)
    anyone = minutes_any(context)
    rows = []
    for who, people in _people(county).items():
        everyone = float(people.sum())
        for limit in limits:
            near = [float(people[minutes <= limit].sum()) for minutes in (own, anyone)]
            shares = [part / everyone if everyone else float("nan") for part in near]
            rows.append((who, float(limit), *shares, *near, everyone))
    names = ["who", "limit", "own_group", "any", "own_group_people", "any_people", "people"]
    return pd.DataFrame(rows, columns=names).set_index(["who", "limit"])


def _people(county: County) -> dict[str, Floats]:
    areas = county.small_areas
    residents = areas["population"].to_numpy(float)
    return {
        RESIDENTS: residents,
        OLDER: areas["population_65_plus"].to_numpy(float),
        RURAL: residents * areas["rural"].to_numpy(bool),
    }


def areas_served(county: County, plan: Plan, settings: Settings | None = None) -> pd.DataFrame:
    """Return who serves each small area and how far it is.

    Returns:
        Frame, index ``lsoa_code``: name, locality, group (with the most registered patients;
        missing where that is practices in no group), group_share (of the area's patients, 0 to
        1), second (the next group, missing if nobody), second_share, minutes_own_group,
        minutes_any (about), people, people_65_plus, households, households_no_car (2011).

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    frame = pd.DataFrame(
        county.small_areas[
            ["name", "locality", "population", "population_65_plus", "households",
             "households_no_car"]
        ]
    ).rename(columns={"population": "people", "population_65_plus": "people_65_plus"})  # fmt: skip
    (group, share), (second, second_share) = _two_largest(context)
    frame.insert(2, "group", group)
    frame.insert(3, "group_share", share)
    frame.insert(4, "second", second)
    frame.insert(5, "second_share", second_share)
    frame.insert(6, "minutes_own_group", minutes_own_group(context))
    frame.insert(7, "minutes_any", minutes_any(context))
    return frame


def _two_largest(context: Context) -> tuple[_Served, _Served]:
    """Return the groups with the most and the second most patients in each area."""
    first = context.area_group
    rest = context.patients_by_area.copy()
    if not context.size:
        return _served(context, first), _served(context, first)
    areas = np.flatnonzero(first != NOT_IN_A_GROUP)
    rest[first[areas], areas] = 0.0
    second = np.where(rest.max(axis=0) > 0, rest.argmax(axis=0), NOT_IN_A_GROUP)
    return _served(context, first), _served(context, second)


def _served(context: Context, row: Ints) -> _Served:
    """Name the groups of the rows (A,) and the share of each area's patients they have."""
    everyone = context.county.registered.sum(axis=0)
    shares = np.full(row.size, np.nan)
    areas = np.flatnonzero(row != NOT_IN_A_GROUP)
    shares[areas] = ratio(context.patients_by_area[row[areas], areas], everyone[areas])
    names = [context.plan.groups[one].name if one != NOT_IN_A_GROUP else None for one in row]
    return names, shares


def furthest_areas(
    county: County,
    plan: Plan,
    settings: Settings | None = None,
    count: int = 10,
    by: str = "minutes_own_group",
) -> pd.DataFrame:
    """Return the areas furthest from a surgery, the furthest first.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions.
        count: how many areas at most.
        by: "minutes_own_group" leaves out areas mostly of practices in no group; "minutes_any"
            looks at the nearest surgery of any practice.

    Returns:
        Rows of :func:`areas_served`.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    areas = areas_served(county, plan, settings).dropna(subset=by)
    return areas.sort_values([by, "people"], ascending=False, kind="stable").head(count)
