"""The workspace's queries, and the rows they take and give as values of the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from somerset_maps.errors import WorkspaceError
from somerset_maps.scenarios.marks import Marks
from somerset_maps.scenarios.plan_text import plan_from_text, plan_to_text
from somerset_maps.scenarios.store import PlanCard, Standing, Step
from somerset_maps.settings import Settings

Row = tuple[Any, ...]

INSERT_PLAN = "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
UPDATE_PLAN = """
    UPDATE plans SET name = ?, settings = ?, saved = ?, practices = ?, groups = ?, position = ?,
        head = ?, redo = ?, deleted = ?, marks = ?
    WHERE plan_id = ? AND position = ?
"""
SELECT_PLAN = """
    SELECT snapshot, position, name, settings, head, redo, deleted, marks
    FROM plans WHERE plan_id = ?
"""
SELECT_CARDS = """
    SELECT plan_id, name, snapshot, practices, groups, created, saved, deleted, browser_key
    FROM plans ORDER BY saved DESC, plan_id
"""
INSERT_STEP = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_STEP = "SELECT position, kind, action, sentence, plan, parent, client, seq, done_at FROM journal"
SELECT_STEP = f"{_STEP} WHERE plan_id = ? AND position = ?"
SELECT_JOURNAL = f"{_STEP} WHERE plan_id = ? ORDER BY position"
INSERT_ACK = "INSERT INTO acks VALUES (?, ?)"
SELECT_ACKS = """
    SELECT client, max(seq)
    FROM (SELECT client, seq FROM acks UNION ALL SELECT client, seq FROM journal)
    WHERE list_contains(?, client) GROUP BY client
"""
FORGET_BROWSER = "DELETE FROM browsers WHERE browser_key = ?"
INSERT_BROWSER = "INSERT INTO browsers VALUES (?, ?, ?)"
SELECT_LAST_PLAN = """
    SELECT plan_id FROM browsers SEMI JOIN (FROM plans WHERE deleted IS NULL) USING (plan_id)
    WHERE browser_key = ? ORDER BY opened DESC LIMIT 1
"""


def plan_row(
    plan_id: str, snapshot: str, browser_key: str, standing: Standing, made: Step
) -> list[Any]:
    """Return the row of a plan that was only just made."""
    at = stamp(made.at)
    return [
        plan_id, standing.name, snapshot, standing.settings.model_dump_json(), browser_key, at, at,
        len(made.plan.assignment), len(made.plan.groups), made.position, standing.head,
        json.dumps(standing.redo), None, standing.marks.to_json(),
    ]  # fmt: skip


def update_row(plan_id: str, standing: Standing, last: Step, before: int) -> list[Any]:
    """Return the values of UPDATE_PLAN, which touches a plan only as it was at ``before``."""
    at = stamp(last.at)
    return [
        standing.name, standing.settings.model_dump_json(), at,
        len(last.plan.assignment), len(last.plan.groups), last.position, standing.head,
        json.dumps(standing.redo), at if standing.deleted else None, standing.marks.to_json(),
        plan_id, before,
    ]  # fmt: skip


def standing_of(row: Row) -> tuple[str, int, Standing]:
    """Return snapshot, last position and standing from a row of SELECT_PLAN."""
    snapshot, position, name, settings, head, redo, deleted, marks = row
    standing = Standing(
        name=str(name),
        settings=_settings_of(str(settings)),
        head=int(head),
        redo=tuple(json.loads(redo)),
        deleted=deleted is not None,
        marks=Marks.from_json(str(marks)),
    )
    return str(snapshot), int(position), standing


def _settings_of(text: str) -> Settings:
    """Read settings; a setting that this version does not have any more is left out."""
    try:
        known = {k: v for k, v in json.loads(text).items() if k in Settings.model_fields}
        return Settings.model_validate(known)
    except (ValidationError, ValueError) as error:
        raise WorkspaceError(f"The settings of a plan cannot be read: {error}") from error


def card_of(row: Row) -> PlanCard:
    """Return a line of the list of plans from a row of SELECT_CARDS."""
    plan_id, name, snapshot, practices, groups, created, saved, deleted, browser_key = row
    return PlanCard(
        plan_id=plan_id, name=name, snapshot=snapshot, practices=practices, groups=groups,
        created=_moment(created), saved=_moment(saved), deleted=deleted is not None,
        browser_key=browser_key,
    )  # fmt: skip


def step_row(plan_id: str, step: Step) -> list[Any]:
    """Return the row of one journal position."""
    return [
        plan_id, step.position, stamp(step.at), step.client, step.seq, step.kind, step.action,
        step.sentence, plan_to_text(step.plan), step.parent,
    ]  # fmt: skip


def step_of(row: Row) -> Step:
    """Return one journal position from its row."""
    position, kind, action, sentence, plan, parent, client, seq, done_at = row
    return Step(
        position=position, kind=kind, action=action, sentence=sentence, plan=plan_from_text(plan),
        parent=parent, client=client, seq=seq, at=_moment(done_at),
    )  # fmt: skip


def stamp(at: datetime) -> datetime:
    """Return the moment as the file keeps it: UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None)


def _moment(kept: datetime) -> datetime:
    return kept.replace(tzinfo=UTC)
