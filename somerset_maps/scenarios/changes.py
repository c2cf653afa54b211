"""What differs between two states of a plan: which groups changed, which practices moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from somerset_maps.plan import Group, Plan
from somerset_maps.scenarios.marks import Marks


@dataclass(frozen=True)
class Change:
    """One change of a plan, kept for a while so that another window's change can be told.

    Attributes:
        revision: the revision the change led to.
        client: the outbox it came from; empty when it was made on this side.
        session: the browser window it came from; empty when that is not known.
        sentence: what was done.
        moved: practices that changed their group, with the group they went to (None: no group).
        renamed: old to new names of groups.
        asked_name: the name a new group was to have, when it was taken and got a number.
        given_name: the name it got.
    """

    revision: int
    client: str
    session: str
    sentence: str
    moved: Mapping[str, str | None] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    asked_name: str = ""
    given_name: str = ""

    def made_by(self, client: str, session: str) -> bool:
        """Whether the change came from this outbox or this window."""
        return bool(client and client == self.client) or bool(session and session == self.session)


def changed_groups(before: Plan, after: Plan) -> tuple[str, ...]:
    """Return the names, in ``after``, of groups that are new or in any way different."""
    old = set(before.groups)
    return tuple(group.name for group in after.groups if group not in old)


def moved_practices(before: Plan, after: Plan) -> dict[str, str | None]:
    """Return the practices that are in another group than before, with their group now.

    The members of a group that only got another name did not move.
    """
    renamed = renamed_groups(before, after)
    was, now = before.assignment, after.assignment
    return {
        code: now.get(code)
        for code in {**was, **now}
        if renamed.get(was.get(code, ""), was.get(code)) != now.get(code)
    }


def leavers(before: Plan, after: Plan, marks: Marks) -> list[str]:
    """Return the practices that have agreed and would leave the group they are in."""
    moved = moved_practices(before, after)
    return marks.agreed([code for code in moved if code in before.assignment])


def renamed_groups(before: Plan, after: Plan) -> dict[str, str]:
    """Return old to new names of groups that only got another name.

    A letter stays with its group for life, so the group with the same letter and the same members
    is the same group.
    """
    by_letter = {group.letter: group for group in after.groups}
    renamed: dict[str, str] = {}
    for group in before.groups:
        other = by_letter.get(group.letter)
        if other and other.name != group.name and set(other.members) == set(group.members):
            renamed[group.name] = other.name
    return renamed


def colours_beside(
    plan: Plan, codes: Collection[str], neighbours: Mapping[str, Collection[str]]
) -> set[str]:
    """Return the colours of groups that have a practice next to one of ``codes`` on the map."""
    look: dict[str, Group] = {code: group for group in plan.groups for code in group.members}
    beside = {other for code in codes for other in neighbours.get(code, ())} - set(codes)
    return {look[code].colour for code in beside if code in look}
