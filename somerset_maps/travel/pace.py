"""How fast each cell is crossed: kinds of country from postcode density, towns and the roads.

All speeds are overland: minutes per straight kilometre with the detours of real roads in them.
They were fitted together to published car minutes from small areas to three acute hospitals
(University of Exeter stroke modelling team) and belong to cells of 250 m and to the road sketch.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter

from somerset_maps.errors import DataError
from somerset_maps.travel.grid import BoolArray, FloatArray, Grid, IntArray
from somerset_maps.travel.sketch import Sketch


class Country(IntEnum):
    """Kinds of country and road that a cell can be."""

    URBAN = 0
    SUBURB = 1
    VILLAGE = 2
    RURAL = 3
    SPARSE = 4
    UPLAND = 5
    A_OR_B_ROAD = 6
    FAST_A_ROAD = 7
    TRUNK_ROAD = 8


MINUTES_PER_KM = {
    Country.URBAN: 1.869,
    Country.SUBURB: 1.252,
    Country.VILLAGE: 1.163,
    Country.RURAL: 1.252,
    Country.SPARSE: 1.280,
    Country.UPLAND: 1.432,
    Country.A_OR_B_ROAD: 0.940,
    Country.FAST_A_ROAD: 0.738,
    Country.TRUNK_ROAD: 0.622,
}
"""Calibrated minutes per straight kilometre (see the module's text for the source)."""

ROAD_CLASSES = {
    "A or B road": Country.A_OR_B_ROAD,
    "fast A road": Country.FAST_A_ROAD,
    "trunk": Country.TRUNK_ROAD,
}
"""Values of `road_class` in road_sketch.geojson, slowest first."""

NEARBY_M, WIDER_M = 450.0, 2_500.0
"""Widths (standard deviation, metres) of the two Gaussian postcode densities."""

URBAN_DENSITY, SUBURB_DENSITY, VILLAGE_DENSITY = 90.0, 25.0, 4.0
"""Postcodes per km2 nearby at which a cell counts as urban, suburb or village."""

SPARSE_DENSITY = 1.6
"""Postcodes per km2 in the wider country below which rural land counts as sparse."""

DENSITY_OUTSIDE = 8.0
"""Wider density taken where postcodes of the neighbours are not known: ordinary country."""

EDGE_SHARE = 0.05
"""Share of the wider circle inside the county below which its density is not used."""

TOWN_PEOPLE_PER_KM2, TOWN_POPULATION_CAP = 3_000.0, 120_000.0
"""Towns outside the county are discs of this density; big cities are drawn by authority."""

TOWN_IS_URBAN_FROM = 15_000
CITY_AUTHORITIES = ("E06000023", "E07000041")
"""Bristol and Exeter: built up throughout."""

ROAD_REACH = 0.75
"""A road speeds up cells whose centre is nearer to it than this share of a cell."""


def land(grid: Grid, sketch: Sketch) -> BoolArray:
    """Cells that journeys may cross: the county, its neighbours, and any cell with a postcode."""
    # The neighbours were simplified one by one: 60 m closes the hairlines between them.
    around = shapely.union_all(list(sketch.neighbours.values())).buffer(60)
    everywhere = shapely.union(sketch.county, around)
    return grid.covered(everywhere) | (grid.count(sketch.postcodes) > 0)


def country(grid: Grid, sketch: Sketch) -> IntArray:
    """Kind of country of every cell, without roads.

    Returns
    -------
    ndarray of int
        Values of `Country`, of the grid's shape.
    """
    in_county = grid.covered(sketch.county)
    kinds = _by_density(grid, sketch, in_county)
    _mark_towns_around(kinds, grid, sketch, in_county)
    open_country = (kinds == Country.RURAL) | (kinds == Country.SPARSE)
    for hills in sketch.upland:
        kinds[open_country & grid.covered(hills)] = Country.UPLAND
    return kinds


def with_roads(kinds: IntArray, grid: Grid, sketch: Sketch) -> IntArray:
    """The kinds of country with the road sketch laid over, the fastest road where several meet.

    Built-up streets keep their own speed: a main road through a town is no faster than the town.

    Raises
    ------
    DataError
        The road sketch has a road class that the model has no speed for.
    """
    unknown = {name for name, _ in sketch.roads} - set(ROAD_CLASSES)
    if unknown:
        raise DataError(
            f"road_sketch.geojson: road_class {', '.join(sorted(unknown))} is not known; "
            f"use one of {', '.join(ROAD_CLASSES)}."
        )
    open_to_roads = kinds >= Country.VILLAGE
    drawn = kinds.copy()
    for name, kind in ROAD_CLASSES.items():
        for road_class, line in sketch.roads:
            if road_class == name:
                drawn[grid.near_line(line, grid.cell * ROAD_REACH) & open_to_roads] = kind
    return drawn


def minutes_per_km(kinds: IntArray) -> FloatArray:
    """Calibrated minutes per straight kilometre of each kind, of the same shape."""
    return np.array([MINUTES_PER_KM[kind] for kind in Country])[kinds]


def _by_density(grid: Grid, sketch: Sketch, in_county: BoolArray) -> IntArray:
    per_cell = grid.count(sketch.postcodes)
    cell_km2 = (grid.cell / 1000) ** 2
    nearby = gaussian_filter(per_cell, NEARBY_M / grid.cell) / cell_km2
    wider = gaussian_filter(per_cell, WIDER_M / grid.cell) / cell_km2
    inside = gaussian_filter(in_county.astype(float), WIDER_M / grid.cell)
    wider = np.where(inside > EDGE_SHARE, wider / np.maximum(inside, EDGE_SHARE), DENSITY_OUTSIDE)

    kinds = np.full(grid.shape, int(Country.RURAL))
    kinds[(wider < SPARSE_DENSITY) & in_county] = Country.SPARSE
    kinds[nearby >= VILLAGE_DENSITY] = Country.VILLAGE
    kinds[nearby >= SUBURB_DENSITY] = Country.SUBURB
    kinds[nearby >= URBAN_DENSITY] = Country.URBAN
    return kinds


def _mark_towns_around(kinds: IntArray, grid: Grid, sketch: Sketch, in_county: BoolArray) -> None:
    across, up = grid.centres()
    for (easting, northing), people in zip(
        sketch.towns_around, sketch.town_populations, strict=True
    ):
        km2 = min(people, TOWN_POPULATION_CAP) / TOWN_PEOPLE_PER_KM2
        radius = np.sqrt(km2 / np.pi) * 1000
        disc = (np.hypot(across - easting, up - northing) < radius) & ~in_county
        kind = Country.URBAN if people > TOWN_IS_URBAN_FROM else Country.SUBURB
        kinds[disc] = np.minimum(kinds[disc], int(kind))
    for code in CITY_AUTHORITIES:
        if code in sketch.neighbours:
            kinds[grid.covered(sketch.neighbours[code])] = Country.URBAN
