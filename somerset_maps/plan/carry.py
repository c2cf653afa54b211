"""Carrying a plan from one snapshot to another through mergers and closures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
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

    Raises:
        PlanError: if the plan names a practice that ``old`` does not have.
    """
    old.check(plan)
    names = {**_names(old), **_names(new)}
    here = plan.assignment
    chosen: dict[str, str] = {}
    notes: list[str] = []
    before, after = set(map(str, old.practices.index)), set(map(str, new.practices.index))
    successor_of = merged_into(new.successors)
    predecessors: dict[str, list[str]] = defaultdict(list)
    for code in sorted(before - after):
        heir = follow_mergers(code, successor_of, after)
        if heir:
            predecessors[heir].append(code)
    for code in sorted(after):
        heir = None if code in before else follow_mergers(code, successor_of, before)
        if code in here:
            chosen[code] = here[code]
        elif heir in here:
            chosen[code] = here[heir]
            notes.append(f"{names[code]} stood apart then: in {here[heir]} with {names[heir]}")
        else:
            chosen |= _from_predecessors(code, predecessors[code], here, old)
            if code not in before:
                now = f"in {chosen[code]}" if code in chosen else "in no group"
                notes.append(f"{names[code]} is not in the snapshot before: it is {now}")
    notes.extend(
        _gone(code, names, here, chosen, successor_of, new) for code in sorted(before - after)
    )
    groups = [replace(group, members=_members(group, chosen)) for group in plan.groups]
    return Carried(Plan(tuple(groups)), tuple(notes))


def _names(county: County) -> dict[str, str]:
    return {str(code): str(name) for code, name in county.practices["name"].items()}


def merged_into(successors: pd.DataFrame) -> dict[str, str]:
    """Return practice code to the one practice that took it over; dispersals are left out."""
    merged = successors[successors["kind"] == "merged"]
    return dict(zip(merged["practice_code"], merged["successor"], strict=True))


def follow_mergers(
    code: str, successor_of: Mapping[str, str], wanted: Collection[str]
) -> str | None:
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
    heir = follow_mergers(code, successor_of, set(map(str, new.practices.index)))
    if heir is None:
        shares = new.successors[new.successors["practice_code"] == code]
        if len(shares):
            to = ", ".join(names.get(str(s), str(s)) for s in shares["successor"])
            return f"{names[code]} closed and its patients were shared among {to}"
        return f"{names[code]} is not in this snapshot, and no successor is known"
    alike = names[code] == names[heir]
    sentence = (
        f"{names[code]} ({code}) had joined {names[heir]} ({heir})"
        if alike
        else f"{names[code]} had joined {names[heir]}"
    )
    was, now = here.get(code), chosen.get(heir)
    if was and was == now and heir not in here:
        sentence += f", which was in no group and is in {now} now"
    elif was and was != now:
        sentence += f", which is {f'in {now}' if now else 'in no group'}, not in {was}"
    return sentence


def _members(group: Group, chosen: dict[str, str]) -> tuple[str, ...]:
    """Members of a group after the carry: those it had, in their order, then the others."""
    inside = [code for code, name in chosen.items() if name == group.name]
    had = [code for code in group.members if code in inside]
    return (*had, *(code for code in inside if code not in had))
