"""Power: how evenly size and votes are spread among the practices of a group."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from somerset_maps.metrics.banzhaf import banzhaf
from somerset_maps.metrics.context import Context, Floats, Ints, ratio
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.size import LISTS

Quota = Callable[[int], int]
_BANZHAF = "Banzhaf (1965), worked out exactly over every coalition; " + LISTS
_RULE = "No group has this rule until it writes one down: groups set their own rules."


def simple_majority(votes: int) -> int:
    """Return the votes needed for more than half.

    >>> simple_majority(4), simple_majority(5)
    (3, 3)
    """
    return votes // 2 + 1


def two_thirds(votes: int) -> int:
    """Return the votes needed for at least two thirds.

    >>> two_thirds(6), two_thirds(7)
    (4, 5)
    """
    return -(-2 * votes // 3)


def hhi(context: Context) -> Floats:
    """Sum of squared shares of the group's patients, 0 to 1; shape (G,)."""
    squares = context.sum_by_group(context.county.lists**2)
    return ratio(squares, context.registered**2)


def effective_practices(context: Context) -> Floats:
    """Number of equal practices that would be as concentrated; shape (G,)."""
    return ratio(context.registered**2, context.sum_by_group(context.county.lists**2))


def _by_group(context: Context, votes: Ints, quota: Quota) -> Floats:
    """Banzhaf index of each practice in its group; NaN outside groups; shape (P,)."""
    index = np.full(votes.size, np.nan)
    for row in range(context.size):
        members = np.flatnonzero(context.group_of == row)
        held = tuple(votes[members].tolist())
        if sum(held):
            index[members] = banzhaf(held, quota(sum(held)))
    return index


def _list_votes(context: Context) -> Ints:
    return np.rint(context.county.lists).astype(np.int64)


def power_one_vote(context: Context) -> Floats:
    """Banzhaf index, one practice one vote, more than half; shape (P,)."""
    return _by_group(context, np.ones(len(context.county.codes), dtype=np.int64), simple_majority)


def power(context: Context) -> Floats:
    """Banzhaf index, votes by list, more than half; shape (P,)."""
    return _by_group(context, _list_votes(context), simple_majority)


def power_two_thirds(context: Context) -> Floats:
    """Banzhaf index, votes by list, at least two thirds; shape (P,)."""
    return _by_group(context, _list_votes(context), two_thirds)


def others_decide(context: Context) -> list[bool | None]:
    """Whether no vote by list can turn on this practice; None outside groups; length P."""
    return [None if np.isnan(index) else bool(index == 0) for index in power(context)]


def outvoted_by(context: Context) -> Floats:
    """Fewest other members with more than half of the group's patients; shape (P,).

    NaN outside groups and where all others together have no more than half.
    """
    fewest = np.full(len(context.county.codes), np.nan)
    order, present, first = context.in_order
    if not order.size:
        return fewest
    votes = _list_votes(context)
    # Every group's members by votes, the largest first, and how many votes have been counted.
    ranked = order[np.lexsort((order, -votes[order], context.group_of[order]))]
    counted = np.cumsum(votes[ranked])
    sizes = context.counts[present]
    begins = np.repeat(first, sizes)
    before = np.repeat(counted[first] - votes[ranked[first]], sizes)
    everybody = np.repeat(np.add.reduceat(votes[ranked], first), sizes)
    enough = before + everybody // 2 + 1
    rank = np.arange(ranked.size) - begins
    with_own = np.searchsorted(counted, enough) - begins
    without_own = np.searchsorted(counted, enough + votes[ranked]) - begins
    largest = np.where(with_own < rank, with_own + 1, without_own)  # its own place adds nobody
    possible = everybody - votes[ranked] >= everybody // 2 + 1
    fewest[ranked] = np.where(possible, largest, np.nan)
    return fewest


MEASURES = (
    Measure(
        key="hhi", level="group", title="Concentration", unit="share", direction="down",
        meaning="The chance that two patients of the group, picked at random, are on the list "
        "of the same practice.",
        formula="sum over practices of (list / sum of lists) squared", source=LISTS,
        grade="measured", caveat="It falls with the number of practices alone.", compute=hhi,
        technical="Herfindahl-Hirschman index",
    ),
    Measure(
        key="effective_practices", level="group", title="Practices, weighing size",
        unit="practices", direction="up",
        meaning="How many practices of equal size would share the patients as evenly.",
        formula="1 / sum over practices of (list / sum of lists) squared", source=LISTS,
        grade="measured",
        caveat="Six practices that count as two: one or two of them are most of the group.",
        compute=effective_practices, technical="effective number, 1 / Herfindahl-Hirschman",
    ),
    Measure(
        key="outvoted_by", level="practice", title="Others needed to outvote it",
        unit="practices", direction="up",
        meaning="How few of the other practices together have more than half of the group's "
        "patients.",
        formula="fewest other members whose lists are more than half of the group's",
        source=LISTS, grade="measured", caveat="Votes by list are one rule of several. " + _RULE,
        compute=outvoted_by, when_missing="nobody can outvote it, or in no group",
    ),
    Measure(
        key="power_one_vote", level="practice", title="Say, one practice one vote", unit="share",
        direction="none",
        meaning="How much of all say this practice has if every practice has one vote and more "
        "than half decide.",
        formula="its swings / all members' swings; a swing is a coalition that has more than "
        "half of the votes with it and not without it",
        source=_BANZHAF, grade="measured", caveat="The same for every member. " + _RULE,
        compute=power_one_vote, cost="heavy", technical="Banzhaf index",
        when_missing="in no group",
    ),
    Measure(
        key="power", level="practice", title="Say, votes by list", unit="share",
        direction="none",
        meaning="How much of all say this practice has if votes go by list size and more than "
        "half decide.",
        formula="its swings / all members' swings; a swing is a coalition that has more than "
        "half of the patients with it and not without it",
        source=_BANZHAF, grade="measured",
        caveat="It counts coalitions as equally likely, and friends vote together. " + _RULE,
        compute=power, cost="heavy", technical="Banzhaf index", when_missing="in no group",
    ),
    Measure(
        key="power_two_thirds", level="practice", title="Say, two thirds by list", unit="share",
        direction="none",
        meaning="How much of all say this practice has if votes go by list size and two thirds "
        "decide.",
        formula="its swings / all members' swings; a swing is a coalition that has at least two "
        "thirds of the patients with it and not without it",
        source=_BANZHAF, grade="measured",
        caveat="It counts coalitions as equally likely, and friends vote together. " + _RULE,
        compute=power_two_thirds, cost="heavy", technical="Banzhaf index",
        when_missing="in no group",
    ),
    Measure(
        key="others_decide", level="practice", title="Others can decide without you",
        unit="yes or no", direction="none",
        meaning="Whether the others can decide everything without this practice when votes go "
        "by list size and more than half decide.",
        formula="yes when its Banzhaf index is 0: no coalition turns on its vote",
        source=_BANZHAF, grade="measured",
        caveat="Under one practice one vote nobody is left out. " + _RULE,
        compute=others_decide, cost="heavy", technical="dummy player",
        when_missing="in no group",
    ),
)  # fmt: skip
