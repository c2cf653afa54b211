"""Stress tests: what breaks first and where the load goes when things go wrong, one or two at once.

Nothing here changes a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import Bools, Context, Floats, context_of, ratio
from somerset_maps.metrics.cover import short_days
from somerset_maps.metrics.stresses import Load, Stress, usual_load
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a stress test comes to.

    Attributes:
        words: what went wrong, a sentence each.
        practices: index ``practice_code``: name, group, patients_before, patients_after,
            extra_patients, gp_fte_before, gp_fte_after (at work, against a usual day),
            patients_per_gp_before, patients_per_gp_after, beyond_before, beyond_after (past the
            breaking point of the settings), breaks_at (share of the stress after which it passes
            that point, missing if it does not), short_cover_before, short_cover_after. Values per
            GP are missing without a return, and after the last GP has gone.
        groups: the same by group; per GP over practices with a return; short cover with the
            sharing of the settings.
        breaks_first: codes of the practices that pass the breaking point, the first one first.
        groups_break_first: the same for groups.
        moved: where the load goes: from_code, to_code, patients; most first.
    """

    words: tuple[str, ...]
    practices: pd.DataFrame
    groups: pd.DataFrame
    breaks_first: tuple[str, ...]
    groups_break_first: tuple[str, ...]
    moved: pd.DataFrame


def stress(
    county: County, plan: Plan, stresses: Sequence[Stress], settings: Settings | None = None
) -> Outcome:
    """Apply stresses one after the other and compare before and after.

    Raises:
        PlanError: if a practice is not of the snapshot, or a stress cannot be applied, for
            example where the number of GPs is not known.
    """
    context = context_of(county, plan, settings)
    before = after = usual_load(context)
    for one in stresses:
        after = one.apply(context, after)
    practices = _practices(context, before, after)
    groups = _groups(context, before, after)
    return Outcome(
        words=tuple(one.words(county) for one in stresses),
        practices=practices,
        groups=groups,
        breaks_first=_first(practices),
        groups_break_first=_first(groups),
        moved=_moved(context, after),
    )


def _at_work(context: Context, load: Load) -> Floats:
    """Whole-time GPs against a usual day: fewer when more of them are away than usual; (P,)."""
    usual = 1 - context.settings.absence - context.settings.shared_absence
    return load.gp_fte * (usual - load.extra_absence) / usual


def _winter(settings: Settings, load: Load) -> Settings:
    extra = settings.shared_absence + load.extra_absence
    return settings.model_copy(update={"shared_absence": extra})


def _compare(
    limit: float,
    patients: tuple[Floats, Floats],
    fte: tuple[Floats, Floats],
    known: tuple[Floats, Floats],
) -> dict[str, Floats | Bools]:
    """Columns before and after; ``known`` are the patients of practices whose GPs are known."""
    per_gp = [ratio(who, gps) for who, gps in zip(known, fte, strict=True)]
    # With patients and no GP left every limit is passed.
    beyond = [
        np.where(gps > 0, load > limit, (gps == 0) & (who > 0))
        for load, gps, who in zip(per_gp, fte, known, strict=True)
    ]
    room = limit * fte[0] - known[0]
    used = (known[1] - known[0]) - limit * (fte[1] - fte[0])
    crossing = np.clip(np.nan_to_num(ratio(room, used), nan=1.0), 0.0, 1.0)
    return {
        "patients_before": patients[0],
        "patients_after": patients[1],
        "extra_patients": patients[1] - patients[0],
        "gp_fte_before": fte[0],
        "gp_fte_after": fte[1],
        "patients_per_gp_before": per_gp[0],
        "patients_per_gp_after": per_gp[1],
        "beyond_before": beyond[0],
        "beyond_after": beyond[1],
        "breaks_at": np.where(beyond[1] & ~beyond[0], crossing, np.nan),
    }


def _practices(context: Context, before: Load, after: Load) -> pd.DataFrame:
    lists = (before.lists, after.lists)
    columns = _compare(
        context.settings.breaking_point,
        lists,
        (_at_work(context, before), _at_work(context, after)),
        lists,
    )
    names = [group.name for group in context.plan.groups]
    practices = context.county.county.practices
    frame = pd.DataFrame(columns, index=practices.index)
    frame.insert(0, "name", practices["name"])
    frame.insert(1, "group", [names[row] if row >= 0 else None for row in context.group_of])
    for when, load in (("before", before), ("after", after)):
        frame[f"short_cover_{when}"] = short_days(
            np.nan_to_num(load.gp_fte),
            np.nan_to_num(load.headcount),
            _winter(context.settings, load),
        )
    return frame


def _groups(context: Context, before: Load, after: Load) -> pd.DataFrame:
    loads = (before, after)
    known = [~np.isnan(load.gp_fte) for load in loads]
    fte = [
        context.where_known(context.sum_by_group(np.nan_to_num(_at_work(context, load))), sent)
        for load, sent in zip(loads, known, strict=True)
    ]
    lists = [context.sum_by_group(load.lists) for load in loads]
    counted = [
        context.sum_by_group(load.lists * sent) for load, sent in zip(loads, known, strict=True)
    ]
    limit = context.settings.breaking_point
    columns = _compare(
        limit, (lists[0], lists[1]), (fte[0], fte[1]), (counted[0], counted[1])
    )  # fmt: skip
    index = pd.Index([group.name for group in context.plan.groups], name="group")
    frame = pd.DataFrame(columns, index=index)
    for when, load in (("before", before), ("after", after)):
        frame[f"short_cover_{when}"] = _group_short_cover(context, load)
    return frame[context.counts > 0]


def _group_short_cover(context: Context, load: Load) -> Floats:
    settings = _winter(context.settings, load)
    fte, people = np.nan_to_num(load.gp_fte), np.nan_to_num(load.headcount)
    known = (fte > 0) & (people > 0)
    alone = context.sum_by_group(np.nan_to_num(short_days(fte, people, settings)))
    together = short_days(
        context.sum_by_group(fte * known), context.sum_by_group(people * known), settings
    )
    days = (1 - settings.sharing) * alone + settings.sharing * together
    return context.where_known(days, known)


def _first(frame: pd.DataFrame) -> tuple[str, ...]:
    broken = frame.dropna(subset="breaks_at").sort_values(
        ["breaks_at", "patients_per_gp_after"], ascending=[True, False], kind="stable"
    )
    return tuple(map(str, broken.index))


def _moved(context: Context, after: Load) -> pd.DataFrame:
    codes = np.array(context.county.codes)
    source, target = np.nonzero(after.moved >= 1)
    frame = pd.DataFrame(
        {
            "from_code": codes[source],
            "to_code": codes[target],
            "patients": after.moved[source, target],
        }
    )
    return frame.sort_values("patients", ascending=False, ignore_index=True)
