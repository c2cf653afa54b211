"""Rules of a suggestion: small named objects that explain themselves in one sentence."""

from somerset_maps.suggest.rules.agreed import KeptApart, KeptTogether, LeftAlone, LockedGroups
from somerset_maps.suggest.rules.members import AtLeastPractices, LargestShare, NumberOfGroups
from somerset_maps.suggest.rules.place import InOnePiece, LongestDrive, WithinLocality
from somerset_maps.suggest.rules.rule import Rule
from somerset_maps.suggest.rules.size import OtherRange, SizeRange

__all__ = [
    "AtLeastPractices", "InOnePiece", "KeptApart", "KeptTogether", "LargestShare", "LeftAlone",
    "LockedGroups", "LongestDrive", "NumberOfGroups", "OtherRange", "Rule", "SizeRange",
    "WithinLocality",
]  # fmt: skip
