"""What the map and the board are told about a plan: one dictionary, small enough for every drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from somerset_maps.metrics import Scores
from somerset_maps.plan import COLOURS, Plan, next_letter
from somerset_maps.ui.words import is_missing, size_words


def view_state(
    scores: Scores,
    lists: Mapping[str, float],
    *,
    plan_id: str,
    revision: int,
    acks: Mapping[str, int],
    changed: Sequence[str] = (),
    can_undo: bool = False,
    can_redo: bool = False,
    selected: str | None = None,
    notice: str = "",
    stances: Mapping[str, str] | None = None,
    ranges: Sequence[tuple[tuple[int, int], str]] = (),
    projector: bool = False,
) -> dict[str, Any]:
    """Return the state of a plan for the browser.

    Args:
        scores: the plan's measures.
        lists: practice code to list size, for the order of practices in a group.
        plan_id: which plan it is.
        revision: rises with every change of the plan.
        acks: client to the highest sequence number that is in the journal.
        changed: names of the groups the last action changed.
        can_undo: whether there is something to undo.
        can_redo: whether there is something to redo.
        selected: the practice whose panel is open.
        notice: a refusal or a warning to show and to speak.
        stances: practice code to what it says to being in its group; those not asked left out.
        ranges: each group's size range and why it differs from the plan's.
        projector: whether a room looks on: larger type, nothing private.
    """
    plan = scores.plan
    return {
        "plan": plan_id,
        "rev": revision,
        "ack": dict(acks),
        "band": list(scores.settings.band),
        "groups": [
            {**_group(scores, row, lists, changed), **_own_range(ranges, row)}
            for row in range(len(plan.groups))
        ],
        "colours": list(COLOURS),
        "letters": next_letter([group.letter for group in plan.groups]),
        "can_undo": can_undo,
        "can_redo": can_redo,
        "selected": selected,
        "notice": notice,
        "stances": dict(stances or {}),
        "projector": projector,
    }


def _group(
    scores: Scores, row: int, lists: Mapping[str, float], changed: Sequence[str]
) -> dict[str, Any]:
    group = scores.plan.groups[row]
    values = scores.values["group"]

    def number(key: str) -> float | None:
        value = float(values[key][row])
        return None if is_missing(value) else value

    gap = number("band_gap")
    returns = number("gp_returns") or 0
    per_gp = number("patients_per_gp_fte")
    return {
        "name": group.name,
        "letter": group.letter,
        "colour": group.colour,
        "ink": group.ink,
        "locked": group.locked,
        "members": sorted(group.members, key=lambda code: (-lists[code], code)),
        "list": round(number("registered") or 0),
        "status": values["band_status"][row] or "under",
        "gap": round(gap or 0),
        "per_gp": None if per_gp is None else round(per_gp),
        "returns": [round(returns), len(group.members)],
        "pieces": round(number("pieces") or 1),
        "words": size_words(float("nan") if gap is None else gap),
        "changed": group.name in changed,
    }


def _own_range(ranges: Sequence[tuple[tuple[int, int], str]], row: int) -> dict[str, Any]:
    """Return a group's size range and its reason, nothing when ranges are not told."""
    if row >= len(ranges):
        return {}
    band, reason = ranges[row]
    return {"band": list(band), "band_reason": reason}


def changed_groups(before: Plan, after: Plan) -> list[str]:
    """Return the names of groups of ``after`` that are not as they were in ``before``."""
    earlier = {group.name: set(group.members) for group in before.groups}
    return [group.name for group in after.groups if earlier.get(group.name) != set(group.members)]
