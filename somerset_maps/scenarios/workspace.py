"""The workspace: one DuckDB file that holds what people make, apart from the data.

Every commit is on disk when it returns: DuckDB writes it to its write-ahead log and asks the
operating system to flush that (``fsync_mode`` STANDARD; FULL on macOS, where the plain call stops
at the drive's cache).
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import duckdb

from somerset_maps.errors import PlanError, WorkspaceError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import entries, rows
from somerset_maps.scenarios.marks import Marks
from somerset_maps.scenarios.opening import connect, unusable
from somerset_maps.scenarios.schema import problems_in
from somerset_maps.scenarios.store import PlanCard, Standing, Step, StoredPlan
from somerset_maps.settings import Settings

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "data" / "workspace.duckdb"
_open_here: WeakValueDictionary[Path, Workspace] = WeakValueDictionary()
_opening = threading.Lock()


def workspace_path() -> Path:
    """Return where the workspace is: where SOMERSET_WORKSPACE says, else in the project's data/."""
    return Path(os.environ.get("SOMERSET_WORKSPACE") or DEFAULT_PATH)


class Workspace:
    """A :class:`somerset_maps.scenarios.store.Store` in one DuckDB file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        """Use :meth:`open`."""
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path | str | None = None) -> Workspace:
        """Open the workspace, making it when there is none; within a process always the same one.

        Raises:
            WorkspaceBusy: if another process holds the file.
            WorkspaceError: if the file is damaged, or is no workspace; it is left as it is.
        """
        found = Path(path or workspace_path()).resolve()
        with _opening:
            known = _open_here.get(found)
            if known is not None:
                return known
            workspace = cls(connect(found), found)
            _open_here[found] = workspace
            return workspace

    def close(self) -> None:
        """Let go of the file."""
        with _opening, self._lock:
            _open_here.pop(self.path, None)
            self._connection.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------ plans

    def create(
        self,
        name: str,
        plan: Plan,
        snapshot: str,
        settings: Settings,
        browser_key: str = "",
        marks: Marks | None = None,
    ) -> str:
        """Keep a new plan and return its id: random, and safe in an address."""
        plan_id = secrets.token_urlsafe(12)
        made = Step(0, "created", "{}", "", plan, None, "", 0, datetime.now(UTC))
        standing = Standing(name, settings, head=0, marks=marks or Marks())
        with self._transaction():
            self._run(
                rows.INSERT_PLAN, rows.plan_row(plan_id, snapshot, browser_key, standing, made)
            )
            self._run(rows.INSERT_STEP, rows.step_row(plan_id, made))
        return plan_id

    def plans(self, include_deleted: bool = False) -> list[PlanCard]:
        """Return all plans, the one changed last first."""
        cards = [rows.card_of(row) for row in self._read(rows.SELECT_CARDS, [])]
        return [card for card in cards if include_deleted or not card.deleted]

    def load(self, plan_id: str) -> StoredPlan:
        """Return a plan as it was left.

        Raises:
            PlanError: if there is no plan with that id.
        """
        with self._lock:
            found = self._read(rows.SELECT_PLAN, [plan_id])
            if not found:
                raise PlanError(
                    "This plan is not in the workspace: open another from the list of plans"
                )
            snapshot, position, standing = rows.standing_of(found[0])
            return StoredPlan(
                plan_id=plan_id,
                snapshot=snapshot,
                standing=standing,
                last=self.step(plan_id, position),
                before=self.step(plan_id, position - 1) if position else None,
                head=self.step(plan_id, standing.head),
            )

    def step(self, plan_id: str, position: int) -> Step:
        """Return one position of a plan's journal.

        Raises:
            WorkspaceError: if the journal does not have it.
        """
        found = self._read(rows.SELECT_STEP, [plan_id, position])
        if len(found) != 1:
            raise WorkspaceError(
                f"{self.path} is damaged: step {position} of a plan is missing. "
                "Restore a backup, or name another file in SOMERSET_WORKSPACE"
            )
        return rows.step_of(found[0])

    def journal(self, plan_id: str) -> list[Step]:
        """Return the whole journal of a plan, oldest first."""
        return [rows.step_of(row) for row in self._read(rows.SELECT_JOURNAL, [plan_id])]

    # ------------------------------------------------------------------ changes

    def commit(
        self,
        plan_id: str,
        steps: Sequence[Step],
        standing: Standing,
        acks: Mapping[str, int],
    ) -> None:
        """Keep new steps, the standing after them and what is acknowledged, in one transaction.

        Raises:
            WorkspaceError: if it could not be written, or the first step does not follow on the
                last one kept; then nothing of it is kept.
        """
        with self._transaction():
            for step in steps:
                self._run(rows.INSERT_STEP, rows.step_row(plan_id, step))
            if steps:
                before = steps[0].position - 1
                values = rows.update_row(plan_id, standing, steps[-1], before)
                updated = self._connection.execute(rows.UPDATE_PLAN, values).fetchone()
                if updated != (1,):
                    raise WorkspaceError(
                        "The plan is further on than this part of the program knew: try again"
                    )
            in_journal = {step.client: step.seq for step in steps}
            for client, seq in acks.items():
                if in_journal.get(client) != seq:
                    self._run(rows.INSERT_ACK, [client, seq])

    def acknowledge(self, acks: Mapping[str, int]) -> None:
        """Keep that entries up to these numbers are dealt with, though they changed no plan."""
        with self._transaction():
            for client, seq in acks.items():
                self._run(rows.INSERT_ACK, [client, seq])

    def acks(self, clients: Collection[str]) -> dict[str, int]:
        """Return the highest acknowledged number of each of ``clients``; 0 when there is none."""
        wanted = list(clients)
        found = dict(self._read(rows.SELECT_ACKS, [wanted])) if wanted else {}
        return {client: int(found.get(client, 0)) for client in wanted}

    def remember(self, browser_key: str, plan_id: str) -> None:
        """Keep which plan a browser had open last."""
        with self._transaction():
            self._run(rows.FORGET_BROWSER, [browser_key])
            self._run(rows.INSERT_BROWSER, [browser_key, plan_id, rows.stamp(datetime.now(UTC))])

    def last_plan(self, browser_key: str) -> str | None:
        """Return the plan a browser had open last, unless it is deleted or there is none."""
        found = self._read(rows.SELECT_LAST_PLAN, [browser_key])
        return str(found[0][0]) if found else None

    def write(
        self, plan_id: str, kind: str, subject: str, value: Mapping[str, Any], author: str = ""
    ) -> int:
        """Keep one more thing that somebody wrote about a plan and return its number.

        Raises:
            WorkspaceError: if it is too long, or could not be kept.
        """
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if len(text) > entries.LONGEST_ENTRY:
            raise WorkspaceError("That is too long to keep: please shorten it")
        now = rows.stamp(datetime.now(UTC))
        with self._transaction():
            values = [plan_id, kind, subject, author, text, now]
            kept = self._connection.execute(entries.INSERT, values).fetchone()
        return int(kept[0]) if kept else 0

    def entries(self, plan_id: str, kind: str = "") -> list[entries.Entry]:
        """Return what was written about a plan, oldest first; of one kind when given."""
        return [entries.entry_of(row) for row in self._read(entries.SELECT, [plan_id, kind, kind])]

    # ------------------------------------------------------------------ the file

    def problems(self) -> list[str]:
        """Read everything and return what does not fit together; empty when all is well."""
        with self._reading():
            return problems_in(self._connection)

    def backup(self, target: Path) -> Path:
        """Write a consistent copy to ``target``; see :func:`somerset_maps.scenarios.copies`."""
        from somerset_maps.scenarios.copies import write_copy

        with self._reading():
            return write_copy(self._connection, target)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except duckdb.Error as error:
                raise WorkspaceError(unusable(self.path, error)) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Do what is inside as one transaction; on any failure nothing of it is kept."""
        with self._reading():
            self._connection.begin()
            try:
                yield
                self._connection.commit()
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        try:
            self._connection.rollback()
        except duckdb.Error:
            # A failed commit has ended the transaction already.
            return

    def _run(self, query: str, values: list[Any]) -> None:
        self._connection.execute(query, values)

    def _read(self, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._connection.execute(query, values).fetchall()
