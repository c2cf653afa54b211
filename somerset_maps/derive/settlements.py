"""Towns and villages to name on the map, with a rank that says how early a label shows."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

TOWNS = (
    "Taunton",
    "Yeovil",
    "Bridgwater",
    "Frome",
    "Wells",
    "Minehead",
    "Street",
    "Glastonbury",
    "Chard",
    "Shepton Mallet",
    "Burnham-on-Sea",
    "Wellington",
    "Crewkerne",
    "Wincanton",
    "Ilminster",
    "Somerton",
)
"""Towns of the county that the map names at every zoom."""

SMALL_TOWNS = ("Dulverton", "Porlock", "Wedmore")
"""Centres of wide country with fewer people than other small towns."""

SMALL_TOWN_POPULATION = 1_500

TOWNS_AROUND = (
    "Bath",
    "Weston-super-Mare",
    "Tiverton",
    "Honiton",
    "Sherborne",
    "Warminster",
    "Trowbridge",
)
"""Towns outside the county that help people find their way on the map."""

SMALL_TOWNS_AROUND = (
    "Axminster",
    "Clevedon",
    "Cullompton",
    "Gillingham",
    "Lyme Regis",
    "Lynton",
    "Midsomer Norton",
    "Radstock",
    "Shaftesbury",
    "South Molton",
)

CITIES = {"E06000023": "Bristol", "E07000041": "Exeter", "W06000015": "Cardiff"}
"""Cities beyond the gazetteer's reach, labelled at the centre of their authority's outline."""

NAMED_OTHERWISE = {
    "Creech Saint Michael": "Creech St Michael",
    "Huntspill": "West Huntspill",
}
"""Names as people there write them, where the gazetteer differs."""

NOT_LABELLED = ("Lower Vagg", "Redlynch", "Edingworth")
"""Hamlets that carry the population of a whole parish or ward in the gazetteer."""

VILLAGES_BY_POSTCODE = {
    "Cannington": "TA5 2HB",
    "Churchinford": "TA3 7RR",
    "Coleford": "BA3 5NQ",
    "Dunster": "TA24 6SR",
    "Edington": "TA7 9HA",
    "Norton Fitzwarren": "TA2 6RN",
}
"""Villages that the gazetteer lacks: the postcode of the surgery or pharmacy whose published
address names the village."""

VILLAGE_REACH_M = 600.0
"""A village stands at the median of the postcodes this near to its surgery or pharmacy."""

COLUMNS = ["name", "lat", "lon", "population", "rank", "in_county"]


def settlements(input_folder: Path) -> pd.DataFrame:
    """Named places in and around the county.

    Parameters
    ----------
    input_folder : Path
        Folder of the official extracts.

    Returns
    -------
    DataFrame
        ``name``, ``lat``, ``lon``, ``population`` (missing when unknown; of mixed dates, for
        label sizes only), ``rank`` (1 town, 2 small town, 3 village) and ``in_county``.
    """
    source = input_folder / "geo"
    places = pd.concat([_gazetteer(source), _villages(source), _cities(source)])
    places["in_county"] = places["in_county"].map({True: "true", False: "false"})
    places["population"] = places["population"].astype("Int64")
    return places.sort_values(["in_county", "rank", "name"], ascending=[False, True, True])


def _gazetteer(source: Path) -> pd.DataFrame:
    """Places of GeoNames with their ranks."""
    table = pd.read_csv(source / "settlements_geonames_cities500.csv")
    table = table[~table["name"].isin(NOT_LABELLED)]
    inside = table["in_somerset"] == 1
    population = table["population"].where(table["population"] > 0)
    town = table["name"].isin(TOWNS) & inside | table["name"].isin(TOWNS_AROUND) & ~inside
    small = (table["name"].isin(SMALL_TOWNS) | population.ge(SMALL_TOWN_POPULATION)) & inside
    small |= table["name"].isin(SMALL_TOWNS_AROUND) & ~inside
    return pd.DataFrame(
        {
            "name": table["name"].replace(NAMED_OTHERWISE),
            "lat": table["lat"].round(5),
            "lon": table["lon"].round(5),
            "population": population,
            "rank": np.select([town, small], [1, 2], 3),
            "in_county": inside,
        }
    )


def _villages(source: Path) -> pd.DataFrame:
    """Villages placed by the postcodes around their surgery or pharmacy."""
    postcodes = pd.read_csv(source / "postcodes_somerset_codepoint_open_2025-05.csv")
    at = postcodes.set_index("postcode")
    rows = []
    for name, postcode in VILLAGES_BY_POSTCODE.items():
        away = np.hypot(
            postcodes["easting"] - at.loc[postcode, "easting"],
            postcodes["northing"] - at.loc[postcode, "northing"],
        )
        around = postcodes[away <= VILLAGE_REACH_M]
        lat, lon = around["lat"].median(), around["lon"].median()
        rows.append((name, round(lat, 5), round(lon, 5), None, 3, True))
    return pd.DataFrame(rows, columns=COLUMNS)


def _cities(source: Path) -> pd.DataFrame:
    """Cities placed at the centre of their authority, without a population."""
    outlines = gpd.read_file(source / "neighbouring_authorities_bgc_simplified.geojson")
    centres = outlines.set_index("lad_code").to_crs(27700).centroid.to_crs(4326)
    rows = [
        (name, round(centres[code].y, 5), round(centres[code].x, 5), None, 1, False)
        for code, name in CITIES.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
