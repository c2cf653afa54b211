"""From terms to a set-partitioning problem: candidates that keep the rules, and their costs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.candidates import (
    MOST_GROUPS,
    Candidates,
    as_words,
    connected_groups,
)
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.objectives import MOVED, OBJECTIVES, travel
from somerset_maps.suggest.pricing import Field
from somerset_maps.suggest.problem import Problem, SideRow, number_row
from somerset_maps.suggest.rules import InOnePiece
from somerset_maps.suggest.terms import Groups, Terms
from somerset_maps.suggest.wanted import Wanted

#: Rows of patients are counted in thousands, so that their numbers are like those of other rows.
_THOUSAND = 1_000.0


def as_groups(ground: Ground, candidates: Candidates, chosen: Ints) -> Groups:
    """Return the practice codes of chosen candidates, each group in the county's order."""
    return tuple(
        tuple(ground.codes[row] for row in np.flatnonzero(members))
        for members in candidates.members(chosen)
    )


def _nothing() -> None:
    """Keep going."""


def free_practices(ground: Ground, terms: Terms) -> Bools:
    """Return which practices are to be divided: not locked, not left alone; shape (P,)."""
    settled = {code for codes in terms.locked for code in codes} | terms.left_alone
    return ~ground.mask(settled)


def candidates_under(
    ground: Ground,
    terms: Terms,
    keep_going: Callable[[], None] = _nothing,
    most_groups: int = MOST_GROUPS,
) -> Candidates:
    """Return every group that keeps all rules about single groups.

    Raises:
        TooManyGroups: if there are more than can be listed.
    """
    low, high = terms.size.widest
    candidates = connected_groups(
        ground.lists, neighbours_under(ground, terms), compatible_pairs(ground, terms),
        free_practices(ground, terms), low, high, keep_going, most_groups,
    )  # fmt: skip
    return allowed_under(ground, terms, candidates, keep_going)


def compatible_pairs(ground: Ground, terms: Terms) -> Bools:
    """Return which pairs of practices may be in one group; shape (P, P)."""
    compatible = np.ones((len(ground), len(ground)), dtype=np.bool_)
    for rule in terms.rules:
        allowed = rule.pairs(ground)
        if allowed is not None:
            compatible &= allowed
    return compatible


def neighbours_under(ground: Ground, terms: Terms) -> Bools:
    """Return which practices count as neighbours: all, when groups may lie in pieces; (P, P)."""
    one_piece = terms.one(InOnePiece)
    if one_piece and one_piece.wanted:
        return ground.neighbours
    return np.ones((len(ground), len(ground)), dtype=np.bool_)


def allowed_under(
    ground: Ground, terms: Terms, candidates: Candidates, keep_going: Callable[[], None] = _nothing
) -> Candidates:
    """Return those of the candidates that keep every rule about single groups."""
    for rule in terms.rules:
        keep_going()
        kept = rule.allows(ground, candidates)
        if kept is not None and not kept.all():
            candidates = candidates.pick(kept)
    return candidates


def costs_of(ground: Ground, terms: Terms, candidates: Candidates, soft: bool = True) -> Floats:
    """Return each candidate's weighted cost, moves left out, soft rules included; shape (C,)."""
    costs = np.zeros(len(candidates))
    for key, weight in terms.weights:
        costs += weight * OBJECTIVES[key].costs(ground, candidates)
    for rule in terms.rules if soft else ():
        penalties = rule.penalties(ground, candidates)
        if penalties is not None:
            costs += penalties
    return costs


def pool_under(
    ground: Ground,
    terms: Terms,
    keep_going: Callable[[], None] = _nothing,
    most_groups: int = MOST_GROUPS,
) -> Problem:
    """Return the set-partitioning problem of some terms.

    Raises:
        TooManyGroups: if there are more groups than can be listed.
    """
    candidates = candidates_under(ground, terms, keep_going, most_groups)
    keep_going()
    costs = costs_of(ground, terms, candidates)
    sides: list[SideRow] = []
    if terms.counts_moves:
        candidates, costs, sides = _with_moves(ground, terms, candidates, costs)
    sides += number_row(*_number_left(terms), len(candidates))
    sides += [
        _otherwise_row(ground, terms, candidates, one.groups, one.share) for one in terms.otherwise
    ]
    guide = travel(ground, candidates) if "travel" not in dict(terms.weights) else None
    free = free_practices(ground, terms)
    return Problem(candidates, costs, free, tuple(sides), guide)


