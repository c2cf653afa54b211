"""From a suggestion to one's own plan: what would change, and taking all of it or one group."""

from __future__ import annotations

from dataclasses import dataclass, replace

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.plan import Group, Plan
from somerset_maps.suggest.naming import plan_of
from somerset_maps.suggest.suggestion import members_of


@dataclass(frozen=True)
class Transfer:
    """One practice that a suggestion has in another group than the plan.

    Attributes:
        code: the practice.
        patients: on its list.
        before: its group in the plan, None for none.
        after: its group in the suggestion, None for none.
    """

    code: str
    patients: int
    before: str | None
    after: str | None


def named_after(county: County, suggested: Plan, mine: Plan) -> Plan:
    """Return a suggestion whose groups have the names, letters and colours of those of ``mine``.

    Groups go on so that as few patients as possible change group; the others get names of their
    own.
    """
    return plan_of(county, members_of(suggested), mine)


def transfers(county: County, mine: Plan, suggested: Plan) -> tuple[Transfer, ...]:
    """Return what differs, in the order of the suggestion's groups, largest practice first.

    Args:
        county: the snapshot.
        mine: the plan.
        suggested: the suggestion, named by :func:`named_after`.
    """
    lists = county.practices["list_size"]
    was, would_be = mine.assignment, suggested.assignment
    order = {group.name: row for row, group in enumerate(suggested.groups)}
    found = [
        Transfer(str(code), int(lists[code]), was.get(code), would_be.get(code))
        for code in map(str, county.practices.index)
        if was.get(code) != would_be.get(code)
    ]
    return tuple(
        sorted(found, key=lambda one: (order.get(one.after or "", len(order)), -one.patients))
    )


def whole(mine: Plan, suggested: Plan) -> Plan:
    """Return the suggestion as the plan.

    Raises:
        PlanError: if a locked group of the plan would gain or lose a practice.
    """
    for group in mine.groups:
        same = next((g for g in suggested.groups if g.name == group.name), None)
        if (
            group.locked
            and group.members
            and set(group.members) != set(same.members if same else ())
        ):
            raise PlanError(f"“{group.name}” is locked: unlock it first")
    locks = {group.name for group in mine.groups if group.locked}
    return Plan(tuple(replace(group, locked=group.name in locks) for group in suggested.groups))


def with_group(county: County, mine: Plan, suggested: Plan, name: str) -> Plan:
    """Return the plan with one group as the suggestion has it.

    Practices that the group has and the suggestion has elsewhere are then in no group; a group
    that gives away its last practice is gone.

    Raises:
        PlanError: if the suggestion has no such group, or a locked group of the plan would gain
            or lose a practice.
    """
    target = suggested.group(name)
    plan = mine
    here: Group | None = next((g for g in mine.groups if g.name == target.name), None)
    if here is None:
        used = {group.colour for group in mine.groups}
        avoid = county.neighbour_colours(mine, list(target.members))
        colour = None if target.colour in used else target.colour
        plan = plan.add_group(target.name, colour, avoid)
    else:
        leaving = [code for code in here.members if code not in target.members]
        plan = plan.move_many(leaving, None) if leaving else plan
    plan = plan.move_many(target.members, target.name)
    held = {group.name for group in mine.groups if group.members}
    return Plan(tuple(g for g in plan.groups if g.members or g.name not in held))
