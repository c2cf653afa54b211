"""Longer work in a process of its own: mending a plan, alternatives, a frontier, random plans.

Run as ``python -m somerset_maps.suggest.apart`` by :class:`RunningJob` alone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import somerset_maps
from somerset_maps.county import load_county
from somerset_maps.errors import SomersetError
from somerset_maps.suggest.ensemble import ensemble
from somerset_maps.suggest.frontier import frontier
from somerset_maps.suggest.suggestion import suggest
from somerset_maps.suggest.variations import alternatives, repair

JOBS: Mapping[str, Callable[..., Any]] = {
    "compact": suggest,
    "repair": repair,
    "alternatives": alternatives,
    "frontier": frontier,
    "ensemble": ensemble,
}
#: Steps of niceness below the app.
_NICER = 10


class RunningJob:
    """One of :data:`JOBS` on a snapshot, in a process of its own, of lower priority than the app.

    It ends when it is closed and when the app dies.

    Args:
        job: key of :data:`JOBS`.
        snapshot: the county it works on.
        arguments: what the function takes after the county.
        options: its named arguments.
    """

    def __init__(self, job: str, snapshot: str, *arguments: Any, **options: Any) -> None:
        above = str(Path(somerset_maps.__file__).parents[1])
        path = os.pathsep.join(p for p in (above, os.environ.get("PYTHONPATH", "")) if p)
        single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "somerset_maps.suggest.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **single, "PYTHONPATH": path},
        )
        self._answer = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self._process.stdin is not None, "it was asked for"
        with contextlib.suppress(BrokenPipeError):
            pickle.dump((job, snapshot, arguments, options), self._process.stdin)
            self._process.stdin.flush()

    @property
    def seconds(self) -> float:
        """Seconds since it was asked for."""
        return time.monotonic() - self._started

    @property
    def ended(self) -> bool:
        """Whether there is an answer, or will be none."""
        return not self._reader.is_alive()

    @property
    def latest(self) -> Any:
        """The answer, or the SomersetError instead of one; None while there is none."""
        if not self.ended:
            return None
        try:
            return self.result()
        except SomersetError as error:
            return error

    def result(self) -> Any:
        """Return what the function returned.

        Raises:
            SomersetError: what the function raised, or that it came to no end.
        """
        self._reader.join()
        self._process.wait()
        if not self._answer:
            raise SomersetError("The search was ended before it had an answer")
        answer = pickle.loads(self._answer)
        if isinstance(answer, SomersetError):
            raise answer
        return answer

    def cancel(self) -> None:
        """Ask it to end; what it has found until then may still come."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()

    def close(self) -> None:
        """End it; nothing of it is left."""
        self.cancel()
        if not self.ended:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None, "it was asked for"
        with contextlib.suppress(ValueError, OSError):
            self._answer = self._process.stdout.read()


def work(source: BinaryIO, sink: BinaryIO) -> None:
    """Do the job read from ``source`` and write its pickled answer; stop when ``source`` ends."""
    job, snapshot, arguments, options = pickle.load(source)
    stop = threading.Event()

    def wait_for_the_end() -> None:
        source.read()
        stop.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    answer: Any
    try:
        answer = JOBS[job](load_county(snapshot), *arguments, stop=stop, **options)
    except SomersetError as error:
        answer = error
    pickle.dump(answer, sink)
    sink.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICER)
    with contextlib.suppress(BrokenPipeError):
        work(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)
