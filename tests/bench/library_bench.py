"""The library without a browser: evaluate against plain pandas, and the build of the database."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median

from somerset_maps import County, Plan, evaluate
from somerset_maps.sources.build import default_data_dir, ensure_database
from tests.bench.pandas_peer import evaluate_in_pandas
from tests.bench.synthetic_england import country


def other_plans(county: County, count: int) -> list[Plan]:
    """Return plans one move away from the localities, all different."""
    start = county.reference_plans["localities"]
    dice = random.Random(2016)
    names = [group.name for group in start.groups]
    plans: list[Plan] = []
    for _ in range(count):
        code = dice.choice(sorted(start.assignment))
        name = dice.choice([n for n in names if n != start.assignment[code]])
        plans.append(start.move(code, name))
    return plans


def time_calls(call: Callable[[Plan], object], plans: list[Plan], count: int) -> list[float]:
    """Return milliseconds of so many calls, each with the next plan."""
    supply: Iterator[Plan] = cycle(plans)
    times: list[float] = []
    for _ in range(count):
        plan = next(supply)
        started = time.perf_counter()
        call(plan)
        times.append((time.perf_counter() - started) * 1000)
    return times


def time_evaluate(county: County, count: int) -> tuple[list[float], list[float]]:
    """Return milliseconds of ``evaluate`` and of its pandas peer on the same plans."""
    plans = other_plans(county, count)
    for warm in plans[:3]:
        evaluate(county, warm)
        evaluate_in_pandas(county, warm)
    ours = time_calls(lambda plan: evaluate(county, plan), plans, count)
    theirs = time_calls(lambda plan: evaluate_in_pandas(county, plan), plans, count)
    return ours, theirs


def build_seconds() -> float:
    """Return how long the database takes to build from the project's tables."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        ensure_database(default_data_dir(), Path(folder) / "somerset.duckdb")
        return time.perf_counter() - started


def growth(sizes: Sequence[int], rounds: int = 7) -> list[tuple[int, int, int, float]]:
    """Return practices, areas, groups and milliseconds of ``evaluate`` for made-up countries."""
    table = []
    for practices in sizes:
        country_of_size, plan = country(practices)
        evaluate(country_of_size, plan)  # what no plan changes is worked out once
        plans = [replace(plan, groups=plan.groups) for _ in range(rounds)]
        times = time_calls(lambda one, at=country_of_size: evaluate(at, one), plans, rounds)
        areas = len(country_of_size.arrays.area_codes)
        table.append((practices, areas, len(plan.groups), median(times)))
    return table
