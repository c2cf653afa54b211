"""Where patients go when a practice stops: where their neighbours are already registered."""

from __future__ import annotations

import numpy as np

from somerset_maps.metrics.context import Bools, Floats


def reassign(registered: Floats, minutes: Floats, stopped: int, may_take: Bools) -> Floats:
    """Share out the patients of one practice among others, area by area.

    In each area they go to the practices that may take them in proportion to the patients these
    have there already; where none of them has any, to the one nearest to the area.

    Args:
        registered: patients of each practice in each area, shape (P, A).
        minutes: from each area to each practice's nearest surgery, shape (P, A).
        stopped: the row of the practice that stops.
        may_take: whether a practice may take patients, shape (P,); ``stopped`` never does.

    Returns:
        Patients each practice takes in each area, shape (P, A); they add to those of ``stopped``,
        or to nobody when no practice may take them.
    """
    taking = may_take.copy()
    taking[stopped] = False
    if not taking.any():
        return np.zeros_like(registered)
    there = registered * taking[:, None]
    total = there.sum(axis=0)
    nearest = np.where(taking[:, None], minutes, np.inf).argmin(axis=0)
    share = np.divide(there, total, out=np.zeros_like(there), where=total > 0)
    alone = np.flatnonzero(total == 0)
    share[nearest[alone], alone] = 1.0
    moved: Floats = share * registered[stopped]
    return moved
