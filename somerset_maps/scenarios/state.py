"""What a live plan knows of its snapshot, what everybody sees of it, and who asks for changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Self

from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.scenarios.marks import Marks
from somerset_maps.settings import Settings

if TYPE_CHECKING:
    from somerset_maps.county import County


@dataclass(frozen=True)
class Practices:
    """What a plan needs to know of a snapshot.

    Attributes:
        snapshot: its key, such as "2016".
        names: practice code to readable name, of every practice of the snapshot.
        neighbours: practice code to the practices that can be next to it in a group.
    """

    snapshot: str
    names: Mapping[str, str]
    neighbours: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, county: County) -> Self:
        """Take them from a county."""
        return cls(
            snapshot=str(county.snapshot),
            names={str(code): str(name) for code, name in county.practices["name"].items()},
            neighbours={
                str(code): frozenset(map(str, county.adjacency.neighbors(code)))
                for code in county.adjacency.nodes
            },
        )

    def refuse_unknown(self, codes: Collection[str]) -> None:
        """Raise PlanError if one of ``codes`` is not a practice of the snapshot."""
        unknown = [code for code in codes if code not in self.names]
        if unknown:
            are = "is not a practice" if len(unknown) == 1 else "are not practices"
            shown = ", ".join(unknown[:5]) + (" and more" if len(unknown) > 5 else "")
            raise PlanError(f"{shown} {are} of the {self.snapshot} snapshot")


@dataclass(frozen=True)
class PlanState:
    """A plan as everybody who has it open should see it.

    Attributes:
        revision: grows by one with every change; compare it to know whether to draw again.
        name: empty while it was not saved under a name.
        plan: the groups now.
        before: the groups before the last change, to show what it changed.
        changed: names of the groups that the last change touched.
        sentence: what the last change did, in plain words; empty before the first.
        private: whether ``sentence`` tells what one practice said or a note on it.
        saved: when it was last written to disk (UTC).
        marks: stances and notes of the practices.
    """

    plan_id: str
    name: str
    snapshot: str
    settings: Settings
    plan: Plan
    before: Plan
    revision: int
    can_undo: bool
    can_redo: bool
    changed: tuple[str, ...]
    sentence: str
    saved: datetime
    deleted: bool
    marks: Marks
    private: bool = False


@dataclass(frozen=True)
class Sender:
    """Who asks for a change, and what they had on the screen."""

    client: str = ""
    seq: int = 0
    session: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class Panel:
    """What a browser asked to see beside the plan: one practice, one group, or nothing."""

    practice: str = ""
    group: str = ""


@dataclass(frozen=True)
class Done:
    """What came of a batch of entries: notices, numbers dealt with, and the panel to show."""

    notices: tuple[str, ...]
    acks: Mapping[str, int]
    opened: Panel | None


@dataclass(frozen=True)
class Outcome:
    """What came of the entries a browser sent.

    Attributes:
        state: the plan after them.
        notices: what was refused, and what another window had changed meanwhile; to show and speak.
        acks: the highest number dealt with, of each outbox that sent an entry.
        opened: the panel that should be shown; an empty one closes it; None: as it was.
    """

    state: PlanState
    notices: tuple[str, ...] = ()
    acks: Mapping[str, int] = field(default_factory=dict)
    opened: Panel | None = None
