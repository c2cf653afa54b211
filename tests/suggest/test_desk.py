"""Searches wait their turn, and none goes on that nobody wants."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from somerset_maps import County
from somerset_maps.suggest import Desk, RunningSuggestion, Suggestion, Ticket


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    return False


class Recorder:
    """Starts searches of the hard case, and keeps them to look at their processes."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.started: list[RunningSuggestion] = []

    def __call__(self) -> RunningSuggestion:
        self.started.append(RunningSuggestion(self.county, time_limit=None))
        return self.started[-1]

    def process(self, number: int) -> int:
        return self.started[number]._process.pid


def test_a_second_search_waits_until_the_first_is_over(county_2016: County) -> None:
    desk, start = Desk(at_once=1), Recorder(county_2016)
    first, second = desk.ask(start), desk.ask(start)
    assert (first.ahead, second.ahead) == (0, 1)
    assert len(start.started) == 1
    first.cancel()
    assert first.ended
    assert second.ahead == 0
    wait_until(lambda: len(start.started) == 2)
    second.cancel()
    assert is_gone(start.process(0))
    assert is_gone(start.process(1))


def test_one_that_waits_can_be_cancelled_before_it_starts(county_2016: County) -> None:
    desk, start = Desk(at_once=1), Recorder(county_2016)
    first, second = desk.ask(start), desk.ask(start)
    second.cancel()
    assert second.ended
    assert second.latest is None
    desk.close()
    assert first.ended
    assert len(start.started) == 1


@pytest.mark.parametrize("why", ["nobody looks", "whoever asked has gone"])
def test_a_search_that_nobody_wants_is_ended(county_2016: County, why: str) -> None:
    desk = Desk(patience=0.5 if why == "nobody looks" else 60, grace=0.5)
    start = Recorder(county_2016)
    ticket = desk.ask(start, None if why == "nobody looks" else lambda: False)
    wait_until(lambda: ticket.ended)
    assert is_gone(start.process(0))


def test_what_was_found_stays_with_the_ticket(county_2020: County) -> None:
    ticket: Ticket = Desk().ask(lambda: RunningSuggestion(county_2020, groups=12))
    wait_until(lambda: ticket.ended)
    found: Suggestion = ticket.latest
    assert found.proved
    assert ticket.seconds == found.seconds


def test_when_the_app_is_killed_its_search_ends(county_2016: County) -> None:
    program = (
        "import time\n"
        "from somerset_maps import load_county\n"
        "from somerset_maps.suggest import RunningSuggestion\n"
        "if __name__ == '__main__':\n"
        "    running = RunningSuggestion(load_county('2016'), time_limit=None)\n"
        "    print(running._process.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    app = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    worker = int(app.stdout.readline())
    assert not is_gone(worker)
    app.kill()
    app.wait()
    app.stdout.close()
    wait_until(lambda: is_gone(worker) or _is_zombie(worker))


def _is_zombie(number: int) -> bool:
    """Whether it has ended and only waits for its parent, where no one takes in orphans."""
    said = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False
    )
    return said.stdout.strip().startswith("Z")
