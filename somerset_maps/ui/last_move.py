"""The last line: in words, what the last move did, for the facilitator to read out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from somerset_maps.metrics import Scores
from somerset_maps.ui.words import counted, is_missing, percent, whole

NOTHING_MOVES = "No surgery moves. Every practice keeps its own contract, name and partners."
MOST_TOLD = 2
BEGIN = "Drag a practice onto another to start a group."
GO_ON = "Drag a practice to another group to see what that changes."


def consequences(now: Scores, before: Scores, changed: Sequence[str]) -> list[str]:
    """Return what the last move did to the groups it touched, one sentence each, at most three.

    Args:
        now: measures of the plan as it is.
        before: measures of the plan before the last move.
        changed: names of the groups whose practices changed.
    """
    if len(changed) > MOST_TOLD:
        county = now.values["county"]
        whole_groups = counted(county["groups"], "group", "groups")
        return [f"{county['in_band_groups']} of {whole_groups} in the size range."]
    said: list[str] = []
    for name in changed:
        row = now.groups.loc[name]
        if is_missing(row["registered"]):
            said.append(f"{name} has no practice now.")
            continue
        was = before.groups.loc[name] if name in before.groups.index else None
        said.append(_size(name, float(row["band_gap"]), None if was is None else was["band_gap"]))
        if float(row["pieces"]) > 1 and (was is None or not float(was["pieces"]) > 1):
            said.append(f"{name} is now in {whole(row['pieces'])} pieces on the map.")
    gained = [name for name in changed if _grew(name, now, before)]
    if gained and not is_missing(now.groups.loc[gained[0], "coverage"]):
        share = percent(float(now.groups.loc[gained[0], "coverage"]))
        said.append(
            f"If {gained[0]} shared its surgeries, about {share} of its patients would live within "
            f"{round(now.settings.minutes)} minutes of one (modelled)."
        )
    return said


def last_move_html(
    sentence: str, said: Sequence[str], notice: str, saved: str, begun: bool = False
) -> str:
    """Return the line as HTML; every text in it is escaped.

    Args:
        sentence: what was done, "" before the first move.
        said: what it did to the groups.
        notice: a refusal or warning, "" when there is none.
        saved: when the plan was last written to disk, as a clock time.
        begun: whether the plan has groups already.
    """
    parts = []
    if notice:
        parts.append(f'<div class="notice">{escape(notice)}</div>')
    words = " ".join([sentence or (GO_ON if begun else BEGIN), *said])
    parts.append(f'<div class="said">{escape(words)}</div>')
    kept = f'<span class="saved">Saved {escape(saved)}.</span>'
    parts.append(f'<div class="quiet">{NOTHING_MOVES} {kept}</div>')
    return f'<section class="last-move" aria-live="polite">{"".join(parts)}</section>'


def _size(name: str, gap: float, was: float | None) -> str:
    if gap == 0:
        again = "is" if was is not None and was == 0 else "is now"
        return f"{name} {again} in the size range."
    side = "below" if gap < 0 else "above"
    return f"{name} is {whole(abs(gap))} patients {side} the range."


def _grew(name: str, now: Scores, before: Scores) -> bool:
    if name not in before.groups.index:
        return True
    return len(now.plan.group(name).members) > len(before.plan.group(name).members)
