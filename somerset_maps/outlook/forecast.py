"""The forecasts: lists by damped trends, GP time by half the county's trend, each with its range.

Lists: L exp(g h + (s - g) sum of 0.8^k for k = 1 to h), s the own slope, g the county's. GP time:
F exp(0.5 g h), g the county's slope: a practice's own trend does not last (it was 60% off after
five years, half the county's trend 32%).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isnan, nan

import numpy as np

from somerset_maps.county import County
from somerset_maps.metrics.context import ratio
from somerset_maps.outlook.ranges import Figure, Of, range_after
from somerset_maps.outlook.scenarios import SCENARIOS, Scenario
from somerset_maps.outlook.trends import Trend, gp_trend, list_trend, snapshot_year
from somerset_maps.plan import Plan

HORIZON = 5
#: How much of the own trend's difference from the county's is left from one year to the next.
DAMPING = 0.8
#: How much of the county's trend of GP time is carried on.
GP_SHARE = 0.5


@dataclass(frozen=True)
class Path:
    """One figure over the coming years, today first.

    Attributes:
        values: the forecast, length HORIZON + 1; NaN where not known.
        low, high: the ends of the 80% range; empty where no range was tested.
    """

    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Outlook:
    """Five years ahead under one scenario.

    Attributes:
        years: calendar years, the snapshot's first.
        practices: practice code to its list.
        groups: group name to its list; groups without practices are left out.
        gp_time: group name to its full-time GPs; missing values without a return.
        counted: group name to the share of its patients whose practice sent a GP return.
        county_list, county_gp_time: of all practices; without a range.
        county_counted: the same share for the county.
        no_earlier_record: whether GP time is level because there were too few counts.
    """

    years: tuple[int, ...]
    practices: dict[str, Path]
    groups: dict[str, Path]
    gp_time: dict[str, Path]
    counted: dict[str, float]
    county_list: Path
    county_gp_time: Path
    county_counted: float
    no_earlier_record: bool

    def patients_per_gp(self, group: str, need: float = 0.0) -> Path:
        """Return patients per full-time GP of a group, over practices with a return.

        Its range is that of GP time alone: lists are known far better. ``need`` is the yearly
        growth of need per patient; a patient then counts as so much more than one.
        """
        return _per_gp(self.groups[group], self.gp_time[group], self.counted[group], need)

    def county_patients_per_gp(self, need: float = 0.0) -> Path:
        """Return patients per full-time GP of the county."""
        return _per_gp(self.county_list, self.county_gp_time, self.county_counted, need)


def list_after(size: float, own: float, county: float, years: int) -> float:
    """Return a list after so many years; the county's slope stands in for an unknown own one.

    >>> round(list_after(10_000, 0.02, 0.01, 2))
    10348
    """
    slope = county if isnan(own) else own
    carried = sum(DAMPING**k for k in range(1, years + 1))
    return size * exp(county * years + (slope - county) * carried)


def gp_time_after(fte: float, county: float, years: int) -> float:
    """Return full-time GPs after so many years; level when the county's slope is not known."""
    return fte if isnan(county) else fte * exp(GP_SHARE * county * years)


def outlook(county: County, plan: Plan, scenario: Scenario = SCENARIOS[0]) -> Outlook:
    """Return five years ahead of a plan.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    county.check(plan)
    lists, staff = list_trend(county), gp_trend(county)
    growth = lists.slope()
    gp_growth = staff.slope() if staff.first else nan
    sizes = {str(code): float(size) for code, size in county.practices["list_size"].items()}
    fte = {str(code): float(value) for code, value in county.practices["gp_fte"].items()}
    everybody = sum(sizes.values())
    held = [group for group in plan.groups if group.members]
    total = float(np.nansum(list(fte.values())))
    start = snapshot_year(county)
    return Outlook(
        years=tuple(range(start, start + HORIZON + 1)),
        practices={
            code: _list_path(size, lists, [code], growth, "practice")
            for code, size in sizes.items()
        },
        groups={
            group.name: _list_path(
                sum(sizes[code] for code in group.members), lists, group.members, growth,
                "group" if len(group.members) > 1 else "practice",
            )
            for group in held
        },
        gp_time={
            group.name: _gp_path(
                [fte[code] for code in group.members],
                sum(sizes[code] for code in group.members) / everybody,
                gp_growth, scenario, "group" if len(group.members) > 1 else "practice",
            )
            for group in held
        },
        counted={group.name: _counted(group.members, sizes, fte) for group in held},
        county_counted=_counted(sizes, sizes, fte),
        county_list=Path(
            tuple(list_after(everybody, growth, growth, h) for h in range(HORIZON + 1))
        ),
        county_gp_time=Path(_gp_values(total, 1.0, gp_growth, scenario)),
        no_earlier_record=not staff.first,
    )  # fmt: skip


def _counted(codes: Iterable[str], sizes: Mapping[str, float], fte: Mapping[str, float]) -> float:
    everybody = sum(sizes[code] for code in codes)
    return sum(sizes[code] for code in codes if not isnan(fte[code])) / everybody


def _list_path(size: float, trend: Trend, codes: Sequence[str], growth: float, of: Of) -> Path:
    own = trend.slope(codes)
    values = [list_after(size, own, growth, h) for h in range(HORIZON + 1)]
    return _with_range(values, "list", of)


def _gp_values(fte: float, share: float, growth: float, scenario: Scenario) -> tuple[float, ...]:
    return tuple(
        gp_time_after(fte, growth, h) * (1 + scenario.gp_time) ** h + scenario.gps_more * share * h
        for h in range(HORIZON + 1)
    )


def _gp_path(fte: Sequence[float], share: float, growth: float, scenario: Scenario, of: Of) -> Path:
    known = [value for value in fte if not isnan(value)]
    total = sum(known) if known else nan
    return _with_range(list(_gp_values(total, share, growth, scenario)), "gp_fte", of)


def _with_range(values: Sequence[float], figure: Figure, of: Of) -> Path:
    edges = [range_after(figure, of, h) for h in range(len(values))]
    return Path(
        tuple(values),
        tuple(value * (1 + below) for value, (below, _) in zip(values, edges, strict=True)),
        tuple(value * (1 + above) for value, (_, above) in zip(values, edges, strict=True)),
    )


def _per_gp(lists: Path, gps: Path, counted: float, need: float) -> Path:
    weight = np.array([counted * (1 + need) ** h for h in range(len(lists.values))])
    patients = np.array(lists.values) * weight
    values = ratio(patients, np.array(gps.values))
    if not gps.low:
        return Path(tuple(map(float, values)))
    most, fewest = ratio(patients, np.array(gps.low)), ratio(patients, np.array(gps.high))
    return Path(*(tuple(map(float, row)) for row in (values, fewest, most)))
