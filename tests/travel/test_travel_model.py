"""The travel model on land that can be worked out by hand."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import shapely

from somerset_maps.errors import DataError
from somerset_maps.travel import TravelModel, pace
from somerset_maps.travel.grid import Grid
from somerset_maps.travel.model import SCALE, STARTING_MINUTES
from somerset_maps.travel.sketch import Sketch

GRID = Grid(west=0, south=0, east=10_000, north=10_000)
FAR_AWAY = shapely.box(-900_000, -900_000, -899_000, -899_000)
NOWHERE = np.array([[-5e5, -5e5], [-5e5, -6e5]])


def plain(**changes: object) -> Sketch:
    """Ten kilometres of empty country outside any county, and whatever a test adds."""
    empty = Sketch(
        county=FAR_AWAY,
        neighbours={"E07000042": shapely.box(0, 0, 10_000, 10_000)},
        postcodes=np.empty((0, 2)),
        towns_around=np.empty((0, 2)),
        town_populations=np.empty(0),
        roads=(),
        junctions=np.array([[125.0, 125.0], [125.0, 125.0]]),
        upland=(),
        tidal_rivers=(FAR_AWAY,),
        crossings=(),
    )
    return dataclasses.replace(empty, **changes)  # type: ignore[arg-type]


def minutes(sketch: Sketch, start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(TravelModel.from_sketch(sketch, GRID).minutes([start], [end])[0, 0])


def test_four_kilometres_of_rural_lanes() -> None:
    # 4 km at 1.252 minutes each, 1.287 to set off and park, all times 1.074.
    found = minutes(plain(), (1_125, 5_125), (5_125, 5_125))
    assert found == pytest.approx(1.074 * (1.287 + 4 * 1.252))


def test_a_diagonal_is_as_long_as_it_is() -> None:
    found = minutes(plain(), (1_125, 1_125), (4_125, 4_125))
    assert found == pytest.approx(1.074 * (1.287 + np.hypot(3, 3) * 1.252))


def test_two_doors_of_one_cell_cost_setting_off_and_parking() -> None:
    assert minutes(plain(), (5_010, 5_010), (5_240, 5_240)) == pytest.approx(
        SCALE * STARTING_MINUTES
    )


def test_a_trunk_road_all_the_way_takes_half_the_time() -> None:
    road = plain(roads=(("trunk", shapely.LineString([(0, 5_125), (10_000, 5_125)])),))
    found = minutes(road, (1_125, 5_125), (9_125, 5_125))
    assert found == pytest.approx(1.074 * (1.287 + 8 * 0.622))


def test_where_roads_meet_the_faster_one_counts() -> None:
    line = shapely.LineString([(0, 5_125), (10_000, 5_125)])
    for roads in (
        (("trunk", line), ("A or B road", line)),
        (("A or B road", line), ("trunk", line)),
    ):
        found = minutes(plain(roads=roads), (1_125, 5_125), (9_125, 5_125))
        assert found == pytest.approx(1.074 * (1.287 + 8 * 0.622))


def test_a_main_road_through_a_town_is_no_faster_than_the_town() -> None:
    town = plain(
        towns_around=np.array([[5_000.0, 5_000.0]]),
        town_populations=np.array([60_000.0]),
        roads=(("trunk", shapely.LineString([(0, 5_125), (10_000, 5_125)])),),
    )
    kinds = pace.with_roads(pace.country(GRID, town), GRID, town)
    row, middle, edge = 20, 20, 1
    assert kinds[row, middle] == pace.Country.URBAN
    assert kinds[row, edge] == pace.Country.TRUNK_ROAD


def test_hills_are_slower_where_no_road_runs() -> None:
    hills = plain(upland=(shapely.box(0, 0, 10_000, 10_000),))
    found = minutes(hills, (1_125, 5_125), (5_125, 5_125))
    assert found == pytest.approx(1.074 * (1.287 + 4 * 1.432))


def test_a_tidal_river_is_crossed_at_its_bridge_only() -> None:
    river = shapely.box(4_990, 0, 5_010, 10_000)
    bridge = shapely.box(4_000, 8_000, 6_000, 9_000)
    start, end = (4_625, 1_125), (5_375, 1_125)
    dry = minutes(plain(), start, end)
    bridged = minutes(plain(tidal_rivers=(river,), crossings=(bridge,)), start, end)
    assert dry == pytest.approx(1.074 * (1.287 + 0.75 * 1.252))
    # Up to the bridge and back down: at least 2 x 6.75 km at the pace of lanes.
    assert bridged > 1.074 * (1.287 + 13.5 * 1.252)


def test_what_no_bridge_reaches_is_left_out_of_the_network() -> None:
    moat = shapely.box(7_000, 7_000, 9_500, 9_500).boundary.buffer(20)
    model = TravelModel.from_sketch(plain(tidal_rivers=(moat,)), GRID)
    inside = shapely.contains_xy(shapely.box(7_100, 7_100, 9_400, 9_400), model.network.points)
    assert not inside.any()


def test_the_motorway_joins_its_junctions() -> None:
    # 8 km of motorway, a twentieth longer than straight, at 0.582 minutes a kilometre.
    junctions = np.array([[1_125.0, 1_125.0], [9_125.0, 1_125.0]])
    found = minutes(plain(junctions=junctions), (1_125, 1_125), (9_125, 1_125))
    assert found == pytest.approx(1.074 * (1.287 + 8 * 1.05 * 0.582))


def test_minutes_are_the_same_both_ways_and_keep_their_shape() -> None:
    model = TravelModel.from_sketch(plain(), GRID)
    here = [(625, 625), (9_125, 2_375), (4_125, 8_625)]
    there = [(3_375, 3_375), (7_625, 9_125)]
    forth, back = model.minutes(here, there), model.minutes(there, here)
    assert forth.shape == (3, 2)
    assert forth == pytest.approx(back.T)
    assert model.minutes([here[0]] * 60, there).shape == (60, 2)


def test_a_point_on_the_edge_of_two_cells_belongs_to_the_north_east() -> None:
    model = TravelModel.from_sketch(plain(), GRID)
    assert model.minutes([(5_000, 5_000)], [(5_125, 5_125)])[0, 0] == pytest.approx(
        SCALE * STARTING_MINUTES
    )


def test_a_point_off_the_map_is_refused() -> None:
    model = TravelModel.from_sketch(plain(), GRID)
    with pytest.raises(DataError, match=r"destination 2 at easting 51, northing -3 .* in metres"):
        TravelModel(
            dataclasses.replace(model.network, points=model.network.points + 50_000)
        ).minutes([(55_000, 55_000)], [(55_000, 55_000), (51, -3)])
    with pytest.raises(DataError, match="origin 1 has no easting"):
        model.minutes([(float("nan"), 5_000)], [(5_000, 5_000)])


def test_an_unknown_road_class_is_named() -> None:
    road = plain(roads=(("lane", shapely.LineString([(0, 0), (9_000, 0)])),))
    with pytest.raises(DataError, match="road_class lane is not known; use one of A or B road"):
        TravelModel.from_sketch(road, GRID)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"small_areas\.geojson is missing"):
        TravelModel.from_data(tmp_path)
