"""Leaflet and the map's own script, served from the app's static folder, with no request elsewhere.

Leaflet's plain files come from the package XStatic-Leaflet. folium asks for jQuery, Bootstrap and
Awesome-Markers as well; this project draws its pins itself and needs none of them.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import folium
from xstatic.pkg import leaflet

from somerset_maps import browser

#: Where Streamlit serves the app's static folder.
STATIC_ROOT = "/app/static"
LEAFLET_VERSION = ".".join(str(leaflet.VERSION).split(".")[:3])
_LEAFLET_FOLDER = "vendor/leaflet"
_LEAFLET_FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)
#: The map's own scripts, each after those that it builds on.
_MAP_SCRIPTS = (
    "spread.js",
    "targets.js",
    "panels.js",
    "controls.js",
    "basemap.js",
    "labels.js",
    "outlines.js",
    "shading.js",
    "points.js",
    "legend.js",
    "tiles.js",
    "layerpanel.js",
    "layers.js",
    "stances.js",
    "pins.js",
    "choosing.js",
    "pinmenu.js",
    "loose.js",
    "drag.js",
    "planmap.js",
)


class OfflineMap(folium.Map):
    """A folium map whose Leaflet comes from the app's static folder and that needs nothing else."""

    default_js = [("leaflet", f"{STATIC_ROOT}/{_LEAFLET_FOLDER}/leaflet.js")]  # noqa: RUF012
    default_css = [("leaflet_css", f"{STATIC_ROOT}/{_LEAFLET_FOLDER}/leaflet.css")]  # noqa: RUF012

    def __init__(self, location: tuple[float, float], zoom: int, **options: Any) -> None:
        """Make a map without tiles.

        Args:
            location: latitude and longitude of the centre until the county is fitted to the frame.
            zoom: zoom level at that time.
            options: any option of ``folium.Map`` or of Leaflet's own map.
        """
        super().__init__(location=list(location), zoom_start=zoom, tiles=None, **options)


def images_url() -> str:
    """Return the folder of Leaflet's pictures.

    Leaflet guesses it from its style sheet, which may arrive later, and then guesses wrong.
    """
    return f"{STATIC_ROOT}/{_LEAFLET_FOLDER}/images/"


def prepare_static(static_dir: Path) -> None:
    """Put Leaflet and the map's script where the browser can fetch them.

    Files that are already there and the same are left alone, so this can run at every start and in
    several processes at once.

    Args:
        static_dir: the app's static folder; made if it does not exist.

    Raises:
        OSError: if the folder cannot be written.
    """
    source = Path(leaflet.BASE_DIR)
    for name in _LEAFLET_FILES:
        write_once(static_dir / _LEAFLET_FOLDER / name, (source / name).read_bytes())
    write_once(static_dir / _script_path(), bundle().encode())


def script_url() -> str:
    """Return the address of the map's script; its name changes with its content."""
    return f"{STATIC_ROOT}/{_script_path()}"


@cache
def bundle() -> str:
    """Return the map's scripts and style as one script that defines ``window.SomersetMap``."""
    scripts = files(__package__).joinpath("scripts")
    style = scripts.joinpath("planmap.css").read_text(encoding="utf-8")
    parts = [browser.script(name) for name in browser.SHARED]
    parts += [scripts.joinpath(name).read_text(encoding="utf-8") for name in _MAP_SCRIPTS]
    body = "\n".join(parts)
    return f"(function () {{\n'use strict';\nconst STYLE = {json.dumps(style)};\n{body}\n}})();\n"


def content_hash(content: bytes) -> str:
    """Return ten hexadecimal digits that change whenever the content does."""
    return hashlib.sha256(content).hexdigest()[:10]


def write_once(path: Path, content: bytes) -> None:
    """Write a file unless it is there with this content; readers never see half of it."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(content)
    os.chmod(new.name, 0o644)
    os.replace(new.name, path)


@cache
def _script_path() -> str:
    return f"layers/plan-map-{content_hash(bundle().encode())}.js"
