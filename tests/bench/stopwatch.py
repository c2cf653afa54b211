"""Times of a drag as the browser sees them: from letting go to what is shown.

All times are of one clock, also across the map's frame: ``performance.timeOrigin`` plus
``performance.now()``, in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.plan_page import PlanPage

_NOW = "performance.timeOrigin + performance.now()"

#: In the page: when the strip's text changed for the last time. In the map's frame: when the mouse
#: was let go, when a pin was painted, and when the server's answer had emptied the outbox.
_IN_PAGE = f"""() => {{
    const text = () => document.querySelector('.strip').textContent;
    const watch = {{ text: text(), textAt: 0, released: 0 }};
    window.stopwatch = watch;
    new MutationObserver(() => {{
        const strip = document.querySelector('.strip');
        if (!strip || strip.textContent === watch.text) return;
        watch.text = strip.textContent;
        watch.textAt = {_NOW};
    }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }});
    window.addEventListener('pointerup', () => {{ watch.released = {_NOW}; }}, true);
}}"""
_IN_MAP = f"""() => {{
    const watch = {{ released: 0, paintedAt: 0, answeredAt: 0 }};
    window.stopwatch = watch;
    window.addEventListener('pointerup', () => {{ watch.released = {_NOW}; }}, true);
    new MutationObserver((changes) => {{
        if (changes.some((change) => change.oldValue !== change.target.dataset.group)) {{
            if (watch.paintedAt < watch.released) watch.paintedAt = {_NOW};
        }}
    }}).observe(document.body, {{
        subtree: true, attributes: true, attributeFilter: ['data-group'], attributeOldValue: true,
    }});
    const plan = window.somersetPlan;
    const update = plan.update.bind(plan);
    plan.update = (state) => {{
        update(state);
        if (!plan.outbox.entries().length && watch.answeredAt < watch.released) {{
            watch.answeredAt = {_NOW};
        }}
    }};
}}"""


@dataclass(frozen=True)
class DragTimes:
    """Milliseconds from letting the mouse go."""

    painted: float
    text: float
    recoloured: float


class Stopwatch:
    """Watches one window with the Plan page."""

    def __init__(self, plan_page: PlanPage) -> None:
        self._plan_page = plan_page
        plan_page.page.evaluate(_IN_PAGE)
        plan_page.map.evaluate(_IN_MAP)

    def read(self) -> DragTimes:
        """Wait until the last drop has come back from the server and return its times."""
        frame = self._plan_page.map
        frame.wait_for_function(
            "stopwatch.released > 0 && stopwatch.answeredAt >= stopwatch.released"
        )
        inside: dict[str, Any] = frame.evaluate("stopwatch")
        released = inside["released"]
        self._plan_page.page.wait_for_function(
            "(released) => stopwatch.textAt >= released", arg=released
        )
        text_at = self._plan_page.page.evaluate("stopwatch.textAt")
        return DragTimes(
            painted=inside["paintedAt"] - released,
            text=text_at - released,
            recoloured=inside["answeredAt"] - released,
        )


class Traffic:
    """Counts what goes over a page's websocket. Make it before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.sent = 0
        self.received = 0
        page.on("websocket", self._watch)

    def _watch(self, socket: Any) -> None:
        socket.on("framesent", lambda frame: self._count("sent", frame))
        socket.on("framereceived", lambda frame: self._count("received", frame))

    def _count(self, way: str, frame: str | bytes) -> None:
        length = len(frame if isinstance(frame, bytes) else frame.encode())
        setattr(self, way, getattr(self, way) + length)
