"""What people say of a plan beside its groups: stances, notes, federations, who does what.

Marks are not undone by undo: a practice that has agreed has agreed, until somebody says otherwise.
Only a confirmed move takes the stance of a practice that leaves the group it agreed to; undo of
that move gives it back. Every change of marks is in the journal, with who said it and when.
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
#: Functions and levels of the grid in which a room writes who should do what.
FUNCTIONS: Final = (
    "Core primary care",
    "Intermediate care and shared services",
    "New models with other providers",
    "Commissioning",
)
LEVELS: Final = ("Practice", "Primary Care Home", "Federation", "County")
LONGEST_CELL: Final = 300
MOST_FEDERATIONS: Final = 20


@dataclass(frozen=True)
class Stance:
    """What one practice says: one of :data:`STANCES`, who told it, and on which day (ISO)."""

    stance: str
    by: str
    on: str


@dataclass(frozen=True)
class Marks:
    """What people say of one plan; a practice without a stance was not asked.

    Attributes:
        stances: practice code to what it says.
        notes: practice code to a note.
        federations: name of a group of groups to the letters of its groups; a letter stays with
            its group whatever the group is called.
        grid: (function, level) to what the room wrote there.

    >>> marks = Marks().with_stance(["L85002"], "agreed", "the facilitator", "2016-03-01")
    >>> marks.stance_of("L85002"), marks.stance_of("L85011")
    ('agreed', 'not asked')
    """

    stances: Mapping[str, Stance] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    federations: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    grid: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))

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

    def with_federation(self, name: str, letters: Collection[str]) -> Self:
        """Return the marks with a group of groups; without letters it is taken away.

        A group is in one federation at most: it leaves the one it was in.

        Raises:
            PlanError: if the name is empty or there are too many.
        """
        shown = " ".join(name.split())[:LONGEST_BY]
        if not shown:
            raise PlanError("A federation needs a name")
        others = {
            other: tuple(letter for letter in held if letter not in letters)
            for other, held in self.federations.items()
            if other != shown
        }
        kept = {other: held for other, held in others.items() if held}
        if letters:
            kept[shown] = tuple(letters)
        if len(kept) > MOST_FEDERATIONS:
            raise PlanError(f"A plan can have {MOST_FEDERATIONS} federations")
        return replace(self, federations=kept)

    def with_grid(self, cells: Mapping[tuple[str, str], str]) -> Self:
        """Return the marks with what the room wrote; unknown cells are refused, long ones cut.

        Raises:
            PlanError: if a cell is of no known function and level.
        """
        unknown = [cell for cell in cells if cell[0] not in FUNCTIONS or cell[1] not in LEVELS]
        if unknown:
            raise PlanError(f"“{' / '.join(unknown[0])}” is not a cell of the grid")
        texts = {cell: " ".join(text.split())[:LONGEST_CELL] for cell, text in cells.items()}
        return replace(self, grid={cell: text for cell, text in texts.items() if text})

    def of_practices(self, codes: Collection[str]) -> Self:
        """Return the marks of ``codes`` only."""
        return replace(
            self,
            stances={code: said for code, said in self.stances.items() if code in codes},
            notes={code: note for code, note in self.notes.items() if code in codes},
        )

    def to_json(self) -> str:
        """Return the marks as JSON text that :meth:`from_json` reads back exactly."""
        written = {
            "stances": {c: [s.stance, s.by, s.on] for c, s in self.stances.items()},
            "notes": dict(self.notes),
            "federations": {name: list(held) for name, held in self.federations.items()},
            "grid": [[*cell, text] for cell, text in self.grid.items()],
        }
        return json.dumps(written, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what :meth:`to_json` wrote."""
        read = json.loads(text)
        stances = {code: Stance(*said) for code, said in read.get("stances", {}).items()}
        return cls(
            stances=stances,
            notes=dict(read.get("notes", {})),
            federations={name: tuple(held) for name, held in read.get("federations", {}).items()},
            grid={(function, level): text for function, level, text in read.get("grid", [])},
        )
