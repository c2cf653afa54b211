"""A program that makes change after change and says what was acknowledged, until it is killed."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from mendip import NAMES, PRACTICES, START, entry

from somerset_maps.scenarios import LivePlans, Workspace

CODES = sorted(NAMES)
CLIENT = "board-mover"


def change(plan_id: str, seq: int) -> dict:
    """Return the change with number ``seq``; the same at every call."""
    chance = random.Random(seq)
    kind = chance.choices(["move", "undo", "redo", "start"], [6, 2, 1, 1])[0]
    if kind == "move":
        to = chance.choice(["Wells", "Street", None])
        return entry(plan_id, seq, "move", CLIENT, codes=[chance.choice(CODES)], to=to)
    if kind == "start":
        code = chance.choice(CODES)
        return entry(plan_id, seq, "start", CLIENT, codes=[code], name="Frome")
    return entry(plan_id, seq, kind, CLIENT)


def keep_moving(path: Path, plan_id: str, says: Connection) -> None:
    """Send one to four changes at a time and say each acknowledged number, without end."""
    with Workspace.open(path) as workspace:
        # The log is folded into the file every few dozen commits, so that kills fall there too.
        workspace._connection.execute("SET checkpoint_threshold = '64KB'")
        plans = LivePlans(workspace, lambda snapshot: PRACTICES)
        seq = plans.acks([CLIENT])[CLIENT]
        while True:
            burst = [change(plan_id, seq + step) for step in range(1, 2 + seq % 4)]
            seq = plans.submit(plan_id, burst, None).acks[CLIENT]
            says.send(seq)


def hold(path: Path, says: Connection) -> None:
    """Hold the workspace until told to let go."""
    with Workspace.open(path):
        says.send("held")
        says.recv()


def made_by_hand(path: Path, changes: int) -> tuple[str, LivePlans]:
    """Return a workspace in which the same changes were made without any interruption."""
    plans = LivePlans(Workspace.open(path), lambda snapshot: PRACTICES)
    plan_id = plans.create(START, "2016")
    for seq in range(1, changes + 1):
        plans.submit(plan_id, [change(plan_id, seq)], None)
    return plan_id, plans
