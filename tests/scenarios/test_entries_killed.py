"""What somebody wrote and was told is kept is there after the power goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from somerset_maps.plan import Plan
from somerset_maps.scenarios import Workspace
from somerset_maps.settings import Settings

WRITER = """
import sys
from somerset_maps.scenarios import Workspace
workspace = Workspace.open(sys.argv[1])
for number in range(10_000):
    kept = workspace.write(sys.argv[2], "score", "realistic", {"score": 1 + number % 5,
                           "note": f"note {number}"}, f"voice {number}")
    print(number, flush=True)
"""


def test_no_judgement_that_was_kept_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "workspace.duckdb"
    with Workspace.open(path) as workspace:
        plan_id = workspace.create("", Plan(), "2016", Settings())
    told = -1
    for until in (7, 40):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), plan_id],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        assert writer.stdout is not None
        for line in writer.stdout:
            told = int(line)
            if told >= until:
                break
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with Workspace.open(path) as workspace:
            entries = workspace.entries(plan_id, "score")
            assert workspace.problems() == []
        notes = [entry.value["note"] for entry in entries]
        assert {f"note {number}" for number in range(told + 1)} <= set(notes)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
