"""Plan and Group: immutable values; every change returns a new plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from somerset_maps.errors import PlanError
from somerset_maps.plan.names import clean_code, clean_colour, clean_name, name_key
from somerset_maps.plan.palette import choose_colour, ink_on, next_letter

if TYPE_CHECKING:
    from somerset_maps.county import County
    from somerset_maps.plan.carry import Carried


@dataclass(frozen=True)
class Group:
    """One candidate group of practices.

    Attributes:
        name: what the room calls it; unique in a plan, ignoring capitals.
        letter: A to Z, then AA; shown wherever the colour is.
        colour: ``#RRGGBB``.
        locked: a locked group refuses practices in and out.
        members: practice codes in the order in which they joined.
    """

    name: str
    letter: str
    colour: str
    locked: bool = False
    members: tuple[str, ...] = ()

    @property
    def ink(self) -> str:
        """The text colour that reads best on the group's colour."""
        return ink_on(self.colour)


@dataclass(frozen=True)
class Plan:
    """Which practice is in which group. Practices in no group are simply not named.

    >>> plan = Plan.from_assignment({"L85001": "Taunton Central"})
    >>> plan.move("L85014", "Taunton Central").assignment
    {'L85001': 'Taunton Central', 'L85014': 'Taunton Central'}
    """

    groups: tuple[Group, ...] = ()

    # ------------------------------------------------------------------ making and reading

    @classmethod
    def from_assignment(cls, assignment: Mapping[str, str]) -> Plan:
        """Make a plan from practice code to group name; groups stand in order of appearance.

        Raises:
            PlanError: if a code or a name cannot be one.
        """
        plan = cls()
        for code, name in assignment.items():
            plan = plan.move(code, name)
        return plan

    @classmethod
    def from_csv(cls, text: str | bytes, known_codes: Collection[str] | None = None) -> Plan:
        """Read a plan from CSV; see :func:`somerset_maps.plan.table.read_plan`.

        Raises:
            PlanError: naming every bad row at once.
        """
        from somerset_maps.plan.table import read_plan

        return read_plan(text, known_codes).plan

    def to_csv(self, details: Mapping[str, str] | None = None) -> str:
        """Return the plan as CSV that :meth:`from_csv` reads back exactly."""
        from somerset_maps.plan.table import write_plan

        return write_plan(self, details)

    def to_geojson(self, county: County, details: Mapping[str, str] | None = None) -> str:
        """Return the plan as GeoJSON text, a point for every practice of ``county``."""
        from somerset_maps.plan.geojson import plan_geojson

        return plan_geojson(self, county, details)

    def carried(self, old_county: County, new_county: County) -> Carried:
        """Carry the plan to another snapshot through mergers; what could not be is reported."""
        from somerset_maps.plan.carry import carry

        return carry(self, old_county, new_county)

    @cached_property
    def assignment(self) -> dict[str, str]:
        """Practice code to group name, for practices in a group only."""
        return {code: group.name for group in self.groups for code in group.members}

    def group(self, name: str) -> Group:
        """Return the group called ``name``, ignoring capitals.

        Raises:
            PlanError: if the plan has no such group.
        """
        found = self._find(name)
        if found is None:
            raise PlanError(f"There is no group called “{name}” in this plan")
        return found

    def _find(self, name: str) -> Group | None:
        wanted = name_key(name)
        return next((group for group in self.groups if name_key(group.name) == wanted), None)

    # ------------------------------------------------------------------ practices

    def move(self, code: str, group: str | None) -> Plan:
        """Return the plan with one practice in ``group``, or in none; see :meth:`move_many`."""
        return self.move_many([code], group)

    def move_many(self, codes: Iterable[str], group: str | None) -> Plan:
        """Return the plan with ``codes`` in ``group``; ``None`` takes them out of their groups.

        A group that does not exist yet is made. Practices already there stay as they are.

        Raises:
            PlanError: if a group that would gain or lose a practice is locked.
        """
        wanted = list(dict.fromkeys(clean_code(code) for code in codes))
        plan = self
        target: Group | None = None
        if group is not None:
            name = clean_name(group)
            if plan._find(name) is None:
                plan = plan.add_group(name)
            target = plan.group(name)
        moving = [
            code for code in wanted
            if plan.assignment.get(code) != (target.name if target else None)
        ]  # fmt: skip
        if not moving:
            return plan
        leaving = set(moving)
        changed = [g for g in plan.groups if g is target or leaving.intersection(g.members)]
        for touched in changed:
            _refuse_if_locked(touched)
        return plan._with(
            replace(
                g,
                members=tuple(c for c in g.members if c not in leaving)
                + (tuple(moving) if g is target else ()),
            )
            for g in changed
        )

    # ------------------------------------------------------------------ groups

    def add_group(self, name: str, colour: str | None = None, avoid: Collection[str] = ()) -> Plan:
        """Return the plan with a new, empty group.

        Args:
            name: its name.
            colour: ``#RRGGBB``; chosen when left out.
            avoid: colours of groups that will be its neighbours on the map.

        Raises:
            PlanError: if the name is taken or cannot be one.
        """
        name = clean_name(name)
        self._refuse_if_taken(name)
        made = Group(
            name=name,
            letter=next_letter([g.letter for g in self.groups]),
            colour=clean_colour(colour)
            if colour
            else choose_colour((g.colour for g in self.groups), avoid),
        )
        return Plan((*self.groups, made))

    def remove_group(self, name: str) -> Plan:
        """Return the plan without the group; its practices are then in no group."""
        gone = self.group(name)
        _refuse_if_locked(gone)
        return Plan(tuple(g for g in self.groups if g is not gone))

    def rename(self, old: str, new: str) -> Plan:
        """Return the plan with a group called otherwise."""
        group = self.group(old)
        name = clean_name(new)
        if name_key(name) != name_key(group.name):
            self._refuse_if_taken(name)
        return self._with([replace(group, name=name)], instead_of=[group])

    def recolour(self, name: str, colour: str) -> Plan:
        """Return the plan with a group in another colour (``#RRGGBB``)."""
        return self._with([replace(self.group(name), colour=clean_colour(colour))])

    def lock(self, name: str) -> Plan:
        """Return the plan with a group that refuses practices in and out."""
        return self._with([replace(self.group(name), locked=True)])

    def unlock(self, name: str) -> Plan:
        """Return the plan with a group that takes practices again."""
        return self._with([replace(self.group(name), locked=False)])

    def combine(self, keep: str, gone: str) -> Plan:
        """Return the plan with the practices of ``gone`` in ``keep``, and ``gone`` no more."""
        kept, ended = self.group(keep), self.group(gone)
        if kept is ended:
            raise PlanError(f"“{kept.name}” cannot be combined with itself")
        for group in (kept, ended):
            _refuse_if_locked(group)
        joined = replace(kept, members=kept.members + ended.members)
        return Plan(tuple(joined if g is kept else g for g in self.groups if g is not ended))

    def split(self, name: str, codes: Iterable[str], new: str) -> Plan:
        """Return the plan with ``codes``, all members of ``name``, in a new group ``new``."""
        source = self.group(name)
        wanted = [clean_code(code) for code in codes]
        strangers = [code for code in wanted if code not in source.members]
        if strangers:
            raise PlanError(f"{', '.join(strangers)} is not in “{source.name}”")
        return self.add_group(new).move_many(wanted, new)

    def clear(self) -> Plan:
        """Return the plan without any group that is not locked."""
        return Plan(tuple(g for g in self.groups if g.locked))

    # ------------------------------------------------------------------ inside

    def _with(self, changed: Iterable[Group], instead_of: Iterable[Group] | None = None) -> Plan:
        """Return the plan with groups replaced, by name or one for one by ``instead_of``."""
        fresh = list(changed)
        old = [group.name for group in instead_of] if instead_of else [g.name for g in fresh]
        by_old_name = dict(zip(old, fresh, strict=True))
        return Plan(tuple(by_old_name.get(g.name, g) for g in self.groups))

    def _refuse_if_taken(self, name: str) -> None:
        taken = self._find(name)
        if taken:
            raise PlanError(f"There is already a group called “{taken.name}”")


def _refuse_if_locked(group: Group) -> None:
    if group.locked:
        raise PlanError(f"“{group.name}” is locked: unlock it first")
