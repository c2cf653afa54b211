"""What is shown of small areas (LSOAs): outlines, what shades them, whose patients live there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from somerset_maps.county import County, Floats
from somerset_maps.maps.steps import BRITISH_GRID, anchors, lines, rings, shared_borders

#: Modelled cells of fewer tenths of a patient are left out: 0.1 % of all patients.
_LEAST_TENTHS = 2
_NETWORKS = "pcn-2020"

#: Light to dark, five steps each that differ in lightness, so that they can be told apart in any
#: colour vision and on a pale projector; the darkest still lets names and pins be read above it.
_PURPLES = ("#F4F0F8", "#DACFE8", "#B9A6D2", "#947BB5", "#6F5496")
_BROWNS = ("#FBF1E3", "#F3D6AE", "#E2B273", "#C2873F", "#955F1E")
_TEALS = ("#EAF5F3", "#C3E2DD", "#92C6BF", "#5BA29B", "#2F7A74")
_ROSES = ("#FAEFF0", "#F0CDD2", "#DDA2AB", "#C07582", "#97505F")
_TOWN_AND_COUNTRY = ("#E4E1DA", "#A9C79A")


def area_shapes(county: County) -> dict[str, Any]:
    """Return ``codes`` and, in their order, ``rings``: the rings of each small area."""
    metres = county.small_areas.geometry.to_crs(BRITISH_GRID)
    return {
        "codes": [str(code) for code in metres.index],
        "names": [str(name) for name in county.small_areas["name"]],
        "rings": [rings([shape]) for shape in metres],
    }


def area_values(county: County) -> dict[str, Any]:
    """Return what small areas can be shaded by at this snapshot.

    Returns:
        ``snapshot`` and ``shadings``: [{key, title, source, modelled, unit, steps: [{label,
        colour}], above, values}]. A value of step k is at least ``above[k - 1]`` and less than
        ``above[k]``. Values stand in the order of :func:`area_shapes`; null where not known.
    """
    areas = county.small_areas
    year = county.about["imd_year"]
    older = 100 * areas["population_65_plus"] / areas["population"]
    without_car = 100 * areas["households_no_car"] / areas["households"]
    return {
        "snapshot": county.snapshot,
        "shadings": [
            _shading(
                "older", "Residents aged 65 and over", older, (15, 20, 25, 30), _PURPLES, "%",
                source=f"residents of {county.about['residents_year']}, ONS",
            ),
            _shading(
                "deprivation", "Deprivation, fifths of England", areas["imd_decile"], (3, 5, 7, 9),
                _BROWNS[::-1], "",
                labels=("most deprived", "second", "middle", "fourth", "least deprived"),
                source=f"English Indices of Deprivation {year}",
            ),
            _shading(
                "rural", "Rural areas", areas["rural"].astype(float), (0.5,), _TOWN_AND_COUNTRY, "",
                labels=("urban", "rural"), source="Rural Urban Classification 2011, ONS and Defra",
            ),
            _shading(
                "minutes", "Minutes by car to the nearest surgery (modelled)",
                nearest_minutes(county), (3, 5, 7, 10), _TEALS, " min",
                source="modelled minutes to any practice's surgery", modelled=True,
            ),
            _shading(
                "cars", "Households without a car", without_car, (8, 12, 18, 25), _ROSES, "%",
                source="Census 2011, ONS",
            ),
        ],
    }  # fmt: skip


def nearest_minutes(county: County) -> pd.Series[float]:
    """Return estimated minutes from each small area to the nearest open surgery of any practice."""
    inside, outside = county.site_minutes, county.outside_site_minutes
    return pd.concat([inside, outside], axis=1).min(axis=1)


def registrations(county: County) -> dict[str, Any]:
    """Return modelled patients of each practice by small area.

    Returns:
        ``practices``: codes; ``cells``: for each practice [area, tenths, area, tenths, ...], the
        area as the step from the area before (the first from 0), patients in tenths.
    """
    tenths = np.rint(county.registration_matrix * 10).astype(int)
    cells = []
    for row in tenths:
        areas = np.flatnonzero(row >= _LEAST_TENTHS)
        steps = np.diff(areas, prepend=0)
        cells.append([int(n) for pair in zip(steps, row[areas], strict=True) for n in pair])
    return {"practices": [str(code) for code in county.practices.index], "cells": cells}


def former_networks(county: County) -> dict[str, Any] | None:
    """Return the primary care networks of 2019, or None when the data hold none.

    Each small area belongs to the network with most of its patients, as modelled.

    Returns:
        ``borders``: lines between networks; ``names``: [{name, anchors}]; ``source``.
    """
    plan = county.reference_plans.get(_NETWORKS)
    if plan is None:
        return None
    patients = np.vstack([_patients(county, group.members) for group in plan.groups])
    names = [group.name for group in plan.groups]
    metres = gpd.GeoDataFrame(geometry=county.small_areas.geometry.to_crs(BRITISH_GRID))
    metres["network"] = [names[row] for row in patients.argmax(axis=0)]
    shapes = metres.dissolve("network").geometry
    return {
        "borders": lines(shared_borders(shapes)),
        "names": [
            {"name": str(name), "anchors": anchors(shape, 2_500)} for name, shape in shapes.items()
        ],
        "source": "networks as formed in 2019",
    }


def _patients(county: County, members: Sequence[str]) -> Floats:
    """Return modelled patients of these practices by small area, shape (areas,)."""
    rows = [county.position[code] for code in members if code in county.position]
    total: Floats = county.registration_matrix[rows].sum(axis=0)
    return total


def _shading(
    key: str,
    title: str,
    values: pd.Series[Any],
    above: Sequence[float],
    colours: Sequence[str],
    unit: str,
    *,
    source: str,
    labels: Sequence[str] = (),
    modelled: bool = False,
) -> dict[str, Any]:
    words = labels or _ranges(above, unit)
    return {
        "key": key,
        "title": title,
        "source": source,
        "modelled": modelled,
        "unit": unit,
        "above": list(above),
        "steps": [
            {"label": label, "colour": colour} for label, colour in zip(words, colours, strict=True)
        ],
        "values": [None if pd.isna(value) else round(float(value), 1) for value in values],
    }


def _ranges(above: Sequence[float], unit: str) -> list[str]:
    """Return words for the steps.

    >>> _ranges((15, 20), "%")
    ['under 15%', '15–20%', '20% and more']
    """
    between = [f"{low:g}–{high:g}{unit}" for low, high in pairwise(above)]
    return [f"under {above[0]:g}{unit}", *between, f"{above[-1]:g}{unit} and more"]
