"""The Banzhaf index of weighted voting, exact, by counting coalitions of each weight.

J. F. Banzhaf, Weighted voting doesn't work, Rutgers Law Review 19 (1965) 317-343. The count by
generating functions follows S. J. Brams and P. J. Affuso, Power and size: a new paradox, Theory
and Decision 7 (1976) 29-56.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

#: Counts are kept in two parts, so that they stay exact for groups of up to 120 members.
_LOW_BITS = 62
_LOW_MASK = np.uint64((1 << _LOW_BITS) - 1)
MOST_MEMBERS = 120


@lru_cache(maxsize=4096)
def banzhaf(weights: tuple[int, ...], quota: int) -> tuple[float, ...]:
    """Return each member's Banzhaf index: its share of all swings; the indices add to 1.

    A member has a swing in a coalition that reaches the quota with it and not without it.

    Args:
        weights: votes of each member, whole and not negative.
        quota: votes needed, from 1 to the sum of weights.

    Returns:
        Shares from 0 to 1 in the order of ``weights``; exactly 0 for a member that never decides.

    Raises:
        ValueError: if the quota cannot be reached or needs no vote, or a weight is negative, or
            there are more than :data:`MOST_MEMBERS` members.

    >>> banzhaf((50, 49, 1), 51)
    (0.6, 0.2, 0.2)
    """
    if min(weights, default=-1) < 0 or not 0 < quota <= sum(weights):
        raise ValueError(f"no coalition of {weights} can be measured against a quota of {quota}")
    if len(weights) > MOST_MEMBERS:
        raise ValueError(f"{len(weights)} members are too many: at most {MOST_MEMBERS}")
    below = _coalitions_up_to(weights, quota)
    swings = {weight: _swings(below, weight, quota) for weight in set(weights)}
    every = sum(swings[weight] for weight in weights)
    return tuple(swings[weight] / every for weight in weights)


def _coalitions_up_to(weights: tuple[int, ...], quota: int) -> Callable[[int], int]:
    """Return n(k): in how many coalitions the votes add to at most k, for k below the quota."""
    low = np.ones(quota, dtype=np.uint64)  # the coalition of nobody has 0 votes
    high = np.zeros(quota, dtype=np.uint64) if len(weights) > _LOW_BITS else None
    for weight in weights:
        if weight >= quota:
            continue
        low[weight:] += low[: quota - weight]
        if high is not None:
            high[weight:] += high[: quota - weight]
            high += low >> np.uint64(_LOW_BITS)
            low &= _LOW_MASK

    def count(votes: int) -> int:
        if votes < 0:
            return 0
        carried = 0 if high is None else int(high[votes]) << _LOW_BITS
        return carried + int(low[votes])

    return count


def _swings(below: Callable[[int], int], weight: int, quota: int) -> int:
    """Return the coalitions of the others that ``weight`` votes bring to the quota.

    With c(k) coalitions of everybody and r(k) of everybody but this member, c(k) = r(k) + r(k -
    weight), hence r(k) = c(k) - c(k - weight) + c(k - 2 weight) - ...; the sum of r over the
    votes from quota - weight to quota - 1 telescopes on the cumulative counts.
    """
    if weight == 0:
        return 0
    total, sign, votes = 0, 1, quota - 1
    while votes >= 0:
        total += sign * (below(votes) - below(votes - weight))
        sign, votes = -sign, votes - weight
    return total
