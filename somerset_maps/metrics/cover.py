"""Cover: how many days a group is short of GPs, each practice alone and the group together.

A team of F whole-time GPs, H people, has on a day about Normal(F (1 - q), F f q (1 - q)) of them
at work, f = F / H, q the share away. A day is short when less than a share of F is there. Both the
mean and the variance are continuous in F, so nothing jumps at whole numbers.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from somerset_maps.metrics.context import Bools, Context, Floats
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.workforce import WORKFORCE
from somerset_maps.settings import Settings

_ASSUMED = (
    "A sum with assumptions: GPs are away independently of each other, one day in seven. It "
    "ranks teams; it does not count days. It falls with size alone: compare groups of similar "
    "size."
)


def short_days(gp_fte: Floats, headcount: Floats, settings: Settings) -> Floats:
    """Return expected GP-days a year below the cover needed, for teams on their own.

    Args:
        gp_fte: whole-time GPs of each team.
        headcount: GPs of each team as people; the same shape.
        settings: absence, shared absence, the cover needed and working days.

    Returns:
        GP-days a year of the same shape; NaN where either count is missing or zero.
    """
    away = settings.absence + settings.shared_absence
    known = (gp_fte > 0) & (headcount > 0)
    fte, people = np.where(known, gp_fte, 1.0), np.where(known, headcount, 1.0)
    short_on_average = fte * (settings.cover_needed - (1 - away))
    spread = fte * np.sqrt(away * (1 - away) / people)
    if away == 0:
        shortfall = np.maximum(short_on_average, 0.0)
    else:
        z = short_on_average / spread
        density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        shortfall = spread * density + short_on_average * ndtr(z)
    return np.where(known, settings.working_days * shortfall, np.nan)


def _known(context: Context) -> Bools:
    """Practices whose GPs are known as whole-time equivalents and as people; shape (P,)."""
    return (context.gp_fte > 0) & (context.headcount > 0)


def practice_short_cover(context: Context) -> Floats:
    """GP-days a year below the cover needed, each practice by itself; shape (P,)."""
    kept, settings = context.county.kept, context.settings
    key = ("short_cover", settings.absence, settings.shared_absence, settings.cover_needed,
           settings.working_days)  # fmt: skip
    if key not in kept:
        kept[key] = short_days(context.gp_fte, context.headcount, settings)
    days: Floats = kept[key]
    return days


def short_cover_alone(context: Context) -> Floats:
    """GP-days a year below the cover needed, practices by themselves, added up; shape (G,)."""
    alone = context.sum_by_group(np.nan_to_num(practice_short_cover(context)))
    return context.where_known(alone, _known(context))


def short_cover_pooled(context: Context) -> Floats:
    """GP-days a year below the cover needed at the sharing of the settings; shape (G,)."""
    known = _known(context)
    together = short_days(
        context.sum_by_group(context.gp_fte * known),
        context.sum_by_group(context.headcount * known),
        context.settings,
    )
    shared = context.settings.sharing
    return (1 - shared) * short_cover_alone(context) + shared * together


def county_short_cover_alone(context: Context) -> float:
    """Sum over groups of :func:`short_cover_alone`; NaN without any."""
    return _total(short_cover_alone(context))


def county_short_cover_pooled(context: Context) -> float:
    """Sum over groups of :func:`short_cover_pooled`; NaN without any."""
    return _total(short_cover_pooled(context))


def _total(days: Floats) -> float:
    known = days[~np.isnan(days)]
    return float(known.sum()) if known.size else float("nan")


_ALONE = {
    "title": "Short cover, each practice alone",
    "unit": "GP-days a year",
    "direction": "down",
    "meaning": "About how many GP-days a year are below the cover needed when every practice "
    "covers for itself.",
    "formula": "253 x E[max(0, 0.7 F - GPs at work)], GPs at work normal with mean F (1 - q) and "
    "variance F f q (1 - q); F whole-time GPs, f = F / people, q = 0.15 away; sum over practices",
    "source": WORKFORCE + "; absence, cover needed and working days are settings",
    "grade": "assumed",
    "caveat": _ASSUMED,
    "technical": "expected shortfall, alone",
    "when_missing": "no GP return",
}
_POOLED = {
    **_ALONE,
    "title": "Short cover, with the sharing agreed",
    "meaning": "About how many GP-days a year are below the cover needed when the practices "
    "share as much of their cover as the setting says.",
    "formula": "(1 - p) x alone + p x the same sum for the group as one team; p the share of "
    "cover really shared",
    "caveat": "Sharing is 0 until practices agree to share: then it equals the sum alone. In ten "
    "years of Somerset's record the year-to-year swing of GPs per patient fell as size to the "
    "power -0.47, about as for independent practices, with no special size at 30-50,000; the "
    "fall of the whole county is not pooled away. " + _ASSUMED,
    "technical": "expected shortfall, pooled",
}

MEASURES = (
    Measure(key="short_cover_alone", level="group", compute=short_cover_alone,
            **_ALONE),  # type: ignore[arg-type]
    Measure(key="short_cover_pooled", level="group", compute=short_cover_pooled,
            **_POOLED),  # type: ignore[arg-type]
    Measure(key="short_cover_alone", level="county", compute=county_short_cover_alone,
            **_ALONE),  # type: ignore[arg-type]
    Measure(key="short_cover_pooled", level="county", compute=county_short_cover_pooled,
            **_POOLED),  # type: ignore[arg-type]
    Measure(
        key="short_cover", level="practice", title="Short cover on its own",
        unit="GP-days a year", direction="down",
        meaning="About how many GP-days a year this practice is below the cover needed when it "
        "covers for itself.",
        formula="253 x E[max(0, 0.7 F - GPs at work)]",
        source=WORKFORCE + "; absence, cover needed and working days are settings",
        grade="assumed", caveat=_ASSUMED, compute=practice_short_cover, private=True,
        technical="expected shortfall", when_missing="no GP return",
    ),
)  # fmt: skip
