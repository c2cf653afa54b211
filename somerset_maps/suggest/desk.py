"""Searches wait their turn: few run at once, and one that nobody looks at any more is ended."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

_BETWEEN_LOOKS = 0.1
_MOST_AT_ONCE = 2
#: Seconds that a search has to say what it found, once it is ended.
_LEAVE = 0.5


class Work(Protocol):
    """What a desk looks after: a search, or a longer job, in a process of its own."""

    @property
    def ended(self) -> bool:
        """Whether it is over."""

    @property
    def seconds(self) -> float:
        """How long it has run."""

    @property
    def latest(self) -> Any:
        """What is known so far, None for nothing; never waits."""

    def cancel(self) -> None:
        """Ask it to end."""

    def close(self) -> None:
        """End it; nothing of it is left."""


class Ticket:
    """A place at the desk: work that waits, runs or is over. Ask it as often as you like."""

    def __init__(
        self, desk: Desk, start: Callable[[], Work], wanted: Callable[[], bool] | None = None
    ) -> None:
        self._desk = desk
        self._start = start
        self._wanted = wanted
        self._wanted_at = time.monotonic()
        self._running: Work | None = None
        self._result: Any = None
        self._took = 0.0
        self._over = False
        self._seen = time.monotonic()

    @property
    def ahead(self) -> int:
        """How many searches go first; 0 once this one runs."""
        return self._desk._ahead(self)

    @property
    def ended(self) -> bool:
        """Whether the search is over."""
        return self._over

    @property
    def latest(self) -> Any:
        """What is known so far, such as the best plan and bound; None for nothing. Never waits."""
        return self._desk._look(self)

    @property
    def seconds(self) -> float:
        """How long the work has run."""
        return self._desk._time(self)

    def cancel(self) -> None:
        """End the search; what it has found stays in :attr:`latest`."""
        self._desk._cancel(self)


class Desk:
    """Runs a few searches at once and lets the others wait, in the order in which they came.

    Args:
        at_once: searches that run at the same time; half of the machine's processors, at most
            two, if left out, so that those who drag have the rest.
        patience: seconds after which a search that nobody looks at is ended.
        grace: seconds after which a search that nobody wants any more is ended.
    """

    def __init__(
        self, at_once: int | None = None, patience: float = 180.0, grace: float = 5.0
    ) -> None:
        self._at_once = at_once or max(1, min(_MOST_AT_ONCE, (os.cpu_count() or 2) // 2))
        self._patience = patience
        self._grace = grace
        self._lock = threading.RLock()
        self._queue: list[Ticket] = []
        self._keeper: threading.Thread | None = None
        atexit.register(self.close)

    def ask(self, start: Callable[[], Work], wanted: Callable[[], bool] | None = None) -> Ticket:
        """Return the place of a search.

        Args:
            start: called when its turn has come.
            wanted: asked again and again whether whoever asked is still there.
        """
        ticket = Ticket(self, start, wanted)
        with self._lock:
            self._queue.append(ticket)
            self._advance()
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, daemon=True, name="searches")
                self._keeper.start()
        return ticket

    def close(self) -> None:
        """End every search."""
        with self._lock:
            for ticket in list(self._queue):
                self._cancel(ticket)

    # ------------------------------------------------------------------ for tickets

    def _ahead(self, ticket: Ticket) -> int:
        with self._lock:
            ticket._seen = time.monotonic()
            if ticket._over or ticket._running is not None:
                return 0
            return self._queue.index(ticket)

    def _look(self, ticket: Ticket) -> Any:
        with self._lock:
            ticket._seen = time.monotonic()
            if ticket._running is not None:
                ticket._result = ticket._running.latest
            return ticket._result

    def _time(self, ticket: Ticket) -> float:
        with self._lock:
            return ticket._running.seconds if ticket._running is not None else ticket._took

    def _cancel(self, ticket: Ticket) -> None:
        with self._lock:
            if ticket._over:
                return
            if ticket._running is not None:
                ticket._running.cancel()
                until = time.monotonic() + _LEAVE
                while not ticket._running.ended and time.monotonic() < until:
                    time.sleep(0.02)
            self._finish(ticket)
            self._advance()

    # ------------------------------------------------------------------ the queue

    def _keep(self) -> None:
        """Look after the queue until it is empty."""
        while True:
            time.sleep(_BETWEEN_LOOKS)
            with self._lock:
                now = time.monotonic()
                for ticket in list(self._queue):
                    if ticket._wanted is None or ticket._wanted():
                        ticket._wanted_at = now
                    forgotten = now - ticket._seen > self._patience
                    if forgotten or now - ticket._wanted_at > self._grace:
                        self._cancel(ticket)
                self._advance()
                if not self._queue:
                    self._keeper = None
                    return

    def _advance(self) -> None:
        """Take leave of searches that are over and start those whose turn has come."""
        for ticket in list(self._queue):
            if ticket._running is not None and ticket._running.ended:
                self._finish(ticket)
        for ticket in self._queue[: self._at_once]:
            if ticket._running is None:
                ticket._running = ticket._start()

    def _finish(self, ticket: Ticket) -> None:
        self._queue.remove(ticket)
        if ticket._running is not None:
            ticket._running.close()
            ticket._result, ticket._took = ticket._running.latest, ticket._running.seconds
            ticket._running = None
        ticket._over = True
