"""Tables about places: small areas, residents, settlements, postcode points and outlines."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from somerset_maps.derive import geography, settlements
from somerset_maps.errors import DataError
from somerset_maps.sources.places import to_british_grid

LOCALITY_OF_DISTRICT = {
    "Mendip": "Mendip",
    "Sedgemoor": "Sedgemoor",
    "South Somerset": "South Somerset",
    "Taunton Deane": "Taunton & West Somerset",
    "West Somerset": "Taunton & West Somerset",
}
"""The four localities of the clinical commissioning group, by the district of before April 2019."""

VALIDATION_HOSPITALS = (
    "Musgrove Park Hospital, Taunton",
    "Yeovil District Hospital",
    "Weston General Hospital, Weston-super-Mare",
)
"""Hospitals whose published car minutes check the travel model; all three lie in reach of it."""

RESIDENT_BANDS = {
    "total": "population",
    "age_65_plus": "population_65_plus",
    "age_75_plus": "population_75_plus",
    "age_0_17": "population_0_17",
    "age_0_4": "population_0_4",
    "age_5_14": "population_5_14",
    "age_15_44": "population_15_44",
    "age_45_64": "population_45_64",
    "age_65_74": "population_65_74",
    "age_75_84": "population_75_84",
    "age_85_plus": "population_85_plus",
}
"""Published age bands of the mid-year estimates and the column each becomes."""


def write(input_folder: Path, out: Path) -> None:
    """Write the tables that depend on geography alone.

    Parameters
    ----------
    input_folder : Path
        Folder with the official extracts; the sub-folders ``geo`` and ``practice`` are read.
    out : Path
        Folder the tables are written to; made when missing.

    Raises
    ------
    DataError
        An extract is missing or does not hold the 327 areas.

    Notes
    -----
    Writes small_areas.csv, residents.csv, postcodes.csv, published_car_minutes.csv,
    settlements.csv, small_areas.geojson and outlines.geojson, and puts the hand-drawn
    road_sketch.geojson and bridges.geojson beside them when they are not there yet.
    """
    source = input_folder / "geo"
    if not source.is_dir():
        raise DataError(f"{source} is not a folder: the geography extracts are read from there.")
    out.mkdir(parents=True, exist_ok=True)
    geography.keep_hand_drawn(out)

    boundaries = geography.read_boundaries(source / "lsoa2011_boundaries_bgc_somerset.geojson")
    areas = small_areas(source)
    if set(areas["lsoa_code"]) != set(boundaries["lsoa_code"]):
        raise DataError(f"{source}: the lookup and the boundaries do not name the same areas.")
    _write_csv(areas, out / "small_areas.csv")
    _write_csv(residents(source), out / "residents.csv")
    _write_csv(postcodes(source), out / "postcodes.csv")
    _write_csv(published_car_minutes(source), out / "published_car_minutes.csv")
    _write_csv(settlements.settlements(input_folder), out / "settlements.csv")

    simplified = geography.simplified_areas(boundaries)
    geography.write_small_areas(simplified, out / "small_areas.geojson")
    neighbours = gpd.read_file(source / "neighbouring_authorities_bgc_simplified.geojson")
    geography.write_outlines(
        boundaries,
        simplified,
        areas.set_index("lsoa_code")["locality"],
        neighbours,
        out / "outlines.geojson",
    )


def small_areas(source: Path) -> pd.DataFrame:
    """One row a small area (LSOA 2011) with its names, classes, centroid and deprivation.

    Parameters
    ----------
    source : Path
        Folder of the geography extracts.

    Returns
    -------
    DataFrame
        327 rows ordered by ``lsoa_code``. Easting and northing (metres, British National Grid)
        are of the population-weighted centroid.
    """
    lookup = _read(source, "lsoa2011_lookup_msoa_lad_ruc2011.csv")
    centroids = _read(source, "lsoa2011_centroids_population_weighted.csv")
    deprivation = _read(source, "lsoa2011_imd2019_imd2015.csv")
    roads = _read(source, "lsoa2011_road_distance_to_services_iod2019.csv")
    cars = _read(source, "lsoa2011_households_no_car_census2011.csv", key="code")

    codes = lookup.index
    number = lookup["lsoa11_name"].str.split().str[-1]
    return pd.DataFrame(
        {
            "lsoa_code": codes,
            "name": lookup["msoa_hcl_name"] + " (" + number + ")",
            "official_name": lookup["lsoa11_name"],
            "msoa_code": lookup["msoa11_code"],
            "msoa_name": lookup["msoa_hcl_name"],
            "district": lookup["lad_name_2016"],
            "locality": lookup["lad_name_2016"].map(LOCALITY_OF_DISTRICT),
            "rural": (lookup["ruc11_rural_urban"] == "Rural").map({True: "true", False: "false"}),
            "rural_urban_class": lookup["ruc11_class"],
            "easting": centroids["pwc_easting"].loc[codes],
            "northing": centroids["pwc_northing"].loc[codes],
            "lat": centroids["pwc_lat"].loc[codes].round(5),
            "lon": centroids["pwc_lon"].loc[codes].round(5),
            "area_km2": lookup["area_km2"],
            "households": cars["households_total"].loc[codes],
            "households_no_car": cars["households_no_car"].loc[codes],
            "imd2015_score": deprivation["imd2015_score"].loc[codes],
            "imd2015_rank": deprivation["imd2015_rank"].loc[codes],
            "imd2015_decile": deprivation["imd2015_decile"].loc[codes],
            "imd2019_decile": deprivation["imd2019_decile"].loc[codes],
            "imd2019_rank": deprivation["imd2019_rank"].loc[codes],
            "road_km_gp": roads["road_km_gp_surgery"].loc[codes],
        }
    ).reset_index(drop=True)


def residents(source: Path) -> pd.DataFrame:
    """Residents by small area and age band, a row for each year of estimates and each area.

    Every mid-year file in the folder is read, so another year is another file.
    """
    years = []
    for path in sorted(source.glob("lsoa2011_population_by_age_mid*_ons.csv")):
        table = pd.read_csv(path).sort_values("lsoa11_code")
        tidy = table[list(RESIDENT_BANDS)].rename(columns=RESIDENT_BANDS)
        tidy.insert(0, "residents_year", table["year"])
        tidy.insert(1, "lsoa_code", table["lsoa11_code"])
        years.append(tidy)
    if not years:
        raise DataError(f"{source}: no file lsoa2011_population_by_age_mid*_ons.csv was found.")
    return pd.concat(years, ignore_index=True)


def postcodes(source: Path) -> pd.DataFrame:
    """Positions of the current postcodes and the small area of each (Code-Point Open)."""
    table = pd.read_csv(source / "postcodes_somerset_codepoint_open_2025-05.csv")
    table = table.rename(columns={"lsoa11_code": "lsoa_code"})
    return table.sort_values(["lsoa_code", "easting", "northing"])[
        ["easting", "northing", "lsoa_code"]
    ]


def published_car_minutes(source: Path) -> pd.DataFrame:
    """Published car minutes from each small area to three hospitals, with the hospitals' points.

    Source: University of Exeter stroke modelling team (MIT licence), as published.
    """
    minutes = pd.read_csv(source / "lsoa2011_car_minutes_to_acute_stroke_hospitals.csv")
    points = pd.read_csv(source / "acute_stroke_hospitals_points.csv")
    known = set(minutes["hospital"])
    missing = [name for name in VALIDATION_HOSPITALS if name not in known]
    if missing:
        raise DataError(f"{source}: published car minutes lack {', '.join(missing)}.")
    easting, northing = to_british_grid(points["hospital_lat"], points["hospital_lon"])
    points = points.assign(
        hospital_easting=easting.round().astype(int), hospital_northing=northing.round().astype(int)
    )
    table = minutes[minutes["hospital"].isin(VALIDATION_HOSPITALS)].merge(
        points[["hospital", "hospital_easting", "hospital_northing"]], on="hospital"
    )
    table = table.rename(columns={"lsoa11_code": "lsoa_code", "drive_min": "minutes_published"})
    columns = [
        "lsoa_code",
        "hospital",
        "minutes_published",
        "hospital_easting",
        "hospital_northing",
    ]
    return table.sort_values(["hospital", "lsoa_code"])[columns]


def _read(source: Path, name: str, key: str = "lsoa11_code") -> pd.DataFrame:
    path = source / name
    if not path.is_file():
        raise DataError(f"{path} is missing: the small areas are derived from it.")
    return pd.read_csv(path).set_index(key).sort_index()


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")
