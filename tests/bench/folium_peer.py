"""Clicks on the documented folium map, timed and counted as drags on the app's map are."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from somerset_maps.maps.offline import prepare_static
from tests.bench.stopwatch import DragTimes, Traffic
from tests.browser.app_server import AppServer

#: Practices whose circles no other circle covers.
APART = ["L85003", "L85038", "L85009", "L85013", "L85024", "L85033", "L85005", "L85044",
         "L85031", "L85032", "L85027", "L85046"]  # fmt: skip
_NOW = "performance.timeOrigin + performance.now()"
#: In every frame: tell the page when the mouse was let go.
_IN_FRAMES = f"""window.addEventListener('pointerup', () => {{
    if (window.top.stopwatch) window.top.stopwatch.released = {_NOW};
}}, true);"""
#: In the page: when the numbers changed, and when the practice in question had another colour.
_IN_PAGE = f"""() => {{
    const numbers = () => [...document.querySelectorAll('[data-testid=stMetricValue]')]
        .map((node) => node.textContent).join('|');
    const fill = (code) => {{
        for (const frame of document.querySelectorAll('iframe')) {{
            const path = frame.contentDocument.querySelector(`path.${{code}}`);
            if (path) return path.getAttribute('fill');
        }}
        return null;
    }};
    const watch = {{ text: numbers(), textAt: 0, released: 0, recolouredAt: 0 }};
    Object.assign(watch, {{ code: '', fill: '' }});
    watch.start = (code) => Object.assign(watch, {{ code, fill: fill(code), released: 0 }});
    window.stopwatch = watch;
    const look = () => {{
        const now = numbers();
        if (now !== watch.text && now.split('|').length === 3) {{
            watch.text = now;
            watch.textAt = {_NOW};
        }}
        const colour = watch.code && fill(watch.code);
        if (colour && colour !== watch.fill) {{ watch.fill = colour; watch.recolouredAt = {_NOW}; }}
        window.requestAnimationFrame(look);
    }};
    look();
}}"""


_FOLLOWED = (
    "stopwatch.released && stopwatch.textAt > stopwatch.released"
    " && stopwatch.recolouredAt > stopwatch.released"
)
TRIES = 4


def folium_peer_server(folder: Path) -> AppServer:
    """Start the peer in a folder of its own, with Leaflet in its static folder."""
    script = folder / "folium_peer_app.py"
    shutil.copy(Path(__file__).with_name("folium_peer_app.py"), script)
    prepare_static(folder / "static")
    return AppServer(folder, script=script).start()


class FoliumPeer:
    """One window with the peer open."""

    def __init__(self, browser: Browser, server: AppServer) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 1100})
        self.traffic = Traffic(self.page)
        self.page.add_init_script(_IN_FRAMES)
        self.page.goto(server.address)
        self._path("L85001").wait_for(timeout=30_000)
        # The first answer carries the map's bounds and zoom and causes one more run.
        self.page.wait_for_timeout(1500)
        self.page.evaluate(_IN_PAGE)

    def _path(self, code: str) -> Locator:
        return self.page.frame_locator("iframe").last.locator(f"path.{code}")

    def _middle(self, code: str) -> tuple[float, float]:
        box = self._path(code).bounding_box(timeout=5000)
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def time_click(self, code: str) -> DragTimes:
        """Click on a practice; return when numbers and map had followed.

        A click that the map loses while it is being made anew is made again, and not counted here.
        """
        for _ in range(TRIES):
            self.page.evaluate("(code) => { stopwatch.start(code); }", code)
            self.page.mouse.click(*self._middle(code))
            try:
                self.page.wait_for_function(_FOLLOWED, timeout=6000)
            except PlaywrightTimeout:
                continue
            watch = self.page.evaluate("({ ...stopwatch, start: null })")
            self.page.wait_for_timeout(700)
            recoloured = watch["recolouredAt"] - watch["released"]
            return DragTimes(recoloured, watch["textAt"] - watch["released"], recoloured)
        raise AssertionError(f"{TRIES} clicks on {code} had no effect")

    def moves(self) -> int:
        """Return how many moves the server has counted."""
        return int(self.page.get_by_test_id("stMetricValue").last.inner_text())

    def lost_in_burst(self, pause_ms: int, count: int = 10) -> int:
        """Click on practices in a row; return how many of the clicks had no effect."""
        spots = [self._middle(code) for code in APART[:count]]
        before = self.moves()
        for spot in spots:
            self.page.mouse.click(*spot)
            if pause_ms:
                self.page.wait_for_timeout(pause_ms)
        self.page.wait_for_timeout(3000)
        return count - (self.moves() - before)
