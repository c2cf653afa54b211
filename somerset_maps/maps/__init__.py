"""The planning map: a folium map whose practices can be dragged, drawn without any network.

prepare_static(static_dir)                     # at start: Leaflet and our own script
urls = write_layers(county, static_dir, ...)   # once a snapshot: facts and base map as files
figure = planning_map(urls)                    # at each run: the same bytes each time
carrier = plan_state(state)                    # at each run: the only part that changes
"""

from somerset_maps.maps.layers import LayerUrls, facts, write_layers
from somerset_maps.maps.offline import OfflineMap, prepare_static
from somerset_maps.maps.planning import (
    ONLINE_TILES,
    DraggablePractices,
    PlanState,
    plan_state,
    planning_map,
)

__all__ = [
    "ONLINE_TILES",
    "DraggablePractices",
    "LayerUrls",
    "OfflineMap",
    "PlanState",
    "facts",
    "plan_state",
    "planning_map",
    "prepare_static",
    "write_layers",
]
