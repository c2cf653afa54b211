"""Time and patience: how long a search may run, and whether someone stopped it."""

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
        self._seconds = float("inf") if seconds is None else seconds
        self._stop = stop

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds left, infinity without a limit, never below 0."""
        return max(0.0, self._seconds - self.seconds)

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


class Trial(Watch):
    """A watch for a trial, by work done and not by the clock, so that a busy machine says the same.

    Args:
        seconds: of this thread's own work.
        whole: the watch of the whole, which ends the trial too.
        stop: ends the trial alone.
    """

    def __init__(self, seconds: float, whole: Watch, stop: Event) -> None:
        super().__init__(None, stop)
        self._whole = whole
        self._until = time.thread_time() + seconds

    @property
    def left(self) -> float:
        """Seconds of the whole left by the clock; 0 when the trial's own work is done."""
        return self._whole.left if time.thread_time() < self._until else 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the trial, or the whole, was stopped."""
        return super().cancelled or self._whole.cancelled
