"""Time and patience: how long a search may run, whether someone stopped it, what it has found."""

from __future__ import annotations

import time
from threading import Event


class Stopped(Exception):
    """Raised inside a search that was cancelled or ran out of time; never leaves the package."""


class Watch:
    """A stopwatch that also looks at the caller's stop sign.

    Args:
        seconds: how long the search may run; None for as long as it takes.
        stop: set by the caller, from any thread, to end the search.
    """

    def __init__(self, seconds: float | None = None, stop: Event | None = None) -> None:
        self._started = time.monotonic()
        self._seconds = seconds
        self._stop = stop

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds left, infinity without a limit, never below 0."""
        return float("inf") if self._seconds is None else max(0.0, self._seconds - self.seconds)

    def within(self, seconds: float) -> Watch:
        """Return a watch for a part of the work: its own limit, the same stop sign."""
        return Watch(min(seconds, self.left), self._stop)

    @property
    def cancelled(self) -> bool:
        """Whether the caller stopped the search."""
        return self._stop is not None and self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether the search must end now."""
        return self.cancelled or self.left <= 0

    def check(self) -> None:
        """Raise :class:`Stopped` when the search must end now."""
        if self.over:
            raise Stopped
