"""How far the modelled values are from published ones: the errors shown beside them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd

from somerset_maps.catchment.balance import FloatArray
from somerset_maps.errors import DataError
from somerset_maps.travel import TravelModel

PUBLISHED_ALLOWANCE = 5.8
"""Minutes that the published hospital journeys hold on top of driving: their ladder of values
starts there (our inference; the publisher does not say)."""

LONGEST_COMPARED = 60.0
"""Published minutes up to which the travel model is compared: longer ones leave its grid."""

TRAVEL, REGISTRATION = "travel minutes", "registrations"


@dataclass(frozen=True)
class ModelError:
    """One measured error of a model; the columns of model_errors.csv."""

    model: str
    measure: str
    snapshot: str | None
    value: float
    unit: str
    note: str


HELD_OUT = (
    ModelError(
        TRAVEL,
        "mean absolute error, held out",
        None,
        1.6,
        "minutes",
        "163 areas that the constants were not set on, to the same hospitals",
    ),
    ModelError(
        REGISTRATION,
        "mean absolute error, held out",
        "2016",
        0.73,
        "IMD points",
        "deprivation score of practices that the exponent was not chosen on",
    ),
    ModelError(
        REGISTRATION,
        "mean absolute error, held out",
        "2020",
        0.85,
        "IMD points",
        "deprivation score of practices that the exponent was not chosen on",
    ),
)
"""Measured once, when the constants were set: the only errors that the constants never saw."""


def model_errors(data_dir: Path, model: TravelModel) -> pd.DataFrame:
    """Measure the travel and registration models against published figures.

    Parameters
    ----------
    data_dir : Path
        Folder with all tables but model_errors.csv.
    model : TravelModel
        The model that the minutes came from.

    Returns
    -------
    DataFrame
        ``model``, ``measure``, ``snapshot`` (missing when it holds for all), ``value``,
        ``unit``, ``note``.
    """
    found = [*hospital_errors(data_dir, model), *registration_errors(data_dir), *HELD_OUT]
    return pd.DataFrame(
        [astuple(error) for error in found], columns=[field.name for field in fields(ModelError)]
    )


def hospital_minutes(data_dir: Path, model: TravelModel) -> pd.DataFrame:
    """Published and estimated minutes to the three hospitals, up to 60 published minutes.

    Published journeys start at the population-weighted centroid, so the estimates do as well.

    Returns
    -------
    DataFrame
        ``hospital``, ``lsoa_code``, ``published`` (less the allowance), ``estimated``.
    """
    published = pd.read_csv(data_dir / "published_car_minutes.csv")
    areas = pd.read_csv(data_dir / "small_areas.csv").set_index("lsoa_code")
    parts = []
    for _, rows in published.groupby("hospital"):
        starts = areas.loc[rows["lsoa_code"], ["easting", "northing"]]
        hospital = rows[["hospital_easting", "hospital_northing"]].iloc[[0]]
        parts.append(rows.assign(estimated=model.minutes(hospital, starts)[0]))
    table = pd.concat(parts)
    table["published"] = table["minutes_published"] - PUBLISHED_ALLOWANCE
    compared = table[table["minutes_published"] <= LONGEST_COMPARED]
    return compared[["hospital", "lsoa_code", "published", "estimated"]].reset_index(drop=True)


def hospital_errors(data_dir: Path, model: TravelModel) -> list[ModelError]:
    """Errors of the travel model against published car minutes, by hospital and in all."""
    table = hospital_minutes(data_dir, model)
    errors: list[ModelError] = []
    for hospital, rows in table.groupby("hospital"):
        place = f"to {str(hospital).split(',')[0]}"
        where = f"{len(rows)} areas, published minutes of at most 60"
        off = rows["published"] - rows["estimated"]
        spread = ((rows["published"] - rows["published"].mean()) ** 2).sum()
        errors += [
            _travel(f"mean absolute error, {place}", float(off.abs().mean()), "minutes", where),
            _travel(f"bias, {place}", -float(off.mean()), "minutes", f"{where}; above 0: too slow"),
            _travel(f"R2, {place}", 1 - float((off**2).sum() / spread), "share", where),
        ]
    off = table["published"] - table["estimated"]
    where = f"{len(table)} journeys to three hospitals of at most 60 published minutes"
    errors += [
        _travel("mean absolute error, all", float(off.abs().mean()), "minutes", where),
        _travel("nine in ten within", float(off.abs().quantile(0.9)), "minutes", where),
        _travel(
            "most minutes too fast",
            float(off.max()),
            "minutes",
            f"{where}; Exmoor, the Brendons, the Quantocks and the Levels are the places",
        ),
    ]
    nearest = nearest_any_site(data_dir)
    road_km = pd.read_csv(data_dir / "small_areas.csv").set_index("lsoa_code")["road_km_gp"]
    errors.append(
        _travel(
            "correlation with road distance",
            float(np.corrcoef(nearest, road_km.loc[nearest.index])[0, 1]),
            "r",
            "minutes to the nearest site against published road km to the nearest GP surgery",
        )
    )
    return errors


def nearest_any_site(data_dir: Path) -> pd.Series[float]:
    """Minutes from each small area to the nearest of all sites, by ``lsoa_code``."""
    minutes = pd.read_csv(data_dir / "site_minutes.csv")
    return minutes.groupby("lsoa_code")["minutes"].min()


def area_deprivation(areas: pd.DataFrame, imd_year: int) -> FloatArray:
    """IMD score of each small area on the scale that the practice scores use.

    For 2019 the score is the 2015 score of the area that held the same national rank: the
    published small-area table of 2019 that we have gives ranks only.

    Parameters
    ----------
    areas : DataFrame
        ``imd2015_score``, ``imd2015_rank``, ``imd2019_rank``.
    imd_year : int
        2015 or 2019.

    Raises
    ------
    DataError
        Another year.
    """
    score = np.asarray(areas["imd2015_score"], dtype=float)
    if imd_year == 2015:
        return score
    if imd_year == 2019:
        rank = np.asarray(areas["imd2015_rank"], dtype=float)
        order = np.argsort(rank)
        wanted = np.asarray(areas["imd2019_rank"], dtype=float)
        return np.asarray(np.interp(wanted, rank[order], score[order]))
    raise DataError(f"snapshots.csv: imd_year {imd_year} has no small-area scores; use 2015, 2019.")


def practice_deprivation(data_dir: Path, snapshot: str) -> pd.DataFrame:
    """Modelled and published IMD score of each practice of a snapshot.

    Returns
    -------
    DataFrame
        Index ``practice_code``; ``modelled``, ``published`` (missing when not published).
    """
    text = {"snapshot": str}
    snapshots = pd.read_csv(data_dir / "snapshots.csv", dtype=text).set_index("snapshot")
    areas = pd.read_csv(data_dir / "small_areas.csv")
    score = pd.Series(
        area_deprivation(areas, int(snapshots.loc[snapshot, "imd_year"])), index=areas["lsoa_code"]
    )
    cells = pd.read_csv(data_dir / "registrations.csv", dtype=text)
    cells = cells[cells["snapshot"] == snapshot]
    weighted = cells["patients"] * cells["lsoa_code"].map(score)
    by_practice = cells["practice_code"]
    modelled = weighted.groupby(by_practice).sum() / cells["patients"].groupby(by_practice).sum()
    practices = pd.read_csv(data_dir / "practices.csv", dtype=text)
    published = practices[practices["snapshot"] == snapshot].set_index("practice_code")["imd_score"]
    return pd.DataFrame({"modelled": modelled, "published": published})


def registration_errors(data_dir: Path) -> list[ModelError]:
    """Errors of the registration model against published practice deprivation, by snapshot."""
    errors: list[ModelError] = []
    snapshots = pd.read_csv(data_dir / "snapshots.csv", dtype={"snapshot": str})
    for snapshot in snapshots["snapshot"]:
        both = practice_deprivation(data_dir, snapshot).dropna()
        where = f"deprivation score of {len(both)} practices, modelled against published"
        off = float((both["modelled"] - both["published"]).abs().mean())
        fit = float(both["modelled"].corr(both["published"]))
        errors += [
            ModelError(
                REGISTRATION, "mean absolute error", snapshot, round(off, 3), "IMD points", where
            ),
            ModelError(REGISTRATION, "correlation", snapshot, round(fit, 4), "r", where),
        ]
    return errors


def _travel(measure: str, value: float, unit: str, note: str) -> ModelError:
    return ModelError(TRAVEL, measure, None, round(value, 4), unit, note)
