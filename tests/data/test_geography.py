"""The tables about places hold the county that the official figures describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from somerset_maps.derive import areas, geography
from somerset_maps.errors import DataError
from somerset_maps.sources.build import default_data_dir

Read = Callable[[str], pd.DataFrame]
OFFICIAL_KM2 = 3_452.1


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return gpd.read_file(default_data_dir() / "small_areas.geojson")


@pytest.fixture(scope="module")
def outlines() -> gpd.GeoDataFrame:
    return gpd.read_file(default_data_dir() / "outlines.geojson")


@pytest.fixture(scope="module")
def small_areas(read: Read) -> pd.DataFrame:
    return read("small_areas").set_index("lsoa_code")


def metres(frame: gpd.GeoDataFrame) -> np.ndarray:
    return frame.to_crs(27700).geometry.to_numpy()


def of_kind(outlines: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    return outlines[outlines["kind"] == kind]


def test_the_327_areas_cover_the_county_within_three_in_a_thousand(
    shapes: gpd.GeoDataFrame, small_areas: pd.DataFrame
) -> None:
    assert len(shapes) == 327
    assert set(shapes["lsoa_code"]) == set(small_areas.index)
    drawn = shapely.area(metres(shapes)).sum() / 1e6
    assert drawn == pytest.approx(OFFICIAL_KM2, rel=0.003)
    assert small_areas["area_km2"].sum() == pytest.approx(OFFICIAL_KM2, abs=0.1)


def test_simplified_areas_still_share_every_edge(shapes: gpd.GeoDataFrame) -> None:
    drawn = shapes.geometry.to_numpy()
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)
    in_metres = metres(shapes)
    union = shapely.union_all(in_metres)
    assert shapely.area(union) == pytest.approx(shapely.area(in_metres).sum(), abs=1.0)


def test_each_area_keeps_its_own_size_when_simplified(
    shapes: gpd.GeoDataFrame, small_areas: pd.DataFrame
) -> None:
    drawn = pd.Series(shapely.area(metres(shapes)) / 1e6, index=shapes["lsoa_code"])
    change = (drawn / small_areas["area_km2"].loc[drawn.index] - 1).abs()
    assert change.median() < 0.01
    assert change.max() < 0.1


def test_centroids_lie_in_or_beside_their_own_area(
    shapes: gpd.GeoDataFrame, small_areas: pd.DataFrame
) -> None:
    own = small_areas.loc[shapes["lsoa_code"], ["easting", "northing"]]
    away = shapely.distance(metres(shapes), shapely.points(own.to_numpy(float)))
    assert away.max() < 120


def test_shapes_are_small_enough_to_send_to_a_browser() -> None:
    assert (default_data_dir() / "small_areas.geojson").stat().st_size <= 450_000


def test_areas_by_district_are_the_official_ones(small_areas: pd.DataFrame) -> None:
    assert small_areas["district"].value_counts().to_dict() == {
        "Mendip": 66,
        "Sedgemoor": 70,
        "South Somerset": 103,
        "Taunton Deane": 67,
        "West Somerset": 21,
    }
    assert small_areas["locality"].value_counts()["Taunton & West Somerset"] == 88


def test_an_area_is_named_after_its_neighbourhood_and_number(small_areas: pd.DataFrame) -> None:
    first = small_areas.loc["E01029018"]
    assert first["name"] == "Oakhill, Horrington & Chewton Mendip (006A)"
    assert first["official_name"] == "Mendip 006A"
    assert small_areas["name"].is_unique


@pytest.mark.parametrize(
    ("year", "people"), [("mid-2017", 555_195), ("mid-2019", 562_225), ("mid-2020", 563_851)]
)
def test_residents_add_up_to_the_published_county(read: Read, year: str, people: int) -> None:
    residents = read("residents")
    residents = residents[residents["residents_year"] == year]
    assert len(residents) == 327
    assert residents["population"].sum() == people
    bands = ["0_4", "5_14", "15_44", "45_64", "65_74", "75_84", "85_plus"]
    in_bands = residents[[f"population_{band}" for band in bands]].sum(axis=1)
    assert (in_bands == residents["population"]).all()
    older = residents["population_75_84"] + residents["population_85_plus"]
    assert (older == residents["population_75_plus"]).all()


def test_older_rural_and_carless_people_are_as_published(
    read: Read, small_areas: pd.DataFrame
) -> None:
    latest = read("residents").query("residents_year == 'mid-2020'").set_index("lsoa_code")
    assert latest["population_65_plus"].sum() == 141_969
    assert latest["population_75_plus"].sum() == 66_501
    rural = small_areas["rural"].loc[latest.index].astype(bool)
    assert latest["population"][rural].sum() == 264_959
    assert small_areas["households"].sum() == 226_989
    assert small_areas["households_no_car"].sum() == 36_092
    assert small_areas.groupby("district")["households_no_car"].sum()["West Somerset"] == 2_754


def test_deprivation_and_road_distances_are_as_published(small_areas: pd.DataFrame) -> None:
    assert small_areas["imd2019_decile"].value_counts()[[1, 2]].tolist() == [9, 20]
    assert small_areas["imd2015_score"].rank().corr(-small_areas["imd2015_rank"].rank()) > 0.999
    assert small_areas["road_km_gp"].mean() == pytest.approx(1.94, abs=0.01)


def test_postcodes_reach_every_area(read: Read, small_areas: pd.DataFrame) -> None:
    postcodes = read("postcodes")
    assert len(postcodes) == 20_348
    assert set(postcodes["lsoa_code"]) == set(small_areas.index)


def test_the_four_localities_make_up_the_county(outlines: gpd.GeoDataFrame) -> None:
    localities = of_kind(outlines, "locality")
    assert set(localities["name"]) == {
        "Mendip",
        "Sedgemoor",
        "South Somerset",
        "Taunton & West Somerset",
    }
    county = metres(of_kind(outlines, "county"))[0]
    parts = metres(localities)
    assert shapely.area(parts).sum() == pytest.approx(shapely.area(county), rel=1e-5)
    assert shapely.area(shapely.symmetric_difference(shapely.union_all(parts), county)) < 20_000


def test_areas_lie_in_their_locality(
    outlines: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame, small_areas: pd.DataFrame
) -> None:
    localities = of_kind(outlines, "locality")
    drawn = dict(zip(localities["name"], metres(localities), strict=True))
    for code, shape in zip(shapes["lsoa_code"], metres(shapes), strict=True):
        own = drawn[small_areas.loc[code, "locality"]]
        assert shapely.area(shapely.intersection(shape, own)) > 0.98 * shapely.area(shape), code


def test_the_tidal_river_is_no_crack_in_the_outline(outlines: gpd.GeoDataFrame) -> None:
    # The clipped boundaries leave the Parrett out from the coast to beyond Bridgwater.
    county = metres(of_kind(outlines, "county"))[0]
    river = outlines[outlines["name"] == "River Parrett and River Tone (tidal)"]
    assert shapely.area(shapely.difference(metres(river)[0], county)) < 200_000
    assert all(not part.interiors for part in shapely.get_parts(county))


def test_coast_and_sea_lie_between_somerset_and_wales(outlines: gpd.GeoDataFrame) -> None:
    sea = of_kind(outlines, "sea").set_index("name").geometry["Bristol Channel"]
    assert sea.contains(shapely.Point(-3.4, 51.3))
    land = of_kind(outlines, "county").geometry.iloc[0]
    assert shapely.area(shapely.intersection(land, sea)) < 1e-5
    coast = of_kind(outlines, "coast").set_index("name").geometry["Bristol Channel"]
    minehead_front = shapely.Point(-3.470, 51.2105)
    assert coast.distance(minehead_front) < 0.01
    taunton = shapely.Point(-3.103, 51.015)
    assert coast.distance(taunton) > 0.1


def test_settlements_name_towns_first(read: Read) -> None:
    places = read("settlements")
    inside = places[places["in_county"]]
    towns = set(inside.loc[inside["rank"] == 1, "name"])
    assert {"Taunton", "Yeovil", "Bridgwater", "Wells", "Somerton", "Wellington"} <= towns
    assert set(places["rank"]) == {1, 2, 3}
    assert {"Cannington", "Dunster"} <= set(inside["name"])
    assert not inside["name"].duplicated().any()
    around = set(places.loc[~places["in_county"] & (places["rank"] == 1), "name"])
    assert {"Bristol", "Bath", "Exeter", "Tiverton", "Weston-super-Mare"} <= around


def test_places_in_the_county_are_inside_its_outline(
    read: Read, outlines: gpd.GeoDataFrame
) -> None:
    places = read("settlements")
    points = shapely.points(places["lon"], places["lat"])
    inside = shapely.contains(of_kind(outlines, "county").geometry.iloc[0].buffer(0.005), points)
    assert inside[places["in_county"]].all()


def test_hand_drawn_roads_and_bridges_say_where_they_come_from() -> None:
    for name in ("road_sketch", "bridges"):
        drawn = gpd.read_file(default_data_dir() / f"{name}.geojson")
        assert drawn["source"].str.contains("general knowledge").all()
    junctions = gpd.read_file(default_data_dir() / "road_sketch.geojson")
    junctions = junctions[junctions["kind"] == "motorway junction"].sort_values("position")
    assert junctions["name"].iloc[0] == "M5 J18"
    assert (junctions.geometry.y.diff().dropna() < 0).all()  # the M5 runs south all the way


def test_a_folder_without_extracts_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="geo is not a folder"):
        areas.write(tmp_path, tmp_path / "out")
    (tmp_path / "geo").mkdir()
    with pytest.raises(DataError, match=r"lsoa2011_boundaries_bgc_somerset\.geojson is missing"):
        areas.write(tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "road_sketch.geojson").is_file()


def test_two_squares_keep_their_common_edge_when_simplified() -> None:
    wavy = [(1_000.0, step * 100.0 + (step % 2)) for step in range(11)]
    left = shapely.Polygon([(0, 0), *wavy, (0, 1_000)])
    right = shapely.Polygon([*wavy, (2_000, 1_000), (2_000, 0)])
    moved = [
        shapely.transform(shape, lambda xy: np.add(xy, (330_000, 130_000)))
        for shape in (left, right)
    ]
    pair = gpd.GeoDataFrame({"lsoa_code": ["a", "b"]}, geometry=moved, crs=27700)
    simple = geography.simplified_areas(pair)
    drawn = simple.geometry.to_numpy()
    assert shapely.get_num_coordinates(drawn).sum() < shapely.get_num_coordinates(moved).sum()
    assert shapely.coverage_is_valid(drawn)
