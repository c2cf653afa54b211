"""Two windows on one plan: what somebody should hear who acts on what is no longer so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from somerset_maps.plan import Plan
from somerset_maps.scenarios.actions import Action
from somerset_maps.scenarios.changes import Change
from somerset_maps.scenarios.sentences import moved_meanwhile


def follow_names(
    action: Action, plan: Plan, unseen: Sequence[Change], own: Sequence[Change]
) -> tuple[Action, list[str]]:
    """Return the action with groups called as they are now, and what to say about that.

    Somebody who drops a practice on "Wells" means that group, though another window has renamed it
    a moment ago; and who has started "Wells 2" means that group, though it became "Wells 3".

    Args:
        action: what was asked.
        plan: the plan as it stands.
        unseen: changes by others that were not on the screen, oldest first.
        own: changes by the same sender whose outcome was not on the screen, oldest first.
    """
    fields: dict[str, str] = {}
    for field in ("to", "group", "into"):
        name = getattr(action, field)
        if name:
            now = _name_given(name, own) or _name_now(name, unseen)
            if now and now != name and any(group.name == now for group in plan.groups):
                fields[field] = now
    notices = [
        f"In another window {getattr(action, field)} was renamed {now} meanwhile."
        for field, now in fields.items()
        if not _name_given(getattr(action, field), own)
    ]
    return replace(action, **fields), notices  # type: ignore[arg-type]


def practices_of(action: Action, plan: Plan) -> tuple[str, ...]:
    """Return the practices an action is about: those it names, or the members of its group."""
    if action.kind in ("remove_group", "combine"):
        return plan.group(action.group).members
    return action.codes if action.kind in ("move", "start") else ()


def told(
    codes: Collection[str],
    unseen: Sequence[Change],
    after: Plan,
    names: Mapping[str, str],
) -> list[str]:
    """Return a notice for practices that another window had moved somewhere else meanwhile.

    Args:
        codes: the practices of the action.
        unseen: changes by others that were not on the screen, oldest first.
        after: the plan after the action.
        names: practice code to readable name.
    """
    went: dict[str, str | None] = {}
    for change in unseen:
        went |= change.moved
    alike: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for code in codes:
        now = after.assignment.get(code)
        if code in went and _name_now(went[code], unseen) != now:
            alike[went[code], now].append(code)
    return [
        moved_meanwhile(moved, went_to, now_in, names) for (went_to, now_in), moved in alike.items()
    ]


def _name_given(name: str, own: Sequence[Change]) -> str:
    """Return the name that a group got which was to be called ``name``; empty when none was."""
    given = [c.given_name for c in own if c.asked_name.casefold() == name.casefold()]
    return given[-1] if given else ""


def _name_now(name: str | None, unseen: Sequence[Change]) -> str | None:
    """Follow a group's name through the renamings in ``unseen``."""
    for change in unseen:
        renamed = {old.casefold(): new for old, new in change.renamed.items()}
        name = renamed.get(name.casefold(), name) if name is not None else None
    return name
