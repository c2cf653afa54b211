"""The app as a process of its own: started, killed, paused, and its workspace read afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from somerset_maps.county import County, load_county
from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, PlanState, Practices, Workspace
from somerset_maps.scenarios.store import Step
from somerset_maps.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]
SNAPSHOT = "2016"
START_SECONDS = 60

#: A small plan whose groups and numbers are easy to follow.
FEW_GROUPS = {
    "L85002": "Wells",
    "L85001": "Taunton",
    "L85014": "Taunton",
    "L85028": "Chard",
}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def starting_plan(kind: str, county: County) -> Plan:
    """Return a plan to begin a test with: "empty", "few", or a reference plan of the county."""
    if kind == "empty":
        return Plan()
    if kind == "few":
        return Plan.from_assignment(FEW_GROUPS)
    return county.reference_plans[kind]


@dataclass
class AppServer:
    """One process of the app on its own workspace.

    Plans are made in the workspace before the process starts, because it holds the file while it
    runs; :meth:`take_plan` hands each out once.
    """

    folder: Path
    script: Path = REPOSITORY / "app.py"
    port: int = field(default_factory=free_port)
    log_name: str = "server.log"
    process: subprocess.Popen[bytes] | None = None
    _plans: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace.duckdb"

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / self.log_name).read_text("utf-8", errors="replace")

    def make_plans(self, kinds: dict[str, int]) -> None:
        """Make so many plans of each kind; only while the app does not run."""
        county = load_county(SNAPSHOT)
        with Workspace.open(self.workspace) as workspace:
            for kind, count in kinds.items():
                plan = starting_plan(kind, county)
                for _ in range(count):
                    made = workspace.create("", plan, SNAPSHOT, Settings())
                    self._plans[kind].append(made)

    def take_plan(self, kind: str) -> str:
        """Return the id of a plan of that kind that no test has had yet."""
        return self._plans[kind].pop()

    def start(self) -> AppServer:
        """Start the app and wait until it answers."""
        command = [
            sys.executable, "-m", "streamlit", "run", str(self.script),
            "--server.port", str(self.port), "--server.headless", "true",
        ]  # fmt: skip
        environment = {
            **os.environ,
            "SOMERSET_WORKSPACE": str(self.workspace),
            "PYTHONPATH": str(REPOSITORY),
        }
        with (self.folder / self.log_name).open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=REPOSITORY, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        self._wait_until_up()
        return self

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process is not None
            assert self.process.poll() is None, f"the app stopped: {self.log[-2000:]}"
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"the app did not start: {self.log[-2000:]}")

    def stop(self) -> None:
        """End the app as Ctrl+C in its terminal does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End the app at once, without a chance to write anything: kill -9."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let the process sleep, as a laptop does."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let the process go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def _end(self, number: int) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self._signal(signal.SIGCONT)
            self._signal(number)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process = None

    # ------------------------------------------------------------------ what is on disk

    @contextmanager
    def on_disk(self) -> Iterator[Workspace]:
        """Open a copy of the workspace as it lies on the disk at this moment.

        That is what would be found after a power cut, and works while the app holds the file.
        """
        with tempfile.TemporaryDirectory() as folder:
            for part in self.folder.glob(f"{self.workspace.name}*"):
                shutil.copy(part, folder)
            with Workspace.open(Path(folder) / self.workspace.name) as workspace:
                assert workspace.problems() == []
                yield workspace

    def journal(self, plan_id: str) -> list[Step]:
        """Return the plan's journal as it is on the disk."""
        with self.on_disk() as workspace:
            return workspace.journal(plan_id)

    def state(self, plan_id: str) -> PlanState:
        """Return the plan as a restart would show it."""
        with self.on_disk() as workspace:
            practices = Practices.of(load_county(SNAPSHOT))
            return LivePlans(workspace, lambda _: practices).state(plan_id)

    def assignment(self, plan_id: str) -> dict[str, str]:
        """Return practice code to group as a restart would show it."""
        return dict(self.state(plan_id).plan.assignment)


def sent_by_browsers(journal: Sequence[Step]) -> list[tuple[str, int]]:
    """Return the outbox entries a journal holds, in order: (client, number)."""
    return [(step.client, step.seq) for step in journal if step.client]
