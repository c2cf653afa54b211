"""The practices a suggestion works on, as plain arrays that can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.metrics.context import arrays_of
from somerset_maps.metrics.corrected import corrected
from somerset_maps.settings import Settings
from somerset_maps.suggest.arrays import Bools, Floats, Ints

_MOST_NAMED = 4


@dataclass(frozen=True, eq=False)
class Ground:
    """The practices of one snapshot under one set of assumptions. P practices, A small areas.

    Attributes:
        codes, names: of the practices, in the county's order.
        lists: registered patients, shape (P,).
        minutes: estimated drive minutes, shape (P, P).
        neighbours: which practices can be neighbours in a group, shape (P, P).
        localities: each practice's locality.
        gp_fte: whole-time GPs, NaN without a return, shape (P,).
        fair_returns: whether the return takes part in patients per GP, shape (P,).
        registered: registered patients by area, shape (P, A).
        within: whether an area is within the limit of one of the practice's surgeries, (P, A).
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    lists: Ints
    minutes: Floats
    neighbours: Bools
    localities: tuple[str, ...]
    gp_fte: Floats
    fair_returns: Bools
    registered: Floats
    within: Bools

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def position(self) -> dict[str, int]:
        """Practice code to position."""
        return {code: row for row, code in enumerate(self.codes)}

    def positions(self, codes: Iterable[str]) -> list[int]:
        """Return the positions of practices.

        Raises:
            PlanError: if one is not a practice of the snapshot.
        """
        codes = list(codes)
        strangers = [code for code in codes if code not in self.position]
        if strangers:
            raise PlanError(f"{', '.join(strangers[:8])}: no such practice in this snapshot")
        return [self.position[code] for code in codes]

    def mask(self, codes: Iterable[str]) -> Bools:
        """Return which practices ``codes`` names; shape (P,)."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self.positions(codes)] = True
        return mask

    def named(self, codes: Iterable[str], most: int = _MOST_NAMED) -> str:
        """Return the practices' names as a sentence lists them: "A, B and C"."""
        names = [self.names[row] for row in self.positions(codes)]
        if len(names) > most:
            return f"{', '.join(names[:most])} and {len(names) - most} more"
        return " and ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else "".join(names)


def ground_of(county: County, settings: Settings) -> Ground:
    """Return the county's practices as arrays under ``settings``."""
    arrays = arrays_of(corrected(county, settings.drives))
    codes = tuple(arrays.codes)
    has_return = ~np.isnan(arrays.gp_fte) & (arrays.gp_fte > 0)
    fair = has_return if settings.include_to_check else has_return & ~arrays.to_check
    near = arrays.site_minutes * settings.minutes_multiplier <= settings.minutes
    within = np.zeros(arrays.registered.shape, dtype=np.bool_)
    np.logical_or.at(within, arrays.site_practice, near)
    return Ground(
        codes=codes,
        names=tuple(map(str, county.practices["name"])),
        lists=arrays.lists.astype(np.int64),
        minutes=arrays.minutes * settings.minutes_multiplier,
        neighbours=nx.to_numpy_array(county.adjacency, nodelist=codes, weight=None) > 0,
        localities=tuple(map(str, county.practices["locality"])),
        gp_fte=arrays.gp_fte,
        fair_returns=fair,
        registered=arrays.registered,
        within=within,
    )
