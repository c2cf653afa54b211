"""Suggest: the grouping that keeps every rule and is, provably, best by a chosen measure.

Set partitioning over enumerated groups: every connected group that keeps the rules is listed,
a linear relaxation bounds what any plan can reach, cuts sharpen the bound, and the few groups that
could still be in a better plan are searched to the end. ``proved`` is true only then.
"""

from somerset_maps.suggest.desk import Desk, Ticket
from somerset_maps.suggest.hints import Hint, hints
from somerset_maps.suggest.objectives import OBJECTIVES, Objective
from somerset_maps.suggest.reasons import Reason
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
from somerset_maps.suggest.running import RunningSuggestion
from somerset_maps.suggest.suggestion import Suggestion, suggest
from somerset_maps.suggest.taking import Transfer, named_after, transfers, whole, with_group
from somerset_maps.suggest.variations import Alternative, alternatives, repair
from somerset_maps.suggest.wishes import Wishes, left_alone, size_range

__all__ = [
    "OBJECTIVES", "Alternative", "AtLeastPractices", "Desk", "Hint", "InOnePiece", "KeptApart",
    "KeptTogether", "LargestShare", "LeftAlone", "LockedGroups", "LongestDrive", "NumberOfGroups",
    "Objective", "OtherRange", "Reason", "Rule", "RunningSuggestion", "SizeRange", "Suggestion",
    "Ticket", "Transfer", "Wishes", "WithinLocality", "alternatives", "hints", "left_alone",
    "named_after", "repair", "size_range", "suggest", "transfers", "whole", "with_group",
]  # fmt: skip
