"""What the screen should say, worked out from ``evaluate`` and the practice table alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from somerset_maps.county import County, load_county
from somerset_maps.metrics import evaluate
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from tests.browser.app_server import SNAPSHOT

ROUND = 0.5


@cache
def county() -> County:
    return load_county(SNAPSHOT)


def list_of(codes: list[str]) -> int:
    return int(county().practices.loc[codes, "list_size"].sum())


def per_gp(codes: list[str]) -> float:
    """Registered patients over full-time GPs, over the practices that made a return."""
    rows = county().practices.loc[codes]
    rows = rows[rows["gp_fte"].notna()]
    return float(rows["list_size"].sum() / rows["gp_fte"].sum())


def size_words(size: int, band: tuple[int, int] = (30_000, 50_000)) -> str:
    if size < band[0]:
        return f"{band[0] - size:,} patients below the range"
    if size > band[1]:
        return f"{size - band[1]:,} patients above the range"
    return "in the size range"


def rounded(text: str) -> list[float]:
    """Return the numbers in a text as shown: ``"1,379–2,024"`` gives 1379 and 2024."""
    cleaned = text.replace(",", "").replace("–", " ").replace("+", " ").replace("%", " ")
    return [float(word) for word in cleaned.split() if word.replace(".", "").isdigit()]


def strip_values(plan: Plan, settings: Settings | None = None) -> Mapping[str, list[float]]:
    """Return tile key to the numbers it should show, unrounded; shares as percent."""
    chosen = settings or Settings()
    scores = evaluate(county(), plan, chosen)
    whole: Mapping[str, Any] = scores.county
    values = {
        "in-a-group": [len(plan.assignment), len(county().practices)],
        "in-range": [100 * whole["in_band_share"]],
        "coverage": [100 * whole["coverage"]],
        "biggest-team": [100 * whole["worst_loss"]],
        "per-gp": [whole["patients_per_gp_fte_min"], whole["patients_per_gp_fte_max"]],
        "pieces": [whole["pieces"]],
    }
    return {
        key: [float(number) for number in numbers if not math.isnan(float(number))]
        for key, numbers in values.items()
    }
