"""Towns and villages to name on the map, with a rank that says how early a label shows."""

from __future__ import annotations

from pathlib import Path

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
    "Cheddar",
    "Watchet",
    "Castle Cary",
    "Langport",
    "Dulverton",
)
"""Places of the county that the map names at every zoom: its market towns and service centres."""

TOWNS_AROUND = (
    "Bristol",
    "Bath",
    "Weston-super-Mare",
    "Exeter",
    "Tiverton",
    "Honiton",
    "Axminster",
    "Lyme Regis",
    "Sherborne",
    "Gillingham",
    "Warminster",
    "Trowbridge",
    "Radstock",
    "Midsomer Norton",
    "Lynton",
    "Cullompton",
    "Clevedon",
    "Shaftesbury",
)
"""Places outside the county that help people find their way on the map."""

SMALL_TOWN_POPULATION = 1_500

NAMED_OTHERWISE = {
    "Creech Saint Michael": "Creech St Michael",
    "Huntspill": "West Huntspill",
}
"""Names as people there write them, where the gazetteer differs."""

NOT_LABELLED = ("Lower Vagg", "Redlynch", "Edingworth")
"""Hamlets that carry the population of a whole parish or ward in the gazetteer."""


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
    table = pd.read_csv(input_folder / "geo" / "settlements_geonames_cities500.csv")
    table = table[~table["name"].isin(NOT_LABELLED)]
    inside = table["in_somerset"] == 1
    population = table["population"].where(table["population"] > 0)
    town = (inside & table["name"].isin(TOWNS)) | (~inside & table["name"].isin(TOWNS_AROUND))
    rank = population.ge(SMALL_TOWN_POPULATION).map({True: 2, False: 3}).mask(town, 1)
    places = pd.DataFrame(
        {
            "name": table["name"].replace(NAMED_OTHERWISE),
            "lat": table["lat"].round(5),
            "lon": table["lon"].round(5),
            "population": population.astype("Int64"),
            "rank": rank.astype(int),
            "in_county": inside.map({True: "true", False: "false"}),
        }
    )
    return places.sort_values(["in_county", "rank", "name"], ascending=[False, True, True])
