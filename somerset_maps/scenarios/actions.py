"""Actions: what a person asks of a plan, read strictly from the browser and applied purely.

An entry of the browser's outbox is an envelope (who sent it, its number, which plan) around an
action. Nothing in it is trusted: every field has a type, a form and a largest size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeGuard, get_args

from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.plan.names import LONGEST_NAME, clean_code, clean_colour, clean_name
from somerset_maps.scenarios.plan_text import plan_to_lists

Kind = Literal[
    "move", "start", "rename", "recolour", "lock", "unlock", "add_group", "remove_group",
    "combine", "clear", "replace", "undo", "redo", "stance", "note", "open", "close",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
#: A browser sends no whole plans and no notes: those are made on this side.
_FROM_BROWSER: Final = frozenset(KINDS) - {"replace", "note"}
MOST_CODES: Final = 400
#: Who a stance is from when a view sends it: the person who leads the room.
FACILITATOR: Final = "the facilitator"
_LONGEST_TEXT: Final = 400
_LARGEST_NUMBER: Final = 2**53
_IDENTITY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBERED = re.compile(r"(.*\S) (\d{1,3})")

#: Given practice codes, the colours that a new group of them should not take.
AvoidColours = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Action:
    """One thing asked of a plan; only the fields of its kind are set.

    Attributes:
        kind: what is asked.
        codes: practices, for move, start and open.
        to: the group they should join, for move; None takes them out of their groups.
        name: the new name, for start, rename and add_group.
        group: the group it is about, for rename, recolour, lock, unlock, remove_group, combine and
            open.
        into: the group that stays, for combine.
        colour: ``#RRGGBB``, for recolour.
        plan: the whole new plan, for replace.
        source: where that plan came from, in words that follow "starts from".
        stance: what the practices say, for stance.
        by: who told it, for stance.
        text: the note, for note; empty takes it away.
        confirmed: that a practice which has agreed may leave its group.
    """

    kind: Kind
    codes: tuple[str, ...] = ()
    to: str | None = None
    name: str = ""
    group: str = ""
    into: str = ""
    colour: str = ""
    plan: Plan | None = None
    source: str = ""
    stance: str = ""
    by: str = ""
    text: str = ""
    confirmed: bool = False

    @classmethod
    def replacing(cls, plan: Plan, source: str) -> Action:
        """Return the action that puts ``plan`` in place of the present one, with one undo."""
        return cls("replace", plan=plan, source=clean_text(source, "source"))

    def to_json(self) -> str:
        """Return the action as JSON text for the journal, without the fields it does not use."""
        fields: dict[str, object] = {"kind": self.kind}
        if self.codes:
            fields["codes"] = list(self.codes)
        if self.kind == "move":
            fields["to"] = self.to
        for key in ("name", "group", "into", "colour", "source", "stance", "by", "text"):
            if getattr(self, key):
                fields[key] = getattr(self, key)
        if self.confirmed:
            fields["confirmed"] = True
        if self.plan is not None:
            fields["groups"] = plan_to_lists(self.plan)
        return json.dumps(fields, ensure_ascii=False)


@dataclass(frozen=True)
class Entry:
    """One entry of a browser's outbox.

    Attributes:
        client: the outbox that sent it; a new one for each view that is opened.
        seq: its number in that outbox, from 1.
        plan_id: the plan it is about.
        seen: the revision of the plan that was on the screen, when the browser said so.
        at: when it was made by the browser's clock, in milliseconds; 0 when it did not say. It only
            sets the order between two outboxes of one window.
        fields: everything that was sent; :func:`parse_action` reads the action from it.
    """

    client: str
    seq: int
    plan_id: str
    seen: int | None
    fields: Mapping[str, object]
    at: float = 0.0


def parse_entry(fields: object) -> Entry:
    """Read the envelope of an outbox entry.

    Raises:
        PlanError: if it cannot be told who sent it, which number it has or which plan it is about.
    """
    if not isinstance(fields, Mapping):
        raise PlanError("The browser sent something that is not a change to a plan")
    client, seq, plan_id = fields.get("client"), fields.get("seq"), fields.get("plan")
    if not (isinstance(client, str) and _IDENTITY.fullmatch(client) and _is_number(seq, 1)):
        raise PlanError("The browser sent a change without its number: reload the page")
    named = isinstance(plan_id, str) and _IDENTITY.fullmatch(plan_id)
    seen, at = fields.get("rev"), fields.get("at")
    return Entry(
        client=client,
        seq=seq,
        plan_id=str(plan_id) if named else "",
        seen=seen if _is_number(seen, 0) else None,
        fields=fields,
        at=float(at) if isinstance(at, int | float) and 0 <= at < _LARGEST_NUMBER else 0.0,
    )


def parse_action(fields: Mapping[str, object]) -> Action:
    """Read one action as a browser sends it.

    Args:
        fields: ``kind`` and the fields of that kind; further fields are not looked at.

    Raises:
        PlanError: if the kind is unknown, or a field is missing, of the wrong type, of the wrong
            form or too large.
    """
    kind = fields.get("kind")
    if not isinstance(kind, str) or kind not in _FROM_BROWSER:
        raise PlanError(f"“{str(kind)[:40]}” is not something that can be done to a plan")
    action = _read_action(kind, fields)
    return replace(action, confirmed=True) if fields.get("confirmed") is True else action


def _read_action(kind: str, fields: Mapping[str, object]) -> Action:
    match kind:
        case "move":
            to = fields.get("to")
            return Action(
                "move", codes=_codes(fields), to=None if to is None else _name(fields, "to")
            )
        case "start":
            return Action("start", codes=_codes(fields), name=_name(fields, "name"))
        case "rename":
            return Action("rename", group=_name(fields, "group"), name=_name(fields, "name"))
        case "recolour":
            colour = clean_colour(clean_text(fields.get("colour"), "colour"))
            return Action("recolour", group=_name(fields, "group"), colour=colour)
        case "lock" | "unlock" | "remove_group":
            return Action(kind, group=_name(fields, "group"))
        case "add_group":
            return Action("add_group", name=_name(fields, "name"))
        case "combine":
            return Action("combine", group=_name(fields, "group"), into=_name(fields, "into"))
        case "stance":
            stance = clean_text(fields.get("stance"), "stance")
            return Action("stance", codes=_codes(fields), stance=stance, by=FACILITATOR)
        case "open" if "group" in fields:
            return Action("open", group=_name(fields, "group"))
        case "open":
            return Action("open", codes=(clean_code(clean_text(fields.get("code"), "code")),))
        case _:
            return Action(kind)  # type: ignore[arg-type]


def apply_action(plan: Plan, action: Action, avoid_colours: AvoidColours) -> Plan:
    """Return ``plan`` after ``action``; the plan given is not touched.

    A move never makes a group: the one it names may have been removed in another window. The group
    of a ``start`` whose name is taken meanwhile gets the next free number behind its name.

    Args:
        plan: the plan as it stands.
        action: what is asked; undo, redo, open and close are not changes to a plan by themselves.
        avoid_colours: practice codes to the colours that a new group of them should not take.

    Raises:
        PlanError: if the plan cannot be changed in that way: a group is locked or not there, a
            name is taken.
    """
    match action.kind:
        case "move":
            to = plan.group(action.to).name if action.to is not None else None
            return plan.move_many(action.codes, to)
        case "start":
            name = free_name(action.name, [group.name for group in plan.groups])
            started = plan.add_group(name, avoid=avoid_colours(action.codes))
            return started.move_many(action.codes, name)
        case "rename":
            return plan.rename(action.group, action.name)
        case "recolour":
            return plan.recolour(action.group, action.colour)
        case "lock":
            return plan.lock(action.group)
        case "unlock":
            return plan.unlock(action.group)
        case "add_group":
            return plan.add_group(action.name)
        case "remove_group":
            return plan.remove_group(action.group)
        case "combine":
            return plan.combine(action.into, action.group)
        case "clear":
            return plan.clear()
        case "replace" if action.plan is not None:
            return action.plan
        case _:
            raise PlanError(f"“{action.kind}” does not change a plan by itself")


def free_name(name: str, taken: Collection[str]) -> str:
    """Return ``name``, or the next free number behind it when it is taken, ignoring capitals.

    >>> free_name("Wells 2", ["Wells", "wells 2"])
    'Wells 3'
    """
    folded = {other.casefold() for other in taken}
    numbered = _NUMBERED.fullmatch(name)
    base, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
    proposed = name
    while proposed.casefold() in folded:
        number += 1
        ending = f" {number}"
        proposed = base[: LONGEST_NAME - len(ending)].rstrip() + ending
    return proposed


def clean_text(value: object, field: str) -> str:
    """Return a field that has to be a short text which every file and screen can hold.

    Raises:
        PlanError: if it is no text, too long, or holds half a sign.
    """
    if not isinstance(value, str):
        raise PlanError(f"The change has no {field}")
    if len(value) > _LONGEST_TEXT:
        raise PlanError(f"The {field} of the change is too long: {len(value):,} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise PlanError(f"The {field} of the change holds a sign that is not whole") from None
    return value


def _name(fields: Mapping[str, object], field: str) -> str:
    return clean_name(clean_text(fields.get(field), field))


def _codes(fields: Mapping[str, object]) -> tuple[str, ...]:
    codes = fields.get("codes")
    if not isinstance(codes, list) or not codes:
        raise PlanError("The change names no practice")
    if len(codes) > MOST_CODES:
        raise PlanError(
            f"The change names {len(codes):,} practices; at most {MOST_CODES} go in one"
        )
    return tuple(dict.fromkeys(clean_code(clean_text(code, "practice code")) for code in codes))


def _is_number(value: object, smallest: int) -> TypeGuard[int]:
    return type(value) is int and smallest <= value <= _LARGEST_NUMBER
