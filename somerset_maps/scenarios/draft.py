"""Changes of one batch that are not yet on disk, on top of the plan as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from somerset_maps.plan import Plan
from somerset_maps.scenarios.changes import Change, moved_practices, renamed_groups
from somerset_maps.scenarios.state import Sender
from somerset_maps.scenarios.store import Standing, Step

#: Kinds of change that say something about one practice alone.
PRIVATE_KINDS = frozenset({"stance", "note"})


@dataclass
class Draft:
    """A batch in the making.

    Attributes:
        standing: everything beside the groups, after the batch so far.
        last: the newest step; its plan is the plan after the batch so far.
        before: the plan before the newest change.
        sentence: what the newest change did.
        private: whether that is for the table only, not for the wall: a stance or a note.
        earlier: changes that are on disk already, oldest first.
        steps: the steps to keep.
        changes: what each of them changed.
    """

    standing: Standing
    last: Step
    before: Plan
    sentence: str
    private: bool = False
    earlier: tuple[Change, ...] = ()
    steps: list[Step] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(
        self, sender: Sender, kind: str, action: str, sentence: str, after: Plan, parent: int | None
    ) -> None:
        """Add one step that leads to the plan ``after``; undo of it goes to ``parent``."""
        before = self.last.plan
        step = Step(
            position=self.last.position + 1, kind=kind, action=action, sentence=sentence,
            plan=after, parent=parent, client=sender.client, seq=sender.seq, at=datetime.now(UTC),
        )  # fmt: skip
        self.steps.append(step)
        self.changes.append(
            Change(
                revision=step.position,
                client=sender.client,
                session=sender.session,
                sentence=sentence,
                moved=moved_practices(before, after),
                renamed=renamed_groups(before, after),
            )
        )
        self.before, self.last, self.sentence = before, step, sentence
        self.private = kind in PRIVATE_KINDS

    def unseen(self, sender: Sender) -> list[Change]:
        """Return changes by others that the sender did not have on the screen, oldest first."""
        return [c for c in self._since(sender) if not c.made_by(sender.client, sender.session)]

    def unshown(self, sender: Sender) -> list[Change]:
        """Return the sender's own changes whose outcome it did not have on the screen yet."""
        return [c for c in self._since(sender) if c.made_by(sender.client, sender.session)]

    def _since(self, sender: Sender) -> list[Change]:
        if sender.seen is None:
            return []
        return [c for c in (*self.earlier, *self.changes) if c.revision > sender.seen]
