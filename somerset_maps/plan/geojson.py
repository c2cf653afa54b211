"""A plan as GeoJSON, for other mapping programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from somerset_maps.county import County
    from somerset_maps.plan.model import Plan


def plan_geojson(plan: Plan, county: County, details: Mapping[str, str] | None = None) -> str:
    """Return a GeoJSON FeatureCollection, a point for every practice of the county.

    Practices in no group carry ``null`` for group, letter and colour. ``details`` (snapshot,
    settings, date, sources) stand beside the features.

    Raises:
        PlanError: if the plan names a practice that the county does not have.
    """
    county.check(plan)
    look = {code: group for group in plan.groups for code in group.members}
    features = []
    for code, row in county.practices.iterrows():
        group = look.get(str(code))
        features.append(
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(row.geometry.x, 5), round(row.geometry.y, 5)],
                },
                "properties": {
                    "practice_code": code,
                    "name": row["name"],
                    "locality": row["locality"],
                    "list_size": int(row["list_size"]),
                    "group": group.name if group else None,
                    "letter": group.letter if group else None,
                    "colour": group.colour if group else None,
                },
            }
        )
    collection = {
        "type": "FeatureCollection", "details": dict(details or {}), "features": features
    }  # fmt: skip
    return json.dumps(collection, ensure_ascii=False, indent=1)
