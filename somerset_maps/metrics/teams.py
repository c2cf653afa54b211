"""Teams: how thinly GPs are spread, what one leaving means, and how small teams can stay."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Bools, Context, Floats, ratio
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.workforce import PER_GP_CAVEAT, WORKFORCE

PER = 10_000
#: A practice with a list below this, or a larger one this near, was more often absorbed.
SMALL_LIST = 6_000
NEAR_KM = 2.0


def practice_gp_fte_per_10000(context: Context) -> Floats:
    """Whole-time GPs per 10,000 patients of each practice; NaN without a return; shape (P,)."""
    return ratio(PER * context.county.gp_fte, context.county.lists)


def gp_fte_per_10000(context: Context) -> Floats:
    """Whole-time GPs per 10,000 patients over practices with a return; shape (G,)."""
    lists = context.sum_by_group(context.county.lists * context.has_return)
    return ratio(PER * context.sum_by_group(context.gp_fte), lists)


def county_gp_fte_per_10000(context: Context) -> float:
    """Whole-time GPs per 10,000 patients over every practice with a return, in a group or not."""
    lists = context.county.lists[context.has_return].sum()
    return float(PER * context.gp_fte.sum() / lists) if lists else float("nan")


def thin_practices(context: Context) -> Floats:
    """Practices below the setting's whole-time GPs per 10,000; NaN without a return; (G,)."""
    thin = np.nan_to_num(practice_gp_fte_per_10000(context), nan=np.inf)
    below = context.sum_by_group((thin < context.settings.thin_per_10000).astype(float))
    return context.where_known(below, context.has_return)


def _counted(context: Context) -> Bools:
    """Practices whose GPs are known as people; shape (P,)."""
    return ~np.isnan(context.county.gp_headcount)


def _people(context: Context) -> Floats:
    return context.where_known(context.sum_by_group(context.headcount), _counted(context))


def gp_loss(context: Context) -> Floats:
    """Extra work of each remaining GP if one of average hours left; share; shape (G,).

    NaN without a return, and where there is no more than one GP.
    """
    return ratio(np.ones(context.size), _people(context) - 1)


def practice_gp_loss(context: Context) -> Floats:
    """Share of a practice's GP time that one GP of average hours is; shape (P,)."""
    return ratio(np.ones(len(context.county.codes)), context.county.gp_headcount)


def _teams(context: Context) -> Floats:
    """Smallest number of teams with at most the setting's number of GPs each; shape (G,)."""
    return np.ceil(_people(context) / context.settings.team_gps)


def gps_per_team(context: Context) -> Floats:
    """GPs in each of the smallest number of teams; shape (G,)."""
    return ratio(_people(context), _teams(context))


def lists_per_team(context: Context) -> Floats:
    """Patients for each of the smallest number of teams, practices with a return; shape (G,)."""
    return ratio(context.sum_by_group(context.county.lists * _counted(context)), _teams(context))


def merger_exposure(context: Context) -> Floats:
    """Marks that practices absorbed since 2015 had more often, 0 to 2; shape (P,)."""
    lists, kept = context.county.lists, context.county.kept
    if "merger_exposure" in kept:
        known: Floats = kept["merger_exposure"]
        return known
    larger_and_near = (context.county.kilometres <= NEAR_KM) & (lists[None, :] > lists[:, None])
    marks: Floats = (lists < SMALL_LIST).astype(float) + larger_and_near.any(axis=1)
    kept["merger_exposure"] = marks
    return marks


