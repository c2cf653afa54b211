"""What can go wrong with a plan, read off its measures, and what nobody has measured."""

from __future__ import annotations

from somerset_maps.county import County
from somerset_maps.report.comparison import Option
from somerset_maps.report.words import counted, is_missing, listed, percent, size_words

_NAMED = 4


def risks(county: County, option: Option) -> list[str]:
    """Return a sentence for each risk that the measures of a plan show, the widest first."""
    scores, plan = option.scores, option.plan
    groups, values = scores.groups, scores.values["county"]
    titles = {group.name: f"{group.letter} {group.name}" for group in plan.groups}
    members = {group.name: group.members for group in plan.groups}
    lines = []
    outside = len(county.practices) - len(plan.assignment)
    if outside:
        lines.append(f"{counted(outside, 'practice is', 'practices are')} in no group.")
    off = groups[groups["band_gap"].fillna(0) != 0] if len(groups) else groups
    if len(off):
        said = [f"{titles[name]}, {size_words(gap)}" for name, gap in off["band_gap"].items()]
        lines.append(f"Outside the size range: {_some(said, '; ')}.")
    pieces = [titles[name] for name in groups.index if (groups.at[name, "pieces"] or 0) > 1]
    if pieces:
        lines.append(f"Not joined up on the map: {_some(pieces)}.")
    if values["groups"] and not is_missing(values["worst_loss"]):
        worst = groups["worst_loss"].astype(float).idxmax()
        lines.append(
            f"If the biggest team of {titles[worst]} stopped, the others would have "
            f"{percent(values['worst_loss'])} more work."
        )
    alone = [titles[name] for name, codes in members.items() if len(codes) == 1]
    if alone:
        lines.append(f"A group of one practice, with no one to take over: {_some(alone)}.")
    silent = [
        str(county.practices.at[code, "name"]) for code in plan.assignment
        if is_missing(float(county.practices.at[code, "gp_fte"]))
        or county.practices.at[code, "to_check"]
    ]  # fmt: skip
    if silent:
        lines.append(f"No GP return, or one to check: {_some(silent)}.")
    empty = [titles[name] for name, codes in members.items() if not codes]
    if empty:
        lines.append(f"No practice yet: {_some(empty)}.")
    lines.append("Nobody has asked patients yet, as far as this tool knows.")
    return lines


def estimates() -> list[str]:
    """Return what in these frames rests on a model or an assumption, and what evidence lacks."""
    return [
        "Minutes: by car, from a model set on published minutes; on Exmoor, the Brendons, the "
        "Quantocks and the Levels it can be 7 to 8 minutes too fast.",
        "Who lives where and in which group: spread from each practice's list; shapes and totals "
        "hold, single areas may not.",
        "Cover for absence: assumes that a group really shares the work it says it shares.",
        "The fund: £3 a patient, one total for April 2017 to March 2019, not a yearly sum.",
        "There is wide acceptance and little direct evidence that 30,000 to 50,000 patients is the "
        "best size.",
    ]


def _some(names: list[str], between: str = "") -> str:
    shown = names[:_NAMED]
    more = len(names) - len(shown)
    if between:
        return between.join(shown) + (f"{between}and {more} more" if more else "")
    return listed([*shown, f"{more} more"]) if more else listed(shown)
