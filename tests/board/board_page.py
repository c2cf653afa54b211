"""The board as a test sees it: on the page, and in the server's own plan."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

from playwright.sync_api import Page

_plans = itertools.count(1)


class Board:
    """One plan on one page; every board opened by a test has a plan of its own."""

    def __init__(self, page: Page, server: str, options: str = "") -> None:
        self.page = page
        self.server = server
        self.plan = f"plan-{next(_plans)}"
        self.address = f"{server}/?plan={self.plan}{options}"

    def open(self, extra: str = "") -> Board:
        self.page.goto(self.address + extra)
        # The very first page waits for the server to read its libraries.
        self.page.wait_for_selector("[data-code]", timeout=30_000)
        return self

    def start_afresh(self) -> Board:
        """Go on with a new plan on the page that is open: quicker than loading it again."""
        before = self.truth()["plan"]
        self.page.get_by_role("button", name="Fresh plan").click()
        self.wait_for(lambda truth: truth["plan"] != before, "another plan")
        self.plan = self.truth()["plan"]
        self.address = f"{self.server}/?plan={self.plan}"
        self.page.locator(f'.board[data-plan="{self.plan}"]').wait_for()
        return self

    def card(self, code: str) -> Any:
        return self.page.locator(f'[data-code="{code}"]')

    def group(self, name: str) -> Any:
        return self.page.locator(f'[data-group="{name}"]')

    def spot(self, node: Any) -> tuple[float, float]:
        """A point of the node near its top, where its heading is."""
        box = node.bounding_box()
        assert box, "the node is not on the screen"
        return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)

    def middle(self, node: Any) -> tuple[float, float]:
        node.scroll_into_view_if_needed()
        return self.spot(node)

    def hold(self, code: str, node: Any) -> None:
        """Press the mouse on a practice and carry it over a node without letting go."""
        start = self.middle(self.card(code))
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 12, start[1] + 4)
        self.page.mouse.move(*self.spot(node))

    def drag(self, code: str, node: Any) -> None:
        self.hold(code, node)
        self.page.mouse.up()

    def truth(self) -> dict[str, Any]:
        return json.loads(self.page.locator("[data-testid=stCode] code").inner_text())

    def shown(self) -> dict[str, list[str]]:
        """What the page shows: group name to the codes of its rows."""
        return self.page.evaluate("""() => {
            const root = [...document.querySelectorAll('*')]
                .find((n) => n.shadowRoot && n.shadowRoot.querySelector('.board')).shadowRoot;
            return Object.fromEntries([...root.querySelectorAll('[data-group]')].map((section) =>
                [section.dataset.group,
                 [...section.querySelectorAll('.card')].map((card) => card.dataset.code)]));
        }""")

    def wait_for(self, check: Any, what: str) -> None:
        """Wait until the server's plan passes ``check``."""
        deadline = time.monotonic() + 8
        while time.monotonic() < deadline:
            if check(self.truth()):
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{what}: {self.truth()}")

    def wait_member(self, code: str, name: str) -> None:
        self.wait_for(
            lambda truth: code in truth["groups"].get(name, []), f"{code} should be in {name}"
        )

    def spoken(self) -> str:
        return self.page.locator(".spoken[role=status]").inner_text()