MEASURES = (
    Measure(
        key="gp_fte_per_10000", level="group", title="Full-time GPs per 10,000 patients",
        unit="whole-time equivalents", direction="up",
        meaning="How many full-time GPs there are for every 10,000 patients of the group.",
        formula="10,000 x GP whole-time equivalents / lists, over practices with a return",
        source=WORKFORCE, grade="measured", caveat=PER_GP_CAVEAT, compute=gp_fte_per_10000,
        technical="GP FTE per 10,000", when_missing="no GP return",
    ),
    Measure(
        key="thin_practices", level="group", title="Practices with few GPs for their list",
        unit="practices", direction="down",
        meaning="How many of the practices have fewer than four full-time GPs for every 10,000 "
        "patients.",
        formula="number of practices below 4.0 GP whole-time equivalents per 10,000 patients",
        source=WORKFORCE, grade="measured",
        caveat="In a group of one or two it points at a practice. Returns to check count too. "
        + PER_GP_CAVEAT,
        compute=thin_practices, private=True, when_missing="no GP return",
    ),
    Measure(
        key="gp_loss", level="group", title="If one GP left", unit="share", direction="down",
        meaning="How much more work each remaining GP of the group would have if one GP of "
        "average hours left.",
        formula="1 / (people - 1)", source=WORKFORCE, grade="measured",
        caveat="It falls with size alone, and only if the group really shares the work.",
        compute=gp_loss, when_missing="no GP return, or no one to take over",
    ),
    Measure(
        key="gps_per_team", level="group", title="GPs to a team", unit="people",
        direction="none",
        meaning="How many GPs would make a team if the group formed the fewest teams of at most "
        "eight.",
        formula="people / teams; teams = people / 8 rounded up", source=WORKFORCE,
        grade="assumed",
        caveat="Eight is a setting. Patients who see the same doctor live longer in 18 of 22 "
        "studies (PMC6042583), and larger practices lost more of that continuity (PMC7643819).",
        compute=gps_per_team, technical="continuity", when_missing="no GP return",
    ),
    Measure(
        key="lists_per_team", level="group", title="Patients to a team", unit="patients",
        direction="none",
        meaning="How many patients a team would know if the group formed the fewest teams of at "
        "most eight GPs.",
        formula="lists of practices with a return / teams; teams = people / 8 rounded up",
        source=WORKFORCE, grade="assumed",
        caveat="Eight is a setting. A group may be large and its teams small.",
        compute=lists_per_team, technical="continuity", when_missing="no GP return",
    ),
    Measure(
        key="gp_fte_per_10000", level="county", title="Full-time GPs per 10,000 patients",
        unit="whole-time equivalents", direction="up",
        meaning="How many full-time GPs there are for every 10,000 patients of the county.",
        formula="10,000 x GP whole-time equivalents / lists, over practices with a return",
        source=WORKFORCE, grade="measured",
        caveat="No plan changes it. England had 2,291 patients per whole-time GP in June 2024, "
        "4.4 per 10,000. " + PER_GP_CAVEAT,
        compute=county_gp_fte_per_10000, technical="GP FTE per 10,000",
        when_missing="no GP return",
    ),
    Measure(
        key="gp_fte_per_10000", level="practice", title="Full-time GPs per 10,000 patients",
        unit="whole-time equivalents", direction="up",
        meaning="How many full-time GPs there are for every 10,000 patients of this practice.",
        formula="10,000 x GP whole-time equivalents / list", source=WORKFORCE,
        grade="measured", caveat=PER_GP_CAVEAT, compute=practice_gp_fte_per_10000,
        technical="GP FTE per 10,000", when_missing="no GP return",
    ),
    Measure(
        key="gp_loss", level="practice", title="If one GP left", unit="share",
        direction="down",
        meaning="How much of the practice's GP time one GP of average hours is.",
        formula="1 / people", source=WORKFORCE, grade="measured",
        caveat="By average hours: a partner's leaving can mean more. " + PER_GP_CAVEAT,
        compute=practice_gp_loss, private=True, when_missing="no GP return",
    ),
    Measure(
        key="merger_exposure", level="practice", title="Like practices that were absorbed",
        unit="of 2 marks", direction="none",
        meaning="How many of two marks it has that practices absorbed into another since 2015 "
        "had more often: a list below 6,000, and a practice with a larger list within two "
        "kilometres.",
        formula="[list < 6,000] + [a larger list within 2 km in a straight line]",
        source="Lists and addresses of the snapshot; what became of the 75 practices of 2015 "
        "(NHS Digital ODS, payments and lists to April 2026)",
        grade="measured",
        caveat="Counts of what happened, no probability: by April 2026 practices with two marks "
        "had been absorbed or dispersed in 9 of 14 cases, with one in 7 of 37, with none in 0 of "
        "24; of the practices of 2019, 3 of 5, 3 of 31 and 0 of 29. It says nothing of a "
        "practice's work or staff.",
        compute=merger_exposure, private=True,
    ),
)  # fmt: skip
