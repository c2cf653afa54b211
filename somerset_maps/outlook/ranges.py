"""How wrong forecasts were: the 80% ranges of a back-test on Somerset's record of 2016 to 2025.

Below and above the forecast, as shares of it, 1 to 5 years ahead. Those of groups are the measured
widths times 1.4, since the measured ones covered too little in later years. There is none for the
county: too few starting points.
"""

from __future__ import annotations

from typing import Literal

Figure = Literal["list", "gp_fte"]
Of = Literal["practice", "group"]

#: (figure, of) to (below, above) for 1, 2, 3, 4 and 5 years.
RANGES: dict[tuple[Figure, Of], tuple[tuple[float, float], ...]] = {
    ("list", "practice"): (
        (-0.017, 0.018), (-0.029, 0.035), (-0.042, 0.052), (-0.061, 0.073), (-0.072, 0.084),
    ),
    ("list", "group"): (
        (-0.014, 0.013), (-0.024, 0.022), (-0.034, 0.036), (-0.042, 0.038), (-0.053, 0.038),
    ),
    ("gp_fte", "practice"): (
        (-0.19, 0.23), (-0.27, 0.34), (-0.31, 0.44), (-0.38, 0.56), (-0.39, 0.65),
    ),
    ("gp_fte", "group"): (
        (-0.13, 0.13), (-0.20, 0.20), (-0.22, 0.24), (-0.25, 0.28), (-0.25, 0.34),
    ),
}  # fmt: skip


def range_after(figure: Figure, of: Of, years: int) -> tuple[float, float]:
    """Return how far below and above a forecast 80% of outcomes lay; 0, 0 today.

    Raises:
        ValueError: for more years than were tested.
    """
    if years == 0:
        return 0.0, 0.0
    rows = RANGES[figure, of]
    if not 0 < years <= len(rows):
        raise ValueError(f"there is no tested range for {years} years")
    return rows[years - 1]
