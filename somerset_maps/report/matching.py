"""Which group of one plan is which of another, so that a new name alone is no difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from somerset_maps.plan import COLOURS, Plan, choose_colour, next_letter

#: Decides between overlaps of as many patients: the one with more practices, then the same name.
_A_PRACTICE, _THE_SAME_NAME = 1e-3, 1e-5


@dataclass(frozen=True)
class Matching:
    """Groups of two plans, paired so that as many patients as can be stay in their group.

    Attributes:
        partners: name of a group of the other plan to the name of its partner in the first.
        moved: codes of the practices that are not in the partner of their group.
        patients: on the lists of those practices.
    """

    partners: Mapping[str, str]
    moved: tuple[str, ...]
    patients: int

    @property
    def back(self) -> dict[str, str]:
        """Name of a group of the first plan to the name of its partner in the other."""
        return {mine: other for other, mine in self.partners.items()}


def match_groups(first: Plan, other: Plan, lists: Mapping[str, float]) -> Matching:
    """Pair the groups of two plans by the patients they have in common.

    Args:
        first: the plan to hold against.
        other: the plan that may differ.
        lists: practice code to registered patients, of every practice of the snapshot.

    Returns:
        The pairing with the most patients in common over all pairings; a practice in a group of
        one plan only counts as moved, one in no group of either does not.
    """
    here, there = first.assignment, other.assignment
    rows = {group.name: at for at, group in enumerate(first.groups)}
    columns = {group.name: at for at, group in enumerate(other.groups)}
    common = np.zeros((len(rows), len(columns)))
    for code, name in here.items():
        if code in there:
            common[rows[name], columns[there[code]]] += lists.get(code, 0.0) + _A_PRACTICE
    names = {name.casefold(): name for name in rows}
    for name, column in columns.items():
        row = rows.get(names.get(name.casefold(), ""))
        if row is not None and common[row, column]:
            common[row, column] += _THE_SAME_NAME
    mine, theirs = linear_sum_assignment(common, maximize=True)
    partners = {
        other.groups[column].name: first.groups[row].name
        for row, column in zip(mine, theirs, strict=True)
        if common[row, column] > 0
    }
    moved = tuple(
        code
        for code in lists
        if (code in here or code in there)
        and (code not in there or code not in here or partners.get(there[code]) != here[code])
    )
    return Matching(partners, moved, round(sum(lists[code] for code in moved)))


def lettered_alike(other: Plan, first: Plan, matching: Matching) -> Plan:
    """Return ``other`` with the letters and colours of the partners in ``first``.

    Two groups get one colour only when there are no more; a group without a partner
    gets a letter and a colour of its own.
    """
    if other == first:
        return other
    known = {group.name: group for group in first.groups}
    kept = [known[name].colour for name in matching.partners.values()]
    free = [colour for colour in COLOURS if colour not in kept]
    letters = [group.letter for group in first.groups]
    groups, worn = [], list[str]()
    for group in other.groups:
        partner = known.get(matching.partners.get(group.name, ""))
        if partner is None:
            letter = next_letter(letters)
            letters.append(letter)
        else:
            letter = partner.letter
        if partner is not None and (partner.colour not in worn or not free):
            colour = partner.colour
        else:  # also for a plan of so many groups that it has a colour twice
            colour = free.pop(0) if free else choose_colour([*kept, *worn])
        worn.append(colour)
        groups.append(replace(group, letter=letter, colour=colour))
    return Plan(tuple(groups))


def completed(plan: Plan, names: Mapping[str, str]) -> Plan:
    """Return the plan with every practice in no group in one of its own.

    Args:
        plan: the plan.
        names: practice code to a name, of every practice of the snapshot.
    """
    taken = {group.name.casefold() for group in plan.groups}
    for code, name in names.items():
        if code not in plan.assignment:
            own = name if name.casefold() not in taken else f"{name} ({code})"
            taken.add(own.casefold())
            plan = plan.move(code, own)
    return plan


def stands_in(plan: Plan, code: str) -> str:
    """Return where a practice stands in a plan: a group by letter and name, alone, or nowhere."""
    name = plan.assignment.get(code)
    if name is None:
        return "in no group"
    group = plan.group(name)
    return "on its own" if len(group.members) == 1 else f"{group.letter} {group.name}"
