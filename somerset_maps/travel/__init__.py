"""Estimated drive minutes over land, without a road map: grid, speeds, barriers, shortest paths.

The model is an overland one: the county is a grid of land cells, each crossed at the pace that
its kind of country allows (detours along real roads included), and tidal rivers are crossed at
bridges only. Its constants were set on published car minutes to hospitals; see `data/README.md`.
"""

from somerset_maps.travel.model import SAME_SITE_MINUTES, TravelModel

__all__ = ["SAME_SITE_MINUTES", "TravelModel"]
