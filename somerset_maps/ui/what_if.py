"""What leaving or joining would do: both groups before and after, for one practice."""

from __future__ import annotations

from html import escape

from somerset_maps.metrics import Scores
from somerset_maps.plan import Plan
from somerset_maps.ui import resources
from somerset_maps.ui.frame import Hand
from somerset_maps.ui.words import NOTHING, is_missing, size_words, whole

MOST_GROUPS = 4


def what_if_html(hand: Hand, scores: Scores, code: str) -> str:
    """Return, as HTML, what the practice's group would be without it and its neighbours with it.

    Groups are those with a practice next to this one, nearest first; locked groups stay out.
    """
    plan = scores.plan
    here = plan.assignment.get(code)
    locked = {group.name for group in plan.groups if group.locked}
    if here in locked:
        return '<p class="neighbours">Its group is locked: it stays where it is.</p>'
    rows = []
    if here is not None:
        rows.append(_row(hand, scores, plan.move(code, None), here, f"{here} without it"))
    for name in nearby_groups(hand, plan, code):
        if name not in locked and name != here:
            rows.append(_row(hand, scores, plan.move(code, name), name, f"{name} with it"))
    if not rows:
        return '<p class="neighbours">No group has a practice next to this one yet.</p>'
    return (
        '<table class="what-if"><caption>If it left or joined</caption>'
        "<thead><tr><th>Group</th><th>Patients</th><th>Per full-time GP</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def nearby_groups(hand: Hand, plan: Plan, code: str) -> list[str]:
    """Return the groups that have a practice next to this one, nearest first."""
    graph = hand.county.adjacency
    near = sorted((graph.edges[code, other]["minutes"], other) for other in graph.neighbors(code))
    names = [plan.assignment[other] for _, other in near if other in plan.assignment]
    return list(dict.fromkeys(names))[:MOST_GROUPS]


def _row(hand: Hand, now: Scores, changed: Plan, name: str, label: str) -> str:
    state = hand.state
    then = resources.scores(state.snapshot, changed, state.settings)
    was, would = now.groups.loc[name], then.groups.loc[name]
    size = f"{whole(was['registered'])} → {_or_none(would['registered'])}"
    words = "" if is_missing(would["band_gap"]) else size_words(float(would["band_gap"]))
    per_gp = f"{whole(was['patients_per_gp_fte'])} → {whole(would['patients_per_gp_fte'])}"
    pieces = would["pieces"]
    apart = f", in {whole(pieces)} pieces" if not is_missing(pieces) and pieces > 1 else ""
    return (
        f"<tr><td>{escape(label)}</td><td>{size}</td><td>{per_gp}</td></tr>"
        f'<tr><td colspan="3"><small>{words}{apart}</small></td></tr>'
    )


def _or_none(value: float) -> str:
    return "no practice" if is_missing(value) else whole(value) or NOTHING
