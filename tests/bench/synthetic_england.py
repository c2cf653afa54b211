"""A made-up country of any size, for timing only: towns, areas, practices, nothing real.

Areas of about 1,700 people lie thickly around towns and thinly elsewhere; a practice stands where
people live; people register with practices near them by distance. Drives are straight lines at
1.7 minutes and 1.14 a kilometre.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.spatial import Delaunay, cKDTree

from somerset_maps import Group, Plan
from somerset_maps.metrics.context import Floats, Ints
from somerset_maps.metrics.wide import Drives, WideArrays, WideCounty
from somerset_maps.plan import COLOURS

AREAS_PER_PRACTICE = 33_000 / 6_300
RESIDENTS = 1_700.0
NEAREST = 40
MEMBERS = 5


def country(practices: int, seed: int = 2016) -> tuple[WideCounty, Plan]:
    """Return a made-up country and a plan that groups practices near each other by fives."""
    dice = np.random.default_rng(seed)
    areas = round(practices * AREAS_PER_PRACTICE)
    side = 4.0 * np.sqrt(areas)  # kilometres
    towns = dice.uniform(0, side, (max(practices // 40, 2), 2))
    places = np.vstack([
        towns[dice.integers(0, len(towns), areas * 3 // 4)]
        + dice.normal(0, side / 60, (areas * 3 // 4, 2)),
        dice.uniform(0, side, (areas - areas * 3 // 4, 2)),
    ])  # fmt: skip
    homes = places[dice.choice(areas, practices, replace=False)] + dice.normal(
        0, 0.2, (practices, 2)
    )
    drives = _drives(homes)
    near = min(NEAREST, practices)
    kilometres, chosen = cKDTree(homes).query(places, k=near)
    minutes = 1.7 + 1.14 * kilometres
    pull = minutes**-3.5
    shares = pull / pull.sum(axis=1, keepdims=True)
    patients = np.where(shares > 0.002, shares * RESIDENTS, 0)
    area = np.repeat(np.arange(areas), near)
    shape = (practices, areas)
    registrations = sparse.csr_array((patients.ravel(), (chosen.ravel(), area)), shape=shape)
    registrations.eliminate_zeros()
    lists = np.asarray(registrations.sum(axis=1)).ravel()
    people = np.maximum(1, np.rint(lists / 1_400))
    edges = _edges(homes)
    codes = [f"{chr(65 + row // 100_000)}{row % 100_000:05d}" for row in range(practices)]
    arrays = WideArrays(
        codes=codes,
        area_codes=tuple(f"E01{row:06d}" for row in range(areas)),
        lists=lists,
        gp_fte=np.where(dice.random(practices) < 0.02, np.nan, people * 0.75),
        gp_headcount=people,
        to_check=dice.random(practices) < 0.05,
        locality=(homes[:, 0] > side / 2) * 2 + (homes[:, 1] > side / 2).astype(np.int64),
        residents=np.full(areas, RESIDENTS),
        registrations=registrations,
        area_minutes=sparse.csr_array((minutes.ravel(), (chosen.ravel(), area)), shape=shape),
        minutes_any=minutes[:, 0],
        drives=drives,
        edge_from=edges[:, 0],
        edge_to=edges[:, 1],
        columns={
            "rural": np.arange(areas) >= areas * 3 // 4,
            "merger_exposure": np.zeros(practices),
        },
        services={kind: np.zeros(areas) for kind in ("pharmacy", "community hospital", "branch")},
    )
    return WideCounty("made up", arrays), _neighbours_by_fives(codes, homes)


def _drives(homes: Floats) -> Drives:
    def drives(start: Ints, end: Ints) -> Floats:
        apart = homes[start] - homes[end]
        return np.where(start == end, 0.0, 1.7 + 1.14 * np.hypot(apart[:, 0], apart[:, 1]))

    return drives


def _edges(homes: Floats) -> Ints:
    corners = Delaunay(homes).simplices
    pairs = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    return np.unique(np.sort(pairs, axis=1), axis=0).astype(np.int64)


def _neighbours_by_fives(codes: list[str], homes: Floats) -> Plan:
    """Return groups of five in strips across the country, each strip from west to east."""
    strips = max(1, round(np.sqrt(len(codes) / MEMBERS)))
    strip = np.floor(homes[:, 1] / (homes[:, 1].max() + 1) * strips)
    order = np.lexsort((homes[:, 0], strip))
    return Plan(
        tuple(
            Group(
                name=f"Group {number + 1}",
                letter=f"G{number + 1}",
                colour=COLOURS[number % len(COLOURS)],
                members=tuple(codes[row] for row in order[at : at + MEMBERS]),
            )
            for number, at in enumerate(range(0, len(codes), MEMBERS))
        )
    )
