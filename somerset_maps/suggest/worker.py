"""The process that searches for one suggestion: terms come in, what is found goes out.

Run as ``python -m somerset_maps.suggest`` by :mod:`somerset_maps.suggest.running` alone.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from dataclasses import dataclass
from typing import BinaryIO

from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.search import Found, mend, search
from somerset_maps.suggest.terms import Terms
from somerset_maps.suggest.watch import Watch

LENGTH = 4
#: Steps of niceness below the app, so that nobody's dragging waits for a search.
_NICER = 10
_SECONDS_BETWEEN_BOUNDS = 0.2


@dataclass(frozen=True)
class Task:
    """One search to do: for the best plan, or, to ``mend`` one, for the smallest change."""

    ground: Ground
    terms: Terms
    time_limit: float | None
    mend: bool = False


def framed(found: Found) -> bytes:
    """Return a message: its length in four bytes, then its pickle."""
    body = pickle.dumps(found)
    return len(body).to_bytes(LENGTH, "big") + body


def work(source: BinaryIO, sink: BinaryIO) -> None:
    """Do the task read from ``source``; write what is found to ``sink`` until the end.

    The end of ``source`` is the sign to stop: it comes when the app cancels, and when it dies.
    """
    task: Task = pickle.load(source)
    stop = threading.Event()

    def wait_for_the_end() -> None:
        source.read()
        stop.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    last: Found | None = None

    def tell(found: Found) -> None:
        nonlocal last
        same_plan = last is not None and last.groups == found.groups
        if same_plan and last and found.seconds - last.seconds < _SECONDS_BETWEEN_BOUNDS:
            return
        last = found
        send(found)

    def send(found: Found) -> None:
        sink.write(framed(found))
        sink.flush()

    look = mend if task.mend else search
    send(look(task.ground, task.terms, Watch(task.time_limit, stop), tell))


def main() -> None:
    """Work politely between standard input and output."""
    if hasattr(os, "nice"):
        os.nice(_NICER)
    try:
        work(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        # The app is gone; nobody wants the answer.
        os._exit(0)
    sys.stdout.flush()
    os._exit(0)
