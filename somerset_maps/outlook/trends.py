"""How lists and GP time grew in the years before a snapshot, mergers traced back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.sources.lines import line_series

#: Slopes are taken over the last so many years.
WINDOW_YEARS = 3.0
_DAYS_A_YEAR = 365.25
#: At least this many counts are needed for a slope of GP time.
FEWEST_COUNTS = 3
LISTS_BEFORE_2016 = "BSA lists"
WORKFORCE = "Workforce"


@dataclass(frozen=True, eq=False)
class Trend:
    """Counts of one figure over a window of years, by line of practices.

    Attributes:
        first, last: the ends of the window; empty when there is no record.
        start, end: index practice_code of the snapshot, the figure at both ends; missing where it
            was not published.
        years: between the two.
    """

    first: str
    last: str
    start: pd.Series
    end: pd.Series
    years: float

    def slope(self, codes: Iterable[str] | None = None) -> float:
        """Return the mean yearly change of the logarithm of a sum of lines.

        Only lines known at both ends take part; NaN without any, or without a record.
        """
        chosen = self.start.index if codes is None else [c for c in codes if c in self.start]
        start, end = self.start.loc[list(chosen)], self.end.loc[list(chosen)]
        known = start.notna() & end.notna()
        before, after = float(start[known].sum()), float(end[known].sum())
        if not (before > 0 and after > 0 and self.years > 0):
            return float("nan")
        return float(np.log(after / before) / self.years)


def list_trend(county: County) -> Trend:
    """Return how lists grew up to the snapshot.

    Quarterly lists of the NHS Business Services Authority serve the snapshot of 2016, the yearly
    lists of the workforce publication the others: two sources are never mixed in one slope.
    """
    day = snapshot_day(county)
    before_2016 = county.about["workforce_as_of"] == "2015-09-30"
    source = LISTS_BEFORE_2016 if before_2016 else WORKFORCE
    return trend(line_series(county.history, county.lineages, "list_size", source), day)


def gp_trend(county: County) -> Trend:
    """Return how GP whole-time equivalents grew up to the snapshot; empty without three counts."""
    series = line_series(county.history, county.lineages, "gp_fte", WORKFORCE)
    day = snapshot_day(county)
    if (series.index <= day).sum() < FEWEST_COUNTS:
        empty = pd.Series(dtype=float)
        return Trend("", "", empty, empty, 0.0)
    return trend(series, day)


def trend(series: pd.DataFrame, day: str, window: float = WINDOW_YEARS) -> Trend:
    """Return the ends of the last ``window`` years of a table of lines up to a day.

    Args:
        series: index as_of (ISO days), columns practice_code.
        day: ISO day; later counts are not looked at.
        window: years.
    """
    days = [one for one in series.index if one <= day]
    last = days[-1]
    within = [one for one in days if years_between(one, last) <= window + 0.05]
    first = within[0]
    return Trend(first, last, series.loc[first], series.loc[last], years_between(first, last))


def years_between(first: str, last: str) -> float:
    """Return the years from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days / _DAYS_A_YEAR


def snapshot_day(county: County) -> str:
    """Return the ISO day up to which the record was known when the snapshot was taken."""
    return {"2016": "2016-03-31", "2018": "2018-03-31", "2020": "2020-04-01"}.get(
        county.snapshot, "2026-04-01"
    )


def snapshot_year(county: County) -> int:
    """Return the year that an outlook of the snapshot counts from."""
    return int(snapshot_day(county)[:4])
