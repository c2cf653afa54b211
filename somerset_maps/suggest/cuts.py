"""Subset-row cuts that a fractional solution breaks."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats
from somerset_maps.suggest.problem import SubsetCut

#: How far a cut must be broken to be worth a row, and how many cuts may share a practice a round.
_BROKEN_BY = 0.02
_SHARE_A_PRACTICE = 6


def broken_cuts(members: Bools, values: Floats, most: int) -> list[SubsetCut]:
    """Return the most broken cuts on three, four and five practices, at most ``most``.

    Args:
        members: which practice (row of the programme) is in which candidate, shape (n, R).
        values: how much of each candidate the solution takes, shape (n,).
    """
    taken = values > 1e-9
    inside, weight = members[taken].astype(float), values[taken]
    triples = _triples(inside, weight)
    if not len(triples):
        return _fours_and_fives(inside, weight, most)
    rows = inside.shape[1]
    used = np.zeros(rows, dtype=int)
    cuts: list[SubsetCut] = []
    for triple in triples:
        if used[triple].max() >= _SHARE_A_PRACTICE:
            continue
        used[triple] += 1
        cuts.append(SubsetCut(tuple(int(row) for row in triple), (1, 1, 1), 2))
        if len(cuts) >= most:
            break
    return cuts


def _triples(inside: Floats, weight: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return triples of which candidates with two or more add up to over 1, worst first; (n, 3).

    A candidate with two of the three counts once: pairs, less twice the whole triple.
    """
    rows = inside.shape[1]
    pairs = (inside.T * weight) @ inside
    excess = np.empty((rows, rows, rows))
    for row in range(rows):
        has = inside[:, row] > 0
        whole = (inside[has].T * weight[has]) @ inside[has]
        excess[row] = pairs[row][:, None] + pairs[row][None, :] + pairs - 2 * whole - 1
    found = np.argwhere(excess > _BROKEN_BY)
    found = found[(found[:, 0] < found[:, 1]) & (found[:, 1] < found[:, 2])]
    by_excess = np.argsort(-excess[tuple(found.T)].round(9), kind="stable")
    return found[by_excess]


def _fours_and_fives(inside: Floats, weight: Floats, most: int) -> list[SubsetCut]:
    """Grow cuts on four and five practices from the pairs that candidates share, greedily."""
    shapes: tuple[tuple[tuple[int, ...], int], ...] = (
        ((2, 1, 1, 1), 3), ((1, 1, 1, 1, 1), 2), ((1, 1, 1, 1, 1), 3),
        ((3, 2, 2, 1, 1), 4), ((2, 2, 1, 1, 1), 3), ((2, 2, 1, 1, 1), 4),
    )  # fmt: skip
    pairs = (inside.T * weight) @ inside
    np.fill_diagonal(pairs, 0.0)
    found: dict[SubsetCut, float] = {}
    for first in range(inside.shape[1]):
        near = [int(row) for row in np.argsort(-pairs[first], kind="stable")[:7]]
        near = [row for row in near if pairs[first, row] > 1e-9]
        for weights, parts in shapes:
            for others in combinations(near, len(weights) - 1):
                subset = (first, *others)
                total = inside[:, subset] @ np.array(weights, dtype=float)
                left = float((np.floor(total / parts + 1e-9) * weight).sum())
                cut = SubsetCut(subset, weights, parts)
                if left > cut.rank + _BROKEN_BY:
                    found[_in_order(cut)] = left - cut.rank
    worst = sorted(found, key=lambda cut: (-round(found[cut], 9), cut.subset, cut.weights))
    return worst[:most]


def _in_order(cut: SubsetCut) -> SubsetCut:
    pairs = sorted(zip(cut.subset, cut.weights, strict=True))
    return SubsetCut(tuple(p for p, _ in pairs), tuple(w for _, w in pairs), cut.parts)
