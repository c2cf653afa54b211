"""Killed at any moment, a process loses nothing that it has acknowledged."""

import multiprocessing
import random
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest
from mendip import PRACTICES, START
from mover import CLIENT, hold, keep_moving, made_by_hand

from somerset_maps.errors import WorkspaceBusy
from somerset_maps.scenarios import LivePlans, Workspace, backup, restore


@pytest.fixture(scope="module")
def processes() -> BaseContext:
    """A way to start processes that shares nothing with this one."""
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if "forkserver" in ways:
        context.set_forkserver_preload(["somerset_maps.scenarios"])
    return context


def killed_while_moving(
    processes: BaseContext, path: Path, plan_id: str, seconds: float, changes: int
) -> int:
    """Let a process make changes, kill it, and return the last number it had acknowledged."""
    hears, says = processes.Pipe()
    process = processes.Process(target=keep_moving, args=(path, plan_id, says))
    process.start()
    says.close()
    acknowledged = hears.recv()
    while acknowledged < changes:
        acknowledged = hears.recv()
    process.join(seconds)
    process.kill()
    process.join()
    try:
        while True:
            acknowledged = hears.recv()
    except EOFError:
        return acknowledged


def check_after_kills(processes: BaseContext, tmp_path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "workspace.duckdb"
    with Workspace.open(path) as workspace:
        plans = LivePlans(workspace, lambda snapshot: PRACTICES)
        plan_id = plans.create(START, "2016")
    acknowledged = 0
    for _ in range(rounds):
        acknowledged = killed_while_moving(
            processes, path, plan_id, chance.uniform(0, 0.15), acknowledged + 1
        )
        with Workspace.open(path) as workspace:
            assert workspace.acks([CLIENT])[CLIENT] >= acknowledged
            assert workspace.problems() == []
            acknowledged = workspace.acks([CLIENT])[CLIENT]
    undisturbed_id, undisturbed = made_by_hand(tmp_path / "undisturbed.duckdb", acknowledged)
    with undisturbed.store, Workspace.open(path) as workspace:
        plans = LivePlans(workspace, lambda snapshot: PRACTICES)
        assert plans.state(plan_id).plan == undisturbed.state(undisturbed_id).plan
        kept = [(s.seq, s.kind, s.plan, s.parent) for s in workspace.journal(plan_id)]
        wanted = undisturbed.store.journal(undisturbed_id)
        assert kept == [(s.seq, s.kind, s.plan, s.parent) for s in wanted]


def test_killed_at_random_moments_everything_acknowledged_is_there(
    processes: BaseContext, tmp_path: Path
):
    check_after_kills(processes, tmp_path, rounds=8, seed=2016)


@pytest.mark.soak
def test_killed_a_hundred_times(processes: BaseContext, tmp_path: Path):
    check_after_kills(processes, tmp_path, rounds=100, seed=2020)


def test_a_second_process_is_told_that_the_workspace_is_in_use(
    processes: BaseContext, tmp_path: Path
):
    path = tmp_path / "workspace.duckdb"
    mine, theirs = processes.Pipe()
    process = processes.Process(target=hold, args=(path, theirs))
    process.start()
    assert mine.recv() == "held"
    try:
        for attempt in (
            lambda: Workspace.open(path),
            lambda: backup(path, tmp_path / "copy.duckdb"),
        ):
            with pytest.raises(WorkspaceBusy, match="already using"):
                attempt()
        with Workspace.open(tmp_path / "other.duckdb") as other:
            copy = other.backup(tmp_path / "other-copy.duckdb")
        with pytest.raises(WorkspaceBusy, match="already using"):
            restore(copy, path)
    finally:
        mine.send("let go")
        process.join()
    Workspace.open(path).close()
