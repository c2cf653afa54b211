"""Workforce: GPs, patients per GP, and what happens if the biggest team stopped."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure

WORKFORCE = (
    "NHS Digital, General Practice Workforce (30 September 2015; 30 September 2019), "
    "as compiled by the Health Equity Evidence Centre"
)
PER_GP_CAVEAT = "Excludes trainees, locums, nurses and pharmacists; over practices with a return."


def gp_fte(context: Context) -> Floats:
    """Whole-time equivalent GPs over practices with a return; NaN without any; shape (G,)."""
    returned = context.sum_by_group(context.has_return.astype(float))
    return np.where(returned > 0, context.sum_by_group(context.gp_fte), np.nan)


def gp_returns(context: Context) -> Floats:
    """Number of practices with a return of whole-time equivalents; shape (G,)."""
    return context.unless_empty(context.sum_by_group(context.has_return.astype(float)))


def gp_headcount(context: Context) -> Floats:
    """GPs counted as people over practices with a return; NaN without any; shape (G,)."""
    known = ~np.isnan(context.county.gp_headcount)
    returned = context.sum_by_group(known.astype(float))
    people = context.sum_by_group(np.nan_to_num(context.county.gp_headcount))
    return np.where(returned > 0, people, np.nan)


def _per_gp(context: Context, taken: Floats) -> Floats:
    """Patients per whole-time GP over the practices of weight 1 in ``taken`` (P,); (G,)."""
    return ratio(
        context.sum_by_group(context.county.lists * taken),
        context.sum_by_group(context.gp_fte * taken),
    )


def patients_per_gp_fte(context: Context) -> Floats:
    """Patients per whole-time GP over practices with a return; shape (G,)."""
    return _per_gp(context, context.has_return.astype(float))


def worst_loss(context: Context) -> Floats:
    """Extra patients per remaining whole-time GP if the biggest team stopped; share; (G,).

    NaN for a group of one ("no one to take over") and where no other practice has a return.
    """
    biggest = context.max_by_group(context.gp_fte)
    rest = context.sum_by_group(context.gp_fte) - biggest
    several = context.counts > 1
    return np.where(several, ratio(biggest, np.where(several, rest, 0.0)), np.nan)


def _per_gp_for_extremes(context: Context) -> Floats:
    """Patients per GP of each group as the county's extremes see it; shape (G,).

    Returns marked "to check" are left out unless the settings include them.
    """
    taken = context.has_return
    if not context.settings.include_to_check:
        taken = taken & ~context.county.to_check
    return _per_gp(context, taken.astype(float))


def _extreme(values: Floats, pick: np.ufunc) -> float:
    known = values[~np.isnan(values)]
    return float(pick.reduce(known)) if known.size else float("nan")


def patients_per_gp_fte_min(context: Context) -> float:
    """Fewest patients per whole-time GP among the groups; NaN when none is known."""
    return _extreme(_per_gp_for_extremes(context), np.minimum)


def patients_per_gp_fte_max(context: Context) -> float:
    """Most patients per whole-time GP among the groups; NaN when none is known."""
    return _extreme(_per_gp_for_extremes(context), np.maximum)


def county_worst_loss(context: Context) -> float:
    """Largest :func:`worst_loss` among groups of two or more; NaN when there is none."""
    return _extreme(worst_loss(context), np.maximum)


def practice_patients_per_gp_fte(context: Context) -> Floats:
    """Patients per whole-time GP of each practice; NaN without a return; shape (P,)."""
    return ratio(context.county.lists, context.gp_fte)


_BIGGEST_TEAM = {
    "title": "If the biggest team stopped",
    "unit": "share",
    "direction": "down",
    "source": WORKFORCE,
    "grade": "measured",
    "technical": "worst loss; loss of the largest unit",
    "when_missing": "no one to take over",
}

MEASURES = (
    Measure(
        key="gp_fte", level="group", title="Full-time GPs", unit="whole-time equivalents",
        direction="up", meaning="How many full-time GPs' worth of time the group has.",
        formula="sum of GP whole-time equivalents over practices with a return",
        source=WORKFORCE, grade="measured", caveat=PER_GP_CAVEAT, compute=gp_fte,
        when_missing="no GP return",
        technical="GP FTE",
    ),
    Measure(
        key="gp_returns", level="group", title="Practices with a GP return", unit="practices",
        direction="none", meaning="For how many of the practices the GP numbers are known.",
        formula="number of practices with a return", source=WORKFORCE, grade="measured",
        caveat="A missing return is missing, not zero.", compute=gp_returns,
    ),
    Measure(
        key="gp_headcount", level="group", title="GPs", unit="people", direction="up",
        meaning="How many GPs work in the group, part-time or full-time.",
        formula="sum of GP headcounts over practices with a return", source=WORKFORCE,
        grade="measured", caveat=PER_GP_CAVEAT + " A GP at two practices counts twice.",
        compute=gp_headcount, technical="headcount",
    ),
    Measure(
        key="patients_per_gp_fte", level="group", title="Patients per full-time GP",
        unit="patients", direction="down",
        meaning="How many patients each full-time GP looks after.",
        formula="sum of lists / sum of GP whole-time equivalents, over practices with a return",
        source=WORKFORCE, grade="measured", caveat=PER_GP_CAVEAT, compute=patients_per_gp_fte,
        technical="patients per GP FTE", when_missing="no GP return",
    ),
    Measure(
        key="worst_loss", level="group",
        meaning="How much more work each remaining GP would have if the biggest team stopped "
        "and its patients stayed in the group.",
        formula="largest over practices i of F_i / (sum of F - F_i), F whole-time GPs",
        caveat="It falls with size alone: compare only groups of similar size. A group of one "
        "practice has no one to take over.",
        compute=worst_loss, **_BIGGEST_TEAM,  # type: ignore[arg-type]
    ),
    Measure(
        key="patients_per_gp_fte_min", level="county",
        title="Fewest patients per full-time GP in a group", unit="patients", direction="none",
        meaning="The group with the fewest patients for each full-time GP.",
        formula="smallest patients per full-time GP over groups", source=WORKFORCE,
        grade="measured", caveat=PER_GP_CAVEAT + " Returns marked “to check” are left out.",
        compute=patients_per_gp_fte_min,
    ),
    Measure(
        key="patients_per_gp_fte_max", level="county",
        title="Most patients per full-time GP in a group", unit="patients", direction="down",
        meaning="The group with the most patients for each full-time GP.",
        formula="largest patients per full-time GP over groups", source=WORKFORCE,
        grade="measured", caveat=PER_GP_CAVEAT + " Returns marked “to check” are left out.",
        compute=patients_per_gp_fte_max,
    ),
    Measure(
        key="worst_loss", level="county",
        meaning="In the group where it would hurt most: how much more work each remaining GP "
        "would have if the biggest team stopped.",
        formula="largest over groups of two or more practices",
        caveat="It falls with size alone: compare only plans with groups of similar size.",
        compute=county_worst_loss, **_BIGGEST_TEAM,  # type: ignore[arg-type]
    ),
    Measure(
        key="patients_per_gp_fte", level="practice", title="Patients per full-time GP",
        unit="patients", direction="down",
        meaning="How many patients each full-time GP of this practice looks after.",
        formula="list / GP whole-time equivalents", source=WORKFORCE, grade="measured",
        caveat=PER_GP_CAVEAT, compute=practice_patients_per_gp_fte,
        technical="patients per GP FTE", when_missing="no GP return",
    ),
)  # fmt: skip
