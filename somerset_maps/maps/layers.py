"""What the map fetches: facts and base map at once, the rest when a layer is first turned on.

Every file carries a hash of its content in its name, so a browser keeps it for good.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from somerset_maps.county import County
from somerset_maps.maps.areas import area_shapes, area_values, former_networks, registrations
from somerset_maps.maps.base_map import base_map, postcode_points
from somerset_maps.maps.offline import STATIC_ROOT, content_hash, write_once
from somerset_maps.maps.points import care_points


@dataclass(frozen=True)
class LayerUrls:
    """Addresses of the map's files.

    Attributes:
        facts: practices and who can be whose neighbour; both views read it.
        base: the base map.
        postcodes: the postcode points.
        points: branches, pharmacies and hospitals.
        areas: outlines of the small areas, the same for every snapshot.
        values: what the small areas are shaded by.
        registrations: practices' modelled patients by small area.
        networks: primary care networks of 2019, or "" when there are none.
    """

    facts: str
    base: str
    postcodes: str
    points: str = ""
    areas: str = ""
    values: str = ""
    registrations: str = ""
    networks: str = ""


def write_layers(
    county: County,
    static_dir: Path,
    outlines: gpd.GeoDataFrame,
    settlements: pd.DataFrame,
    postcodes: pd.DataFrame,
    services: pd.DataFrame | None = None,
) -> LayerUrls:
    """Write the map's files into the static folder, under names that change with their content.

    Args:
        county: the snapshot to draw.
        static_dir: the app's static folder.
        outlines: kind ("county", "locality", "neighbour", "coast", "sea", "tidal river"), name,
            geometry in longitude and latitude.
        settlements: name, lat, lon, population, rank (1 town, 2 small town, 3 village), in_county.
        postcodes: easting and northing in metres.
        services: pharmacies and hospitals, see :func:`~somerset_maps.maps.points.care_points`;
            without them the map offers branches only.

    Raises:
        DataError: if the outlines hold no county.
    """

    def write(stem: str, content: Mapping[str, Any] | None) -> str:
        return "" if content is None else _write(static_dir, stem, content)

    key = county.snapshot
    return LayerUrls(
        facts=write(f"facts-{key}", facts(county)),
        base=write("base", base_map(outlines, settlements)),
        postcodes=write("postcodes", postcode_points(postcodes)),
        points=write(f"points-{key}", care_points(county, services)),
        areas=write("areas", area_shapes(county)),
        values=write(f"values-{key}", area_values(county)),
        registrations=write(f"registrations-{key}", registrations(county)),
        networks=write(f"networks-{key}", former_networks(county)),
    )


def facts(county: County) -> dict[str, Any]:
    """Return what both views know about practices, ready for JSON.

    Args:
        county: its practices, and their adjacency with ``minutes`` on each edge, are read.

    Returns:
        ``snapshot``; ``practices`` in the order of their codes; ``edges`` as [a, b, minutes] with
        a < b.
    """
    rows = county.practices.sort_index()
    edges = sorted(
        [*sorted((str(a), str(b))), round(float(minutes), 1)]
        for a, b, minutes in county.adjacency.edges(data="minutes", default=0.0)
    )
    return {
        "snapshot": str(county.snapshot),
        "practices": [_practice(str(code), row) for code, row in rows.iterrows()],
        "edges": edges,
    }


def _practice(code: str, row: pd.Series[Any]) -> dict[str, Any]:
    fte = row.get("gp_fte")
    to_check = row.get("to_check")
    return {
        "code": code,
        "name": str(row["name"]),
        "place": str(row["place"]),
        "lat": round(float(row.geometry.y), 5),
        "lon": round(float(row.geometry.x), 5),
        "list": int(row["list_size"]),
        "fte": None if pd.isna(fte) else round(float(fte), 3),
        "to_check": "" if pd.isna(to_check) else str(to_check),
        "locality": str(row["locality"]),
    }


def _write(static_dir: Path, stem: str, content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    name = f"{stem}-{content_hash(text.encode())}.json"
    write_once(static_dir / "layers" / name, text.encode())
    return f"{STATIC_ROOT}/layers/{name}"
