"""A suggestion that is being searched for in a process of its own, outside any page's script."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import somerset_maps
from somerset_maps.county import County
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.ground import ground_of
from somerset_maps.suggest.rules import NumberOfGroups, Rule
from somerset_maps.suggest.search import Found
from somerset_maps.suggest.suggestion import (
    Pairs,
    Suggestion,
    as_suggestion,
    members_of,
    terms_for,
)
from somerset_maps.suggest.terms import Otherwise
from somerset_maps.suggest.worker import LENGTH, Task

_PATIENCE = 3.0
_PIECE = 1 << 16


class RunningSuggestion:
    """A search under way. Look at it as often as you like; end it when nobody wants it any more.

    The search has its own process, of lower priority than the app: memory and threads go with
    it when it ends, when it is closed, and when the app dies.

    >>> from somerset_maps import load_county
    >>> with RunningSuggestion(load_county("2020"), groups=12, time_limit=60) as running:
    ...     best = running.result()
    >>> len(best.plan.groups), best.proved
    (12, True)

    Args: as :func:`somerset_maps.suggest.suggest`, and:
        mend: whether to look for the smallest change that makes ``compared_with``, or ``locks``,
            keep the rules, as :func:`somerset_maps.suggest.repair` does.
        unlike: plans to differ from.
        at_least: share of all patients, 0 to 1, to be placed otherwise than in each of them.

    Raises:
        PlanError: as :func:`somerset_maps.suggest.suggest`, before any process is started.
    """

    def __init__(
        self,
        county: County,
        settings: Settings | None = None,
        *,
        locks: Plan | None = None,
        avoid: Pairs = (),
        together: Pairs = (),
        objective: str | Mapping[str, float] = "travel",
        groups: int | NumberOfGroups | None = None,
        time_limit: float | None = 30,
        rules: Iterable[Rule] = (),
        compared_with: Plan | None = None,
        mend: bool = False,
        unlike: Iterable[Plan] = (),
        at_least: float = 0.2,
    ) -> None:
        self._county = county
        self._before = locks
        self._ground = ground_of(county, settings or Settings())
        self._terms = terms_for(
            county, settings, locks=locks, avoid=avoid, together=together, objective=objective,
            groups=groups, rules=rules, compared_with=compared_with,
        )  # fmt: skip
        otherwise = tuple(Otherwise(members_of(plan), at_least) for plan in unlike)
        self._terms = replace(self._terms, otherwise=otherwise)
        self._started = time.monotonic()
        self._buffer = b""
        self._found: Found | None = None
        self._shown: tuple[Found, Suggestion] | None = None
        self._process = _start(Task(self._ground, self._terms, time_limit, mend))

    def __enter__(self) -> RunningSuggestion:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The rules of the search, in words."""
        return self._terms.sentences(self._ground)

    @property
    def seconds(self) -> float:
        """Seconds since the search was asked for, or how long it took."""
        if self.ended and self._found is not None:
            return self._found.seconds
        return time.monotonic() - self._started

    @property
    def ended(self) -> bool:
        """Whether the search is over: found, proved, cancelled, or out of time."""
        self._read()
        return bool(self._found and self._found.ended) or self._process.poll() is not None

    @property
    def latest(self) -> Suggestion | None:
        """The best plan and bound so far; None until something is known. Never waits."""
        self._read()
        if self._found is None:
            return None
        if self._shown is None or self._shown[0] is not self._found:
            self._shown = (
                self._found,
                as_suggestion(self._county, self._ground, self._terms, self._found, self._before),
            )
        return self._shown[1]

    def cancel(self) -> None:
        """Ask the search to end; what it has found stays in :attr:`latest`."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()

    def result(self, patience: float | None = None) -> Suggestion | None:
        """Wait until the search is over and return what it found.

        Args:
            patience: seconds to wait at most; None for as long as it takes.
        """
        until = None if patience is None else time.monotonic() + patience
        while not self.ended and (until is None or time.monotonic() < until):
            time.sleep(0.02)
        return self.latest

    def close(self) -> None:
        """End the search and its process; nothing of it is left."""
        self.cancel()
        try:
            self._process.wait(_PATIENCE if self.ended else 0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._read()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        """Take in what has arrived, without waiting."""
        pipe = self._process.stdout
        if pipe is None or pipe.closed:
            return
        while True:
            try:
                piece = os.read(pipe.fileno(), _PIECE)
            except BlockingIOError:
                break
            if not piece:
                break
            self._buffer += piece
        while len(self._buffer) >= LENGTH:
            size = int.from_bytes(self._buffer[:LENGTH], "big")
            if len(self._buffer) < LENGTH + size:
                break
            self._found = pickle.loads(self._buffer[LENGTH : LENGTH + size])
            self._buffer = self._buffer[LENGTH + size :]


def _start(task: Task) -> subprocess.Popen[bytes]:
    """Start the worker, hand it its task, and leave its input open: closing it is the stop sign."""
    above = str(Path(somerset_maps.__file__).parents[1])
    path = os.pathsep.join(p for p in (above, os.environ.get("PYTHONPATH", "")) if p)
    # One thread each: two people searching must leave the machine to those who drag.
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "somerset_maps.suggest"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **single, "PYTHONPATH": path},
    )
    assert process.stdin is not None, "it was asked for"
    assert process.stdout is not None, "it was asked for"
    with contextlib.suppress(BrokenPipeError):
        pickle.dump(task, process.stdin)
        process.stdin.flush()
    os.set_blocking(process.stdout.fileno(), False)
    return process
