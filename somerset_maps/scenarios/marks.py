"""What people say of a plan beside its groups: each practice's stance, and notes.

Marks are not undone by undo: a practice that has agreed has agreed, until somebody says otherwise.
Every change of them is in the journal, with who said it and when.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Self

from somerset_maps.errors import PlanError

#: What a practice can say to being in its group; the last one is what every practice starts with.
STANCES: Final = ("agreed", "open", "not yet", "no", "not asked")
NOT_ASKED: Final = "not asked"
LONGEST_NOTE: Final = 1_000
LONGEST_BY: Final = 60


@dataclass(frozen=True)
class Stance:
    """What one practice says: one of :data:`STANCES`, who told it, and on which day (ISO)."""

    stance: str
    by: str
    on: str


@dataclass(frozen=True)
class Marks:
    """Stances and notes of one plan, by practice code; a practice without a stance was not asked.

    >>> marks = Marks().with_stance(["L85002"], "agreed", "the facilitator", "2016-03-01")
    >>> marks.stance_of("L85002"), marks.stance_of("L85011")
    ('agreed', 'not asked')
    """

    stances: Mapping[str, Stance] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def stance_of(self, code: str) -> str:
        """Return what a practice says."""
        found = self.stances.get(code)
        return found.stance if found else NOT_ASKED

    def agreed(self, codes: Collection[str]) -> list[str]:
        """Return those of ``codes`` that have agreed."""
        return [code for code in codes if self.stance_of(code) == "agreed"]

    def counts(self) -> dict[str, int]:
        """Return how many practices say what; those not asked are not counted."""
        said = [stance.stance for stance in self.stances.values()]
        return {stance: said.count(stance) for stance in STANCES[:-1]}

    def with_stance(self, codes: Collection[str], stance: str, by: str, on: str) -> Self:
        """Return the marks with ``codes`` saying ``stance``.

        Raises:
            PlanError: if it is none of :data:`STANCES`.
        """
        if stance not in STANCES:
            raise PlanError(f"“{stance[:20]}” is none of {', '.join(STANCES)}")
        kept = {code: said for code, said in self.stances.items() if code not in codes}
        if stance != NOT_ASKED:
            kept |= dict.fromkeys(codes, Stance(stance, by, on))
        return replace(self, stances=kept)

    def with_note(self, code: str, text: str) -> Self:
        """Return the marks with a note on a practice; an empty text takes it away."""
        kept = {other: note for other, note in self.notes.items() if other != code}
        return replace(self, notes=kept | ({code: text} if text else {}))

    def of_practices(self, codes: Collection[str]) -> Self:
        """Return the marks of ``codes`` only."""
        return replace(
            self,
            stances={code: said for code, said in self.stances.items() if code in codes},
            notes={code: note for code, note in self.notes.items() if code in codes},
        )

    def to_json(self) -> str:
        """Return the marks as JSON text that :meth:`from_json` reads back exactly."""
        stances = {c: [s.stance, s.by, s.on] for c, s in self.stances.items()}
        return json.dumps({"stances": stances, "notes": dict(self.notes)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what :meth:`to_json` wrote."""
        read = json.loads(text)
        stances = {code: Stance(*said) for code, said in read.get("stances", {}).items()}
        return cls(stances=stances, notes=dict(read.get("notes", {})))
