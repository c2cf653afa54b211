"""From bare groups to a plan that people recognise: names, letters, colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from somerset_maps.county import County
from somerset_maps.plan import Group, Plan, choose_colour, next_letter
from somerset_maps.plan.names import LONGEST_NAME, name_key
from somerset_maps.suggest.terms import Groups


def plan_of(county: County, groups: Groups, before: Plan | None = None) -> Plan:
    """Return groups as a plan.

    A group that goes on from one of ``before`` keeps its name, letter and colour: groups are
    matched so that as few patients as possible change group. A new one is named after the place
    of its hub, and takes no name or letter of ``before``.

    Args:
        county: the snapshot.
        groups: practice codes of every group.
        before: the plan from which the groups go on.
    """
    old = [group for group in (before.groups if before else ()) if group.members]
    goes_on = matched(county, groups, [group.members for group in old])
    letters = [group.letter for group in old]
    colours = [old[number].colour for number in goes_on.values()]
    names = [group.name for group in old]
    plan: list[tuple[int, Group]] = []
    for one, number in goes_on.items():
        kept = old[number]
        stay = [code for code in kept.members if code in groups[one]]
        joined = [code for code in groups[one] if code not in stay]
        members = (*stay, *joined)
        plan.append((number, Group(kept.name, kept.letter, kept.colour, kept.locked, members)))
    made = Plan(tuple(group for _, group in sorted(plan, key=lambda pair: pair[0])))
    fresh = [one for one in range(len(groups)) if one not in goes_on]
    for one in sorted(fresh, key=lambda number: _order(county, groups[number])):
        name = _place(county, groups[one], names)
        avoid = county.neighbour_colours(made, list(groups[one]))
        colour, letter = choose_colour(colours, avoid), next_letter(letters)
        names.append(name)
        colours.append(colour)
        letters.append(letter)
        made = Plan((*made.groups, Group(name, letter, colour, False, groups[one])))
    return made


def matched(
    county: County, new: Sequence[Sequence[str]], old: Sequence[Sequence[str]]
) -> dict[int, int]:
    """Return which new group goes on from which old one, so that most patients stay.

    Args:
        county: the snapshot.
        new, old: practice codes of groups.

    Returns:
        Position in ``new`` to position in ``old``, one to one.
    """
    if not new or not old:
        return {}
    lists = county.practices["list_size"]
    common = np.array([[float(lists[list(set(n) & set(o))].sum()) for o in old] for n in new])
    rows, columns = linear_sum_assignment(common, maximize=True)
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if common[row, column] > 0
    }


def patients_moved(
    county: County, new: Sequence[Sequence[str]], old: Sequence[Sequence[str]]
) -> int:
    """Return patients of practices that were in a group of ``old`` and change it."""
    lists = county.practices["list_size"]
    still = {code for codes in new for code in codes}
    pairs = matched(county, new, old)
    stayed = {code for n, o in pairs.items() for code in set(new[n]) & set(old[o])}
    return int(sum(lists[code] for codes in old for code in codes if code in still - stayed))


def _hub(county: County, codes: Sequence[str]) -> str:
    drives = county.minutes.loc[list(codes), list(codes)].to_numpy(float)
    lists = county.practices["list_size"].loc[list(codes)].to_numpy(float)
    return str(codes[int((lists @ drives).argmin())])


def _order(county: County, codes: Sequence[str]) -> tuple[str, str]:
    hub = _hub(county, codes)
    return str(county.practices["locality"][hub]), hub


def _place(county: County, codes: Sequence[str], taken: Sequence[str]) -> str:
    """Return a name nobody has: the hub's place, or the hub's own name, or both with a number."""
    hub = county.practices.loc[_hub(county, codes)]
    place, name = str(hub.get("place", hub["name"])), str(hub["name"])
    used = {name_key(one) for one in taken}
    choices = [place, f"{place}: {name}" if not name.startswith(place) else name]
    choices += [f"{place} {number}" for number in range(2, len(used) + 3)]
    short = (choice[:LONGEST_NAME].strip() for choice in choices)
    return next(choice for choice in short if name_key(choice) not in used)
