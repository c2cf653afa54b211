"""Branches, pharmacies and hospitals, as points that can be laid over the map."""

from __future__ import annotations

from typing import Any

import pandas as pd

from somerset_maps.county import County

_SERVICES = {
    "pharmacy": "Pharmacies",
    "acute hospital": "Acute hospitals",
    "community hospital": "Community hospitals",
}


def care_points(county: County, services: pd.DataFrame | None) -> dict[str, Any]:
    """Return each kind of point with its title, its source and its places.

    Args:
        county: branches are those of its practices that were open at the snapshot.
        services: kind ("pharmacy", "acute hospital", "community hospital"), name, lat, lon, as_of,
            snapshots (keys parted by ";"); hospitals outside the county are kept, they matter.

    Returns:
        ``kinds``: [{kind, title, source, places: [[name, lat, lon], ...]}], branches first.
    """
    branches = county.sites[county.sites["kind"] == "branch"]
    found = [_kind("branch", "Branches", "branches NHS Digital", branches)]
    if services is not None:
        keys = services["snapshots"].astype(str).str.split(";")
        here = services[keys.map(lambda known: county.snapshot in known)]
        for kind, title in _SERVICES.items():
            rows = here[here["kind"] == kind]
            if len(rows):
                found.append(
                    _kind(kind, title, f"{title.lower()} NHS website {_years(rows)}", rows)
                )
    return {"kinds": found}


def _kind(kind: str, title: str, source: str, rows: pd.DataFrame) -> dict[str, Any]:
    places = [
        [str(name), round(float(lat), 5), round(float(lon), 5)]
        for name, lat, lon in zip(rows["name"], rows["lat"], rows["lon"], strict=True)
    ]
    return {"kind": kind, "title": title, "source": source, "places": sorted(places)}


def _years(rows: pd.DataFrame) -> str:
    """Return the years of a publication: "2014, 2022"."""
    years = rows["as_of"].astype(str).str.extract(r"(\d{4})")[0].dropna().unique()
    return ", ".join(sorted(years))
