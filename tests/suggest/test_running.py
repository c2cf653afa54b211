"""A search in a process of its own: seen while it runs, ended at will, nothing left behind."""

from __future__ import annotations

import os
import threading
import time

import pytest

from somerset_maps import County, PlanError, Settings
from somerset_maps.suggest import RunningSuggestion, suggest


def test_it_finds_what_the_plain_call_finds(county_2020: County) -> None:
    with RunningSuggestion(county_2020, groups=12) as running:
        result = running.result(patience=60)
        assert running.ended
    assert result is not None
    assert result.plan == suggest(county_2020, groups=12).plan
    assert result.proved
    assert running.latest is result


def test_cancelled_it_leaves_no_process_and_no_thread(county_2016: County) -> None:
    threads = threading.active_count()
    running = RunningSuggestion(county_2016, time_limit=None)
    number = running._process.pid
    while running.latest is None:
        time.sleep(0.05)
    assert not running.ended
    began = time.monotonic()
    running.cancel()
    so_far = running.result(patience=10)
    assert time.monotonic() - began < 5
    assert so_far is not None
    assert so_far.cancelled
    assert so_far.bound > 0
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert threading.active_count() == threads


def test_closed_in_the_middle_it_is_gone(county_2020: County) -> None:
    running = RunningSuggestion(county_2020)
    number = running._process.pid
    running.close()
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_terms_are_refused_before_a_process_is_started(county_2020: County) -> None:
    with pytest.raises(PlanError, match="There is no objective"):
        RunningSuggestion(county_2020, Settings(), objective="speed")
