"""The same forecasts made from earlier years, set against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from somerset_maps.county import County
from somerset_maps.outlook.forecast import HORIZON, gp_time_after, list_after
from somerset_maps.outlook.ranges import Figure, Of, range_after
from somerset_maps.outlook.trends import WORKFORCE, Trend, trend
from somerset_maps.sources.lines import line_series


@dataclass(frozen=True, eq=False)
class BackTest:
    """Forecasts of one figure made at one time, and their outcomes.

    Attributes:
        figure: "list" or "gp_fte".
        of: "practice" or "group".
        made, came: the days of the last count used and of the outcome.
        table: index practice code or group; columns start, forecast, outcome, error (outcome /
            forecast - 1), low, high (the range), inside; lines without a count are left out.
    """

    figure: Figure
    of: Of
    made: str
    came: str
    table: pd.DataFrame

    @property
    def error(self) -> float:
        """Mean size of forecast / outcome - 1."""
        if self.table.empty:
            return nan
        return float((self.table["forecast"] / self.table["outcome"] - 1).abs().mean())

    @property
    def covered(self) -> float:
        """Share of outcomes inside the range."""
        return float(self.table["inside"].mean()) if len(self.table) else nan


def back_test(
    county: County, figure: Figure, made: str, groups: Mapping[str, Sequence[str]] | None = None
) -> BackTest:
    """Forecast five years from a day of the yearly counts and compare.

    Args:
        county: the latest snapshot, whose lineages trace all mergers back.
        figure: what is forecast.
        made: ISO day of the last count that the forecast may use.
        groups: group to practices; each practice by itself when left out. A group lacks a count
            as soon as one of its practices does.
    """
    column = "list_size" if figure == "list" else "gp_fte"
    lines = line_series(county.history, county.lineages, column, WORKFORCE)
    own = trend(lines, made)
    came = f"{int(own.last[:4]) + HORIZON}{own.last[4:]}"
    growth = own.slope()
    units = groups or {str(code): [str(code)] for code in lines.columns}
    rows = {}
    for name, codes in units.items():
        row = _one(lines, own, list(codes), came, growth, figure, "group" if groups else "practice")
        if row is not None:
            rows[name] = row
    columns = ["start", "forecast", "outcome", "error", "low", "high", "inside"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return BackTest(figure, "group" if groups else "practice", own.last, came, table)


def _one(
    lines: pd.DataFrame,
    own: Trend,
    codes: list[str],
    came: str,
    growth: float,
    figure: Figure,
    of: Of,
) -> tuple[float, ...] | None:
    start = float(own.end[codes].sum(skipna=False))
    outcome = float(lines.loc[came, codes].sum(skipna=False))
    if isnan(start) or isnan(outcome) or not start or not outcome:
        return None
    if figure == "list":
        forecast = list_after(start, own.slope(codes), growth, HORIZON)
    else:
        forecast = gp_time_after(start, growth, HORIZON)
    below, above = range_after(figure, of, HORIZON)
    low, high = forecast * (1 + below), forecast * (1 + above)
    return start, forecast, outcome, outcome / forecast - 1, low, high, low <= outcome <= high
