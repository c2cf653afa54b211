"""What a room wants of a suggestion, apart from the plan it has made: choices that become rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from somerset_maps.county import County
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.rules import (
    AtLeastPractices,
    InOnePiece,
    KeptApart,
    KeptTogether,
    LargestShare,
    LeftAlone,
    LockedGroups,
    LongestDrive,
    NumberOfGroups,
    OtherRange,
    Rule,
    SizeRange,
    WithinLocality,
)

Pair = tuple[str, str]
Localities = Literal["off", "soft", "hard"]
#: What a practice says that keeps a suggestion's hands off it.
UNWILLING = ("no", "not yet")


@dataclass(frozen=True)
class Wishes:
    """Choices for a search; the size range, locked groups and stances come with the plan.

    Attributes:
        longest_drive: minutes between two practices of a group; that of the settings if left out.
        soft_range: whether groups may lie outside the size range where it cannot be helped.
        in_one_piece: whether every group is in one piece on the map.
        number: how many groups; free if left out.
        leave_alone: whether practices that say no or not yet are left in no group.
        together, apart: pairs of practices.
        localities: whether groups stay within one locality.
        largest_share: most of a group's patients that one practice may have, 0 to 1.
        at_least: practices in every group.
        weights: objective key to weight.
        instead: kind of rule to the rule tried in its place, None to leave it out.
    """

    longest_drive: float | None = None
    soft_range: bool = False
    in_one_piece: bool = True
    number: NumberOfGroups | None = None
    leave_alone: bool = True
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    localities: Localities = "off"
    largest_share: float = 1.0
    at_least: int = 1
    weights: tuple[tuple[str, float], ...] = (("travel", 1.0),)
    instead: tuple[tuple[type[Rule], Rule | None], ...] = ()

    def trying(self, rule: Rule, weaker: Rule | None) -> Wishes:
        """Return the wishes with one rule replaced by a weaker one, or left out."""
        kept = tuple(pair for pair in self.instead if pair[0] is not type(rule))
        return replace(self, instead=(*kept, (type(rule), weaker)))

    def arguments(
        self, county: County, plan: Plan, settings: Settings, stances: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the arguments of a search that the wishes stand for.

        Args:
            county: the snapshot.
            plan: the plan in hand, whose locked groups stay.
            settings: its assumptions.
            stances: practice code to what it says.

        Returns:
            Keyword arguments of :func:`somerset_maps.suggest.suggest`, the county left out.
        """
        tried = dict(self.instead)
        if LockedGroups in tried:
            kept = tried[LockedGroups]
            names = [name for name, _ in kept.groups] if isinstance(kept, LockedGroups) else []
            for group in plan.groups:
                if group.locked and group.name not in names:
                    plan = plan.unlock(group.name)
        rules = [tried.get(type(rule), rule) for rule in self._rules(county, plan, settings)]
        rules += [self._left_alone(county, plan, stances)]
        number = tried.get(NumberOfGroups, self.number)
        return {
            "settings": settings,
            "locks": plan,
            "objective": dict(self.weights),
            "groups": number,
            "rules": tuple(rule for rule in rules if rule is not None),
            "compared_with": plan,
        }

    def _rules(self, county: County, plan: Plan, settings: Settings) -> Iterable[Rule]:
        yield replace(size_range(county, plan, settings), soft=self.soft_range)
        yield LongestDrive(self.longest_drive or settings.spread_minutes)
        yield InOnePiece(self.in_one_piece)
        if self.localities != "off":
            yield WithinLocality(soft=self.localities == "soft")
        if self.largest_share < 1:
            yield LargestShare(self.largest_share)
        if self.at_least > 1:
            yield AtLeastPractices(self.at_least)
        if self.together:
            yield KeptTogether(self.together)
        if self.apart:
            yield KeptApart(self.apart)

    def _left_alone(self, county: County, plan: Plan, stances: Mapping[str, str]) -> Rule | None:
        if not self.leave_alone:
            return None
        codes = left_alone(county, plan, stances)
        return LeftAlone(codes) if codes else None


def left_alone(county: County, plan: Plan, stances: Mapping[str, str]) -> tuple[str, ...]:
    """Return the practices that say no or not yet, those of locked groups left out."""
    locked = {code for group in plan.groups if group.locked for code in group.members}
    return tuple(
        str(code)
        for code in county.practices.index
        if stances.get(str(code)) in UNWILLING and code not in locked
    )


def size_range(county: County, plan: Plan, settings: Settings) -> SizeRange:
    """Return the size range of the settings with the ranges of single groups and localities.

    A group's own range goes with its largest practice: the group that has this practice is the one
    that goes on from it.
    """
    lists = county.practices["list_size"]
    groups = {group.letter: group for group in plan.groups}
    others: list[OtherRange] = []
    for own in settings.own_ranges:
        low, high = own.band
        if own.kind == "locality":
            others.append(OtherRange(low, high, locality=own.key))
        elif own.key in groups and groups[own.key].members:
            largest = max(groups[own.key].members, key=lambda code: (lists[code], code))
            others.append(OtherRange(low, high, practices=(largest,)))
    return SizeRange(*settings.band, others=tuple(others))
