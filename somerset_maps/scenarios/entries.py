"""What people write down about a plan: one entry after the other, nothing ever written over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

#: Nobody writes more than this into one entry.
LONGEST_ENTRY = 20_000


@dataclass(frozen=True)
class Entry:
    """One thing somebody wrote about a plan.

    Attributes:
        number: rises with every entry of the workspace; later entries stand for later words.
        plan_id: the plan it is about.
        kind: what sort of thing it is, such as "score"; each kind knows its own values.
        subject: what it is about within the plan: a principle, a group's letter, a practice code.
        author: a name or role as given; empty when none was.
        value: what was written; JSON values only.
        at: when it was kept (UTC).
    """

    number: int
    plan_id: str
    kind: str
    subject: str
    author: str
    value: Mapping[str, Any]
    at: datetime


INSERT = """
    INSERT INTO entries
    SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM entries
    RETURNING number
"""
SELECT = """
    SELECT number, plan_id, kind, subject, author, value, written FROM entries
    WHERE plan_id = ? AND (? = '' OR kind = ?) ORDER BY number
"""


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a row of the workspace."""
    number, plan_id, kind, subject, author, value, at = row
    return Entry(int(number), plan_id, kind, subject, author, json.loads(value), at)


def latest(entries: list[Entry]) -> dict[str, Entry]:
    """Return the last entry about each subject."""
    return {entry.subject: entry for entry in entries}
