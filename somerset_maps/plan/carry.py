"""Carrying a plan from one snapshot to another through mergers and closures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from somerset_maps.plan.model import Group, Plan

if TYPE_CHECKING:
    import pandas as pd

    from somerset_maps.county import County


@dataclass(frozen=True)
class Carried:
    """A plan in another snapshot, and in words everything that did not simply stay.

    Attributes:
        plan: the plan with practices of the new snapshot only; groups, letters, colours and locks
            are as before.
        notes: one sentence for each practice that merged, closed, was dispersed or is new.
    """

    plan: Plan
    notes: tuple[str, ...]


def carry(plan: Plan, old: County, new: County) -> Carried:
    """Carry ``plan`` from snapshot ``old`` to ``new``, forwards or backwards in time.

    A practice that exists in both stays in its group. Forwards, a practice that took over others
    and was in no group joins the group of the largest of them. Backwards, a practice that was later
    taken over joins the group of its successor. A dispersed practice has no successor to follow.
    """
    names = {**_names(old), **_names(new)}
    here = plan.assignment
    chosen: dict[str, str] = {}
    notes: list[str] = []
    successor_of = _single_successors(new.successors)
    predecessors: dict[str, list[str]] = defaultdict(list)
    for code in old.practices.index:
        if code not in new.practices.index:
            heir = _follow(str(code), successor_of, set(map(str, new.practices.index)))
            if heir:
                predecessors[heir].append(str(code))
    for code in map(str, new.practices.index):
        if code in here:
            chosen[code] = here[code]
        elif code in old.practices.index:
            chosen |= _from_predecessors(code, predecessors[code], here, old)
        else:
            heir = _follow(code, successor_of, set(here))
            if heir:
                chosen[code] = here[heir]
                notes.append(f"{names[code]} stood apart then: in {here[heir]} with {names[heir]}")
            else:
                chosen |= _from_predecessors(code, predecessors[code], here, old)
    for code in map(str, old.practices.index):
        if code not in new.practices.index:
            notes.append(_gone(code, names, here, chosen, successor_of, new))
    groups = [replace(group, members=_members(group, chosen)) for group in plan.groups]
    return Carried(Plan(tuple(groups)), tuple(notes))


def _names(county: County) -> dict[str, str]:
    return {str(code): str(name) for code, name in county.practices["name"].items()}


def _single_successors(successors: pd.DataFrame) -> dict[str, str]:
    merged = successors[successors["kind"] == "merged"]
    return dict(zip(merged["practice_code"], merged["successor"], strict=True))


def _follow(code: str, successor_of: dict[str, str], wanted: set[str]) -> str | None:
    """Follow mergers from ``code`` to the first practice in ``wanted``; None when there is none."""
    seen = {code}
    while code in successor_of:
        code = successor_of[code]
        if code in wanted:
            return code
        if code in seen:
            return None
        seen.add(code)
    return None


def _from_predecessors(
    code: str, predecessors: list[str], here: dict[str, str], old: County
) -> dict[str, str]:
    grouped = [other for other in predecessors if other in here]
    if not grouped:
        return {}
    largest = max(grouped, key=lambda other: float(old.practices.loc[other, "list_size"]))
    return {code: here[largest]}


def _gone(
    code: str,
    names: dict[str, str],
    here: dict[str, str],
    chosen: dict[str, str],
    successor_of: dict[str, str],
    new: County,
) -> str:
    heir = _follow(code, successor_of, set(map(str, new.practices.index)))
    if heir is None:
        shares = new.successors[new.successors["practice_code"] == code]
        if len(shares):
            to = ", ".join(names.get(str(s), str(s)) for s in shares["successor"])
            return f"{names[code]} closed and its patients were shared among {to}"
        return f"{names[code]} is not in this snapshot, and no successor is known"
    sentence = f"{names[code]} had joined {names[heir]}"
    was, now = here.get(code), chosen.get(heir)
    if was and was != now:
        sentence += f", which is {f'in {now}' if now else 'in no group'}, not in {was}"
    return sentence


def _members(group: Group, chosen: dict[str, str]) -> tuple[str, ...]:
    """Members of a group after the carry: those it had, in their order, then the others."""
    inside = [code for code, name in chosen.items() if name == group.name]
    had = [code for code in group.members if code in inside]
    return (*had, *(code for code in inside if code not in had))
