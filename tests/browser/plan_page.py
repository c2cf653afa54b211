"""The Plan page as a person meets it: map, board, strip and the line about the last move."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import CDPSession, Frame, Locator, Page, expect

MAP_READY = "!!(window.somersetPlan && window.somersetPlan.ready)"
#: The board lives in a shadow root; this finds its root node.
BOARD = """
    const board = (() => {
        for (const node of document.querySelectorAll('*')) {
            const found = node.shadowRoot && node.shadowRoot.querySelector('.board');
            if (found && found.somersetBoard) return found.somersetBoard;
        }
        return null;
    })();
"""
PATIENCE = 15_000
_LIES_UNDER = "(node, at) => node.contains(node.getRootNode().elementFromPoint(...at))"
#: Scrolls the groups of the board, and nothing else, until a node is in their middle.
_TO_THE_MIDDLE = """(node) => {
    const field = node.closest('.field');
    if (!field) return;
    const [top, box] = [node.getBoundingClientRect().top, field.getBoundingClientRect()];
    field.scrollTop += top - box.top - box.height / 2;
}"""


class PlanPage:
    """One window with the Plan page open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    # ------------------------------------------------------------------ opening

    def open(self, plan: str | None = None) -> PlanPage:
        self.page.goto(f"{self.address}/?plan={plan}" if plan else self.address)
        return self.wait()

    def wait(self) -> PlanPage:
        """Wait until map and board show the same plan."""
        self.page.locator(".board .card").first.wait_for(timeout=30_000)
        self.map.wait_for_function(MAP_READY, timeout=30_000)
        self.map.wait_for_function("document.getElementById('map_div').clientHeight > 200")
        return self

    def go(self, title: str) -> None:
        """Change to another page by the navigation at the top."""
        self.nav_link(title).click()

    def nav_link(self, title: str) -> Locator:
        """Return a page's link in the navigation, with "More" opened when it stands there."""
        link = self.page.get_by_test_id("stTopNavLink").filter(has_text=title)
        if not link.count():
            self.page.get_by_test_id("stTopNavSection").click()
            link = self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title)
        return link

    def idle(self) -> None:
        """Wait until the page has run to its end."""
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0)

    @property
    def plan_id(self) -> str:
        found = re.search(r"[?&]plan=([\w-]+)", self.page.url)
        assert found, f"no plan in {self.page.url}"
        return found[1]

    @property
    def map(self) -> Frame:
        deadline = time.monotonic() + 2 * PATIENCE / 1_000
        while True:
            handle = self.page.locator(".st-key-room iframe").element_handle(timeout=30_000)
            frame = handle.content_frame()
            if frame is not None:
                frame.wait_for_load_state()
                return frame
            # The page turned after it was looked at: that frame is gone, another comes.
            assert time.monotonic() < deadline, "the map's frame does not stay"
            self.page.wait_for_timeout(50)

    # ------------------------------------------------------------------ parts

    def card(self, code: str) -> Locator:
        return self.page.locator(f'.board .card[data-code="{code}"]')

    def group(self, name: str) -> Locator:
        # A CSS string is quoted as a JSON string is, whatever a name holds.
        return self.page.locator(f".board .column[data-group={json.dumps(name)}]")

    def groups(self) -> list[str]:
        return self.page.locator(".board .column").evaluate_all(
            "(nodes) => nodes.map((node) => node.dataset.group)"
        )

    def tray(self) -> Locator:
        return self.page.locator(".board .tray")

    def pin(self, code: str) -> Locator:
        return self.map.locator(f".pin[data-code={code}]")

    def drop_place(self, name: str) -> Locator:
        return self.map.locator(f".drop-place[data-drop={name}]")

    def drop_label(self) -> Locator:
        return self.map.locator(".drop-label.shown")

    def tile(self, key: str) -> Locator:
        return self.page.locator(f'.strip [data-tile="{key}"] .value')

    @property
    def said(self) -> Locator:
        return self.page.locator(".last-move .said")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".last-move .notice")

    # ------------------------------------------------------------------ what is shown

    def on_board(self) -> dict[str, str]:
        """Practice code to the group whose card holds it."""
        return self.page.evaluate(f"""() => {{ {BOARD}
            const shown = {{}};
            for (const column of board.root.querySelectorAll('.column')) {{
                for (const card of column.querySelectorAll('.card')) {{
                    shown[card.dataset.code] = column.dataset.group;
                }}
            }}
            return shown; }}""")

    def on_map(self) -> dict[str, str]:
        """Practice code to the group whose colour and letter its pin has."""
        return self.map.evaluate("""() => Object.fromEntries(
            [...document.querySelectorAll('.pin[data-group]')]
                .filter((pin) => pin.dataset.group && !pin.classList.contains('pin-copy'))
                .map((pin) => [pin.dataset.code, pin.dataset.group]))""")

    def shows(self, view: str, code: str) -> str:
        """Return the group that the view ("map" or "board") shows a practice in; "" for none."""
        find = """(view, code) => {
            const group = view.groups.find((one) => one.members.includes(code));
            return group ? group.name : '';
        }"""
        if view == "map":
            return str(self.map.evaluate(f"(c) => ({find})(window.somersetPlan.view, c)", code))
        return str(
            self.page.evaluate(f"(c) => {{ {BOARD} return ({find})(board.view, c); }}", code)
        )

    def waiting(self) -> list[dict[str, Any]]:
        """Actions that the server has not acknowledged yet."""
        board = self.page.evaluate(
            f"() => {{ {BOARD} return board ? board.outbox.entries() : []; }}"
        )
        return board + self.map.evaluate("() => window.somersetPlan.outbox.entries()")

    def count_pushes(self) -> None:
        """From now on, count the actions that map and board put into their outboxes."""
        count = """(outbox) => {
            const push = outbox.push.bind(outbox);
            window.top.pushes = window.top.pushes || 0;
            outbox.push = (action) => { window.top.pushes += 1; return push(action); };
        }"""
        self.page.evaluate(f"() => {{ {BOARD} ({count})(board.outbox); }}")
        self.map.evaluate(f"() => ({count})(window.somersetPlan.outbox)")

    def pushes(self) -> int:
        """Return how many actions were put into an outbox since :meth:`count_pushes`."""
        return int(self.page.evaluate("() => window.pushes"))

    def settle(self) -> dict[str, str]:
        """Wait until all is acknowledged and map and board agree; return practice to group."""
        self.page.wait_for_function(
            f"""() => {{ {BOARD}
                const frame = document.querySelector('.st-key-room iframe');
                const plan = frame && frame.contentWindow.somersetPlan;
                if (!board || !board.view || !plan || !plan.ready) return false;
                if (board.outbox.entries().length || plan.outbox.entries().length) return false;
                const told = (view) => JSON.stringify(view.groups.map(
                    (group) => [group.name, group.letter, group.colour, group.locked,
                                [...group.members].sort()]));
                return told(board.view) === told(plan.view); }}""",
            timeout=30_000,
        )
        deadline = time.monotonic() + PATIENCE / 1_000
        while (shown := self.on_board()) != (drawn := self.on_map()):
            # What the two hold can be newer than what one of them has drawn.
            assert time.monotonic() < deadline, (shown, drawn)
            self.page.wait_for_timeout(50)
        return shown

    def expect_member(self, code: str, group: str) -> None:
        """Wait until board and map show the practice in the group; "" for in none."""
        expect(self.pin(code)).to_have_attribute("data-group", group, timeout=PATIENCE)
        where = self.group(group) if group else self.tray()
        expect(where.locator(f'.card[data-code="{code}"]')).to_have_count(1, timeout=PATIENCE)

    # ------------------------------------------------------------------ points

    def middle(self, element: Locator) -> tuple[float, float]:
        box = element.bounding_box()
        assert box, "it is not on the screen"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def head(self, group: Locator) -> tuple[float, float]:
        """A point in the heading of a group's card, scrolled into view."""
        numbers = group.locator(".numbers")
        numbers.scroll_into_view_if_needed()
        return self.middle(numbers)

    # ------------------------------------------------------------------ the map by mouse

    def carry_pin(self, code: str, to: tuple[float, float], steps: int = 4) -> None:
        """Take a pin and hold it over a point of the page."""
        x, y = self.middle(self.pin(code))
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + 9, y + 7)
        mouse.move(*to, steps=steps)

    def drag_pin(self, code: str, to: tuple[float, float], steps: int = 4) -> None:
        self.carry_pin(code, to, steps)
        self.page.mouse.up()

    def drop_pin_on(self, code: str, other: str) -> None:
        """Drop a pin on another practice's pin."""
        self.drag_pin(code, self.middle(self.pin(other)))

    # ------------------------------------------------------------------ the board

    def hold_card(self, code: str, to: Locator | str) -> None:
        """Press on a practice of the board and carry it over a group, by name, or over a node."""
        x, y = self._aim_at(code)
        self.page.mouse.down()
        self.page.mouse.move(x + 9, y + 3)
        target = self.group(to).locator(".numbers") if isinstance(to, str) else to
        # The board scrolls while a hand is near its edge: aim again until the target stands still.
        for _ in range(8):
            target.evaluate(_TO_THE_MIDDLE)
            point = self.middle(target)
            self.page.mouse.move(*point, steps=2)
            if self.middle(target) == point:
                break

    def _aim_at(self, code: str) -> tuple[float, float]:
        """Move the mouse over a practice's row, again while rows still step aside; return where."""
        card = self.card(code)
        for _ in range(20):
            card.evaluate("(node) => node.scrollIntoView({block: 'nearest'})")
            x, y = self.middle(card)
            self.page.mouse.move(x, y)
            if card.evaluate(_LIES_UNDER, [x, y]):
                break
        return x, y

    def drag_card(self, code: str, to: Locator | str) -> None:
        self.hold_card(code, to)
        self.page.mouse.up()

    def menu(self, group: str, *choices: str) -> None:
        """Open a group's menu and choose from it, step by step."""
        more = self.group(group).locator(".more")
        more.scroll_into_view_if_needed()
        more.click()
        for choice in choices:
            self.page.locator(".board .menu [role^=menuitem]").filter(
                has_text=re.compile(f"^{re.escape(choice)}")
            ).first.click()

    def touch(self, session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
        """Send one touch event: "touchStart", "touchMove" or "touchEnd"."""
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )


def between(
    start: tuple[float, float], end: tuple[float, float], shares: Sequence[float]
) -> list[tuple[float, float]]:
    """Return points on the way from start to end."""
    return [
        (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        for share in shares
    ]
