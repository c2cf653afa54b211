"""The planning map as folium sees it: a map, draggable practices, and a carrier of the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from somerset_maps.maps.layers import LayerUrls
from somerset_maps.maps.offline import OfflineMap, images_url, script_url

_CENTRE = (51.08, -3.0)
_ZOOM_AT_FIRST = 9
_NARROWEST_ZOOM = 8
_WIDEST_ZOOM = 14
#: OpenStreetMap's standard tiles: offered on the map when the state names them, off until chosen.
ONLINE_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


#: Signs that would end a script element, or be read as a command: folium runs every finished script
#: through the template engine once more.
_UNSAFE = re.compile(r"[<>&'\u2028\u2029]|\{(?=[{%#])")


def as_script(value: Mapping[str, Any]) -> str:
    """Return a value as JSON that is safe inside a folium script, whatever people typed.

    >>> as_script({"name": "</script>{{ 7 * 7 }}"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u007b{ 7 * 7 }}"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)


class DraggablePractices(JSCSSMixin, MacroElement):
    """folium plugin: practices as pins that can be dragged onto a group and go home afterwards.

    Facts and base map are fetched by the browser from the app's static folder; the plan arrives
    through :class:`PlanState`; what people do leaves as ``{"outbox": [...]}`` through
    ``Streamlit.setComponentValue``.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.SomersetMap.mount({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, urls: LayerUrls) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DraggablePractices"
        self.default_js = [("somerset_plan_map", script_url())]
        self.default_css: list[tuple[str, str]] = []
        self.options = as_script(
            {
                **asdict(urls),
                "images": images_url(),
                "script": script_url(),
            }
        )


class PlanState(MacroElement):
    """The plan on its way to the map: the only part that changes from run to run."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.somersetPlan.update({{ this.state }});"
        "{% endmacro %}"
    )

    def __init__(self, state: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlanState"
        self.state = as_script(state)


def planning_map(urls: LayerUrls) -> folium.Map:
    """Return a fresh planning map; its script is the same, byte for byte, for the same files.

    A map object must not be used for two runs, because streamlit-folium adds the state into it and
    would then take the next run's map for another one and reload it.

    Args:
        urls: addresses of the facts and of the base map, from ``write_layers``.
    """
    planning = OfflineMap(
        _CENTRE,
        _ZOOM_AT_FIRST,
        zoom_control=False,
        attribution_control=False,
        min_zoom=_NARROWEST_ZOOM,
        max_zoom=_WIDEST_ZOOM,
        zoom_snap=0.1,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        fade_animation=False,
        max_bounds_viscosity=0.7,
    )
    # folium names the map at random; a fixed name keeps what is sent the same at each run.
    planning._id = "somersetplanningmap"
    DraggablePractices(urls).add_to(planning)
    return planning


def plan_state(state: Mapping[str, Any]) -> folium.FeatureGroup:
    """Return the carrier of the plan for ``st_folium(feature_group_to_add=...)``.

    Args:
        state: the plan as the views read it: plan, rev, ack, band, groups (each with its own
            ``band`` where it has one), colours, letters, hidden, selected, notice, stances, and
            ``projector`` (larger type and pins, only agreement shown), ``hindsight`` (offer the
            networks of 2019), ``tiles`` (address of an online map to offer, such as
            :data:`ONLINE_TILES`, or None).
    """
    carrier = folium.FeatureGroup(name="plan")
    carrier.add_child(PlanState(state))
    return carrier