def locked_cost(ground: Ground, terms: Terms) -> float:
    """Return what the locked groups cost."""
    locked = as_candidates(ground, terms.locked)
    return float(costs_of(ground, terms, locked, soft=False).sum()) if len(locked) else 0.0


def as_candidates(ground: Ground, groups: Groups) -> Candidates:
    """Return given groups as candidates, in their order."""
    if not groups:
        return Candidates(as_words(np.zeros((0, len(ground)), dtype=np.bool_)), len(ground))
    return Candidates(as_words(np.stack([ground.mask(codes) for codes in groups])), len(ground))


def wanted_under(ground: Ground, terms: Terms, keep_going: Callable[[], None]) -> Wanted | None:
    """Return what a plan is to be made of where groups cannot be listed.

    None where the terms do not allow it: the search by generated groups looks at their travel, and
    knows no conditions on the whole plan but the number of groups.
    """
    weight = dict(terms.weights).get("travel", 0.0)
    if not weight or terms.counts_moves or terms.otherwise:
        return None
    low, high = terms.size.widest
    fewest, most = _number_left(terms)
    return Wanted(
        Field(
            ground.lists, weight * ground.lists[:, None] * ground.minutes,
            neighbours_under(ground, terms), compatible_pairs(ground, terms),
            free_practices(ground, terms), low, high,
        ),
        lambda candidates: allowed_under(ground, terms, candidates, keep_going),
        lambda candidates: costs_of(ground, terms, candidates),
        fewest, most,
    )  # fmt: skip


def _number_left(terms: Terms) -> tuple[float, float]:
    """Return how few and how many groups there may be beside the locked ones."""
    low, high, locked = terms.number.at_least, terms.number.at_most, len(terms.locked)
    return float(max(0, (low or 0) - locked)), np.inf if high is None else float(high - locked)


def _with_moves(
    ground: Ground, terms: Terms, candidates: Candidates, costs: Floats
) -> tuple[Candidates, Floats, list[SideRow]]:
    """Let every candidate be the continuation of one old group or of none, each old group once.

    A candidate stands once for every old group it shares a practice with and once for none; its
    patients who were in another old group have moved.
    """
    weight = dict(terms.weights).get(MOVED, 0.0)
    locked = {code for codes in terms.locked for code in codes}
    old = [codes for codes in terms.moved_from if not locked.intersection(codes)]
    settled = locked | terms.left_alone
    lists = ground.lists.astype(float)
    counted = ground.mask(code for codes in old for code in codes if code not in settled)
    had_group = candidates.totals(lists * counted)
    which: list[Ints] = [np.arange(len(candidates))]
    label: list[Ints] = [np.full(len(candidates), -1)]
    moved: list[Floats] = [had_group]
    for number, codes in enumerate(old):
        stay = candidates.totals(lists * (ground.mask(codes) & counted))
        shares = np.flatnonzero(stay > 0)
        which.append(shares)
        label.append(np.full(len(shares), number))
        moved.append(had_group[shares] - stay[shares])
    every: Ints = np.concatenate(which)
    labels: Ints = np.concatenate(label)
    moves: Floats = np.concatenate(moved)
    sides = [SideRow((labels == n).astype(np.uint8), -np.inf, 1.0) for n in range(len(old))]
    if terms.most_moved is not None:
        sides.append(SideRow(moves / _THOUSAND, -np.inf, terms.most_moved / _THOUSAND + 1e-6))
    return candidates.pick(every), costs[every] + weight * moves, sides


def _otherwise_row(
    ground: Ground, terms: Terms, candidates: Candidates, groups: Groups, share: float
) -> SideRow:
    """At least a share of patients is placed otherwise than in a plan.

    What a group and any one group of the plan have in common, at most, is the most that can be
    said to have stayed; so at least the share is placed otherwise however the groups are matched.
    """
    lists = ground.lists.astype(float)
    free = free_practices(ground, terms)
    common = np.zeros(len(candidates))
    for codes in groups:
        np.maximum(common, candidates.totals(lists * (ground.mask(codes) & free)), out=common)
    everyone = float(ground.lists.sum())
    settled = float(lists[~free & ~ground.mask(terms.left_alone)].sum())
    most = (1 - share) * everyone - settled
    return SideRow(common / _THOUSAND, -np.inf, most / _THOUSAND)
