"""A plan as text that restores exactly, for the journal.

CSV is for people and is read kindly; this form is for the store and is read strictly: the order of
groups and of their members, letters, colours and locks all come back as they were.
"""

from __future__ import annotations

import json

from somerset_maps.errors import WorkspaceError
from somerset_maps.plan import Group, Plan

GroupList = tuple[str, str, str, bool, list[str]]


def plan_to_lists(plan: Plan) -> list[GroupList]:
    """Return the groups of ``plan`` as plain lists: name, letter, colour, locked, members."""
    return [(g.name, g.letter, g.colour, g.locked, list(g.members)) for g in plan.groups]


def plan_to_text(plan: Plan) -> str:
    """Return ``plan`` as one line of JSON that :func:`plan_from_text` restores exactly."""
    return json.dumps(plan_to_lists(plan), ensure_ascii=False, separators=(",", ":"))


def plan_from_text(text: str) -> Plan:
    """Restore a plan from :func:`plan_to_text`.

    Raises:
        WorkspaceError: if the text is not a plan: the file was changed by another program.
    """
    try:
        return Plan(
            tuple(
                Group(str(name), str(letter), str(colour), bool(locked), tuple(map(str, members)))
                for name, letter, colour, locked, members in json.loads(text)
            )
        )
    except (ValueError, TypeError) as error:
        raise WorkspaceError(f"The workspace holds a plan that cannot be read: {error}") from error
