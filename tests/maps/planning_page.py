"""The planning map in a browser, as a person meets it: pins, places to drop on, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

READY = "!!(window.somersetPlan && window.somersetPlan.ready)"


@dataclass
class PlanningPage:
    """One open harness page."""

    page: Page
    frame: Frame
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, page: Page, address: str) -> PlanningPage:
        requests: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(address)
        page.frame_locator("iframe").locator(".pin").first.wait_for(timeout=30_000)
        frame = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
        frame.wait_for_function(READY)
        frame.wait_for_function("document.getElementById('map_div').clientHeight > 200")
        page.wait_for_timeout(150)
        return cls(page, frame, requests, faults)

    def pin(self, code: str) -> Locator:
        return self.frame.locator(f".pin[data-code={code}]")

    def at(self, code: str) -> tuple[float, float]:
        """Return a pin's centre in pixels of the page."""
        return self.centre(self.pin(code))

    def centre(self, element: Locator) -> tuple[float, float]:
        box = element.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def carry(self, code: str, x: float, y: float) -> None:
        """Take a pin and hold it over a point of the page."""
        mouse = self.page.mouse
        from_x, from_y = self.at(code)
        mouse.move(from_x, from_y)
        mouse.down()
        mouse.move(from_x + 8, from_y + 8)
        mouse.move(x, y, steps=5)

    def drop(self, code: str, x: float, y: float) -> None:
        self.carry(code, x, y)
        self.page.mouse.up()

    def drop_place(self, name: str) -> Locator:
        return self.frame.locator(f".drop-place[data-drop={name}]")

    @property
    def label(self) -> str:
        """What the floating label says; empty when it is not shown."""
        label = self.frame.locator(".drop-label.shown")
        return label.inner_text() if label.count() else ""

    def group_of(self, code: str) -> str:
        return self.pin(code).get_attribute("data-group") or ""

    def outbox(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.frame.evaluate("somersetPlan.outbox.entries()")
        return entries

    def expect_applied(self, text: str) -> None:
        """Wait until the server says that it has applied these actions, and no others."""
        expect(self.page.get_by_text("applied:")).to_have_text(text)
