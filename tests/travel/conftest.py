"""The travel model on the project's own tables, built once, and minutes that several tests use."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from somerset_maps.catchment.registrations import mean_by_area
from somerset_maps.sources.build import default_data_dir
from somerset_maps.travel import TravelModel
from somerset_maps.travel.sketch import Sketch, read_sketch

Read = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="session")
def read() -> Read:
    def read_table(name: str) -> pd.DataFrame:
        return pd.read_csv(default_data_dir() / f"{name}.csv", dtype={"snapshot": str})

    return read_table


@pytest.fixture(scope="session")
def sketch() -> Sketch:
    return read_sketch(default_data_dir())


@pytest.fixture(scope="session")
def model(sketch: Sketch) -> TravelModel:
    return TravelModel.from_sketch(sketch)


@pytest.fixture(scope="session")
def sites_2016(read: Read) -> pd.DataFrame:
    sites = read("sites")
    return sites[sites["snapshot"] == "2016"].reset_index(drop=True)


@pytest.fixture(scope="session")
def to_postcodes(model: TravelModel, sites_2016: pd.DataFrame, read: Read) -> np.ndarray:
    """Minutes computed afresh from every site of 2016 to every postcode."""
    postcodes = read("postcodes")[["easting", "northing"]]
    return model.minutes(sites_2016[["easting", "northing"]], postcodes)


@pytest.fixture(scope="session")
def to_areas(to_postcodes: np.ndarray, read: Read) -> Callable[[np.ndarray], pd.DataFrame]:
    """Averages rows over postcodes to rows over small areas."""
    codes = sorted(read("small_areas")["lsoa_code"])
    area = read("postcodes")["lsoa_code"].map({code: at for at, code in enumerate(codes)})

    def averaged(rows: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(mean_by_area(rows, area, len(codes)), columns=codes)

    return averaged
