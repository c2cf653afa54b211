"""The one interface to the store of what people make, and the values it takes and gives.

The workspace file is one store; a database for several servers can be another without a change
anywhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from somerset_maps.plan import Plan
from somerset_maps.scenarios.entries import Entry
from somerset_maps.scenarios.marks import Marks
from somerset_maps.settings import Settings


@dataclass(frozen=True)
class Standing:
    """Everything about a plan beside its groups, as it is after a commit.

    Attributes:
        name: the name it was saved under; empty while it has none.
        settings: its assumptions, the size range among them.
        head: the journal position whose plan is shown; undo goes to that position's parent.
        redo: positions that redo goes to, the next one last.
        deleted: whether it was deleted; a deleted plan can be brought back.
        marks: stances and notes.
    """

    name: str
    settings: Settings
    head: int
    redo: tuple[int, ...] = ()
    deleted: bool = False
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True)
class Step:
    """One position of a plan's journal.

    Attributes:
        position: 0 for the making of the plan, then 1, 2, ...: the plan's revision after it.
        kind: the kind of action, or "created", "undo", "redo", "settings", "named", "deleted",
            "brought back".
        action: the action as JSON text.
        sentence: what was done, in plain words.
        plan: the plan after it.
        parent: the position that undo goes to; None when there is nothing to undo.
        client: the browser's outbox it came from; empty when it was made on this side.
        seq: its number in that outbox; 0 when it was made on this side.
        at: when it was done (UTC).
    """

    position: int
    kind: str
    action: str
    sentence: str
    plan: Plan
    parent: int | None
    client: str
    seq: int
    at: datetime


@dataclass(frozen=True)
class StoredPlan:
    """A plan as the store has it: its standing, and the last steps of its journal.

    Attributes:
        last: the newest step; its plan is the present one.
        before: the step before that; None when the plan was only just made.
        head: the step that undo would take back.
    """

    plan_id: str
    snapshot: str
    standing: Standing
    last: Step
    before: Step | None
    head: Step


@dataclass(frozen=True)
class PlanCard:
    """A line in the list of plans.

    Attributes:
        name: empty while the plan was not saved under a name.
        practices: how many practices are in a group.
        groups: how many groups there are.
        created: when it was made (UTC).
        saved: when it was last changed (UTC).
        browser_key: the browser that made it; empty when not known.
    """

    plan_id: str
    name: str
    snapshot: str
    practices: int
    groups: int
    created: datetime
    saved: datetime
    deleted: bool
    browser_key: str


class Store(Protocol):
    """Keeps plans, their journals and what was acknowledged. Safe to call from several threads."""

    def create(
        self,
        name: str,
        plan: Plan,
        snapshot: str,
        settings: Settings,
        browser_key: str = "",
        marks: Marks | None = None,
    ) -> str:
        """Keep a new plan and return its id."""

    def plans(self, include_deleted: bool = False) -> list[PlanCard]:
        """Return all plans, the one changed last first."""

    def load(self, plan_id: str) -> StoredPlan:
        """Return a plan; PlanError when there is none with that id."""

    def step(self, plan_id: str, position: int) -> Step:
        """Return one position of a plan's journal."""

    def journal(self, plan_id: str) -> list[Step]:
        """Return the whole journal of a plan, oldest first."""

    def commit(
        self,
        plan_id: str,
        steps: Sequence[Step],
        standing: Standing,
        acks: Mapping[str, int],
    ) -> None:
        """Keep new steps, the standing after them and what is acknowledged, all or nothing.

        When this returns, everything is on disk.
        """

    def acknowledge(self, acks: Mapping[str, int]) -> None:
        """Keep that entries up to these numbers are dealt with, though they changed no plan."""

    def acks(self, clients: Collection[str]) -> dict[str, int]:
        """Return the highest acknowledged number of each of ``clients``; 0 when there is none."""

    def remember(self, browser_key: str, plan_id: str) -> None:
        """Keep which plan a browser had open last."""

    def last_plan(self, browser_key: str) -> str | None:
        """Return the plan a browser had open last, unless it is deleted or there is none."""

    def write(
        self, plan_id: str, kind: str, subject: str, value: Mapping[str, Any], author: str = ""
    ) -> int:
        """Keep one more thing that somebody wrote about a plan and return its number."""

    def entries(self, plan_id: str, kind: str = "") -> list[Entry]:
        """Return what was written about a plan, oldest first; of one kind when given."""

    def backup(self, target: Path) -> Path:
        """Write a consistent copy of everything to ``target``."""

    def close(self) -> None:
        """Let go of the store."""
