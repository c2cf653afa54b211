"""The terms of a suggestion: rules and aims, before anything is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from somerset_maps.errors import PlanError
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.objectives import MOVED, OBJECTIVES
from somerset_maps.suggest.rules import (
    KeptApart,
    KeptTogether,
    LeftAlone,
    LockedGroups,
    NumberOfGroups,
    Rule,
    SizeRange,
)

Groups = tuple[tuple[str, ...], ...]
R = TypeVar("R", bound=Rule)

#: Kinds of rule of which several may stand side by side.
_SEVERAL = (KeptTogether, KeptApart, LeftAlone)


@dataclass(frozen=True)
class Otherwise:
    """A plan from which a suggestion must differ.

    Attributes:
        groups: the plan's groups.
        share: of the patients, 0 to 1, that must be placed otherwise.
    """

    groups: Groups
    share: float


@dataclass(frozen=True)
class Terms:
    """Everything that decides what is suggested.

    Attributes:
        rules: what every plan must keep.
        weights: objective key to weight.
        moved_from: groups of the plan from which few patients should move.
        otherwise: plans from which the suggestion must differ.
        most_moved: how many patients may move at most, if that is limited.
    """

    rules: tuple[Rule, ...]
    weights: tuple[tuple[str, float], ...]
    moved_from: Groups = ()
    otherwise: tuple[Otherwise, ...] = ()
    most_moved: float | None = None

    def __post_init__(self) -> None:
        kinds = [type(rule) for rule in self.rules if not isinstance(rule, _SEVERAL)]
        twice = {kind.__name__ for kind in kinds if kinds.count(kind) > 1}
        if twice:
            raise PlanError(f"There are two rules of one kind: {', '.join(sorted(twice))}")
        if SizeRange not in kinds:
            raise PlanError("A suggestion needs a size range")
        for key, _ in self.weights:
            if OBJECTIVES[key].needs_number and self.number.exact is None:
                raise PlanError(
                    f"“{OBJECTIVES[key].title}” rewards large groups: choose the number of groups"
                )

    def one(self, kind: type[R]) -> R | None:
        """Return the rule of a kind, or None."""
        return next((rule for rule in self.rules if isinstance(rule, kind)), None)

    @cached_property
    def size(self) -> SizeRange:
        """The size range."""
        size = self.one(SizeRange)
        assert size is not None, "terms without a size range cannot be made"
        return size

    @cached_property
    def number(self) -> NumberOfGroups:
        """How many groups there may be."""
        return self.one(NumberOfGroups) or NumberOfGroups()

    @cached_property
    def locked(self) -> Groups:
        """Members of the locked groups."""
        rule = self.one(LockedGroups)
        return tuple(codes for _, codes in rule.groups) if rule else ()

    @cached_property
    def left_alone(self) -> frozenset[str]:
        """Practices in no group."""
        return frozenset(
            code for rule in self.rules if isinstance(rule, LeftAlone) for code in rule.practices
        )

    @property
    def counts_moves(self) -> bool:
        """Whether it matters who moves from a given plan."""
        return self.most_moved is not None or any(key == MOVED for key, _ in self.weights)

    def instead(self, rule: Rule, weaker: Rule | None) -> Terms:
        """Return the terms with one rule replaced, or left out."""
        rules = (weaker if one is rule else one for one in self.rules)
        return replace(self, rules=tuple(one for one in rules if one is not None))

    def sentences(self, ground: Ground) -> tuple[str, ...]:
        """Return every rule as a sentence."""
        return tuple(rule.sentence(ground) for rule in self.rules)
