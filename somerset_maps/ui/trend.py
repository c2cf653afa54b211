"""How a practice's list has gone: a small line up to the snapshot, never beyond it."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd

from somerset_maps.county import County
from somerset_maps.ui.words import whole

_WIDTH, _HEIGHT, _EDGE = 360, 56, 4


def lists_until(county: County, code: str) -> pd.DataFrame:
    """Return the published lists of a practice up to its snapshot, oldest first.

    Returns:
        Frame as_of (date), list_size (patients), source. What came after the snapshot's own lists
        is left out: a room that plans in 2016 does not know 2020.
    """
    history = county.history
    own = history[(history["practice_code"] == code) & history["list_size"].notna()]
    own = own[own["flag"].fillna("") == ""].copy()
    own["as_of"] = pd.to_datetime(own["as_of"])
    last = pd.Timestamp(date(int(county.snapshot), 12, 31))
    return own[own["as_of"] <= last].sort_values("as_of").drop_duplicates("as_of", keep="first")


def trend_html(county: County, code: str) -> str:
    """Return the line as HTML with its first and last number; nothing when there is no past."""
    lists = lists_until(county, code)
    if len(lists) < 2:
        return ""
    days = (lists["as_of"] - lists["as_of"].iloc[0]).dt.days.to_numpy(float)
    sizes = lists["list_size"].to_numpy(float)
    low, high = min(sizes.min(), sizes[0] * 0.9), max(sizes.max(), sizes[0] * 1.1)
    across = _EDGE + days / days[-1] * (_WIDTH - 2 * _EDGE)
    down = _HEIGHT - _EDGE - (sizes - low) / (high - low) * (_HEIGHT - 2 * _EDGE)
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in zip(across, down, strict=True))
    first, last = lists.iloc[0], lists.iloc[-1]
    words = (
        f"List {whole(first['list_size'])} in {_month(first['as_of'])}, "
        f"{whole(last['list_size'])} in {_month(last['as_of'])}"
    )
    return (
        f'<figure class="trend"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(words)}"><polyline points="{points}" fill="none" stroke="#005EB8" '
        f'stroke-width="2.5"/></svg><figcaption>{escape(words)}</figcaption></figure>'
    )


def _month(day: pd.Timestamp) -> str:
    return str(day.strftime("%B %Y"))
