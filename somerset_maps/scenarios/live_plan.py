"""One plan in hand: its state, its undo and redo, and what other windows changed meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan
from somerset_maps.scenarios.actions import (
    Action,
    AvoidColours,
    Entry,
    apply_action,
    parse_action,
)
from somerset_maps.scenarios.changes import Change, changed_groups, colours_beside, leavers
from somerset_maps.scenarios.draft import PRIVATE_KINDS, Draft
from somerset_maps.scenarios.meanwhile import follow_names, practices_of, told
from somerset_maps.scenarios.released import released_by, restored, with_released, without_stance
from somerset_maps.scenarios.sentences import (
    agreed_again,
    agreed_to_stay,
    describe,
    done_again,
    undone,
)
from somerset_maps.scenarios.state import Done, Panel, PlanState, Practices, Sender
from somerset_maps.scenarios.store import Standing, Step

if TYPE_CHECKING:
    from somerset_maps.scenarios.store import Store, StoredPlan

_CHANGES_KEPT = 500
_STEPS_KEPT = 500


class LivePlan:
    """One plan in hand. Only :class:`somerset_maps.scenarios.live.LivePlans` changes it."""

    def __init__(self, store: Store, stored: StoredPlan, practices: Practices) -> None:
        self.plan_id = stored.plan_id
        self.snapshot = stored.snapshot
        self._store = store
        self._practices = practices
        self._known = {step.position: step for step in (stored.last, stored.head)}
        self._changes: deque[Change] = deque(maxlen=_CHANGES_KEPT)
        self.standing = stored.standing
        self._last = stored.last
        before = stored.before.plan if stored.before else stored.last.plan
        last = stored.last
        self.state = self._state(before, last.sentence, last.kind in PRIVATE_KINDS)

    @property
    def revision(self) -> int:
        """The revision now; cheap to ask for often."""
        return self.state.revision

    # ------------------------------------------------------------------ changes

    def apply_entries(self, entries: Sequence[Entry], seen: int | None, session: str) -> Done:
        """Deal with entries that nobody dealt with before, and keep all of it in one commit."""
        draft = self._draft()
        notices: list[str] = []
        opened: Panel | None = None
        journalled = False
        for entry in entries:
            sender = Sender(
                entry.client, entry.seq, session, seen if entry.seen is None else entry.seen
            )
            try:
                action = parse_action(entry.fields)
                if action.kind in ("open", "close"):
                    self._practices.refuse_unknown(action.codes)
                    opened = Panel("".join(action.codes), action.group)
                    continue
                journalled = True
                notices.extend(self._take(draft, action, sender))
            except PlanError as error:
                journalled = True
                notices.append(f"{error}.".replace("..", "."))
        acks = {entry.client: entry.seq for entry in entries}
        if journalled:
            self._store.commit(self.plan_id, draft.steps, draft.standing, acks)
        self._adopt(draft)
        return Done(tuple(notices), acks, opened)

    def apply(self, action: Action, sender: Sender) -> list[str]:
        """Do one action and keep it; return what to say about other windows.

        Raises:
            PlanError: if it cannot be done.
        """
        draft = self._draft()
        notices = self._take(draft, action, sender)
        self._store.commit(self.plan_id, draft.steps, draft.standing, {})
        self._adopt(draft)
        return notices

    def stand(self, kind: str, standing: Standing, sentence: str) -> PlanState:
        """Keep another standing (name, settings, deleted) with the plan."""
        draft = self._draft()
        draft.standing = standing
        action = standing.marks.to_json() if kind == "marks" else "{}"
        draft.add(Sender(), kind, action, sentence, draft.last.plan, parent=None)
        if kind != "settings":
            # Saving under a name should not wipe from the screen what the last move did.
            draft.before, draft.sentence = self.state.before, self.state.sentence
            draft.private = self.state.private
        self._store.commit(self.plan_id, draft.steps, draft.standing, {})
        self._adopt(draft)
        return self.state

    # ------------------------------------------------------------------ inside

    def _take(self, draft: Draft, action: Action, sender: Sender) -> list[str]:
        """Add one action to the draft; return what to say about other windows."""
        if action.kind == "undo":
            self._undo(draft, sender)
            return []
        if action.kind == "redo":
            self._redo(draft, sender)
            return []
        self._practices.refuse_unknown(action.codes)
        if action.kind in ("stance", "note"):
            self._mark(draft, action, sender)
            return []
        if action.plan is not None:
            self._practices.refuse_unknown(action.plan.assignment)
        before = draft.last.plan
        unseen = draft.unseen(sender)
        followed, notices = follow_names(action, before, unseen, draft.unshown(sender))
        after = apply_action(before, followed, self._colours_to_avoid(before))
        notices += told(practices_of(followed, before), unseen, after, self._practices.names)
        if draft.standing.deleted:
            notices.append(
                "This plan was deleted in another window: the change is kept for when it is "
                "brought back."
            )
        if after == before:
            return notices
        leaving = leavers(before, after, draft.standing.marks)
        if leaving and not action.confirmed:
            raise PlanError(agreed_to_stay(leaving, before, self._practices.names))
        if action.kind == "start" and after.groups[-1].name != action.name:
            notices.append(
                f"There is already a group called {action.name}: the new one is called "
                f"{after.groups[-1].name}."
            )
        sentence = describe(before, after, followed, self._practices.names)
        parent = draft.standing.head
        marks = draft.standing.marks
        written = with_released(followed.to_json(), marks, leaving)
        draft.add(sender, action.kind, written, sentence, after, parent)
        if action.kind == "start":
            draft.changes[-1] = replace(
                draft.changes[-1], asked_name=action.name, given_name=after.groups[-1].name
            )
        draft.standing = replace(
            draft.standing,
            head=draft.last.position,
            redo=(),
            marks=without_stance(marks, leaving),
        )
        return notices

    def _mark(self, draft: Draft, action: Action, sender: Sender) -> None:
        """Add a stance or a note to the draft: it changes no group, and undo leaves it alone."""
        marks = draft.standing.marks
        if action.kind == "stance":
            today = datetime.now(UTC).date().isoformat()
            marks = marks.with_stance(action.codes, action.stance, action.by, today)
        else:
            marks = marks.with_note(action.codes[0], action.text)
        if marks == draft.standing.marks:
            return
        sentence = describe(draft.last.plan, draft.last.plan, action, self._practices.names)
        draft.standing = replace(draft.standing, marks=marks)
        plan = draft.last.plan
        draft.add(sender, action.kind, action.to_json(), sentence, plan, parent=None)

    def _undo(self, draft: Draft, sender: Sender) -> None:
        head = self._step(draft, draft.standing.head)
        if head.parent is None:
            raise PlanError("There is nothing to undo")
        other = next((c for c in draft.unseen(sender) if c.revision == head.position), None)
        if other:
            raise PlanError(
                f"Nothing was undone, because another window changed the plan meanwhile "
                f"({other.sentence}): undo again to take that back"
            )
        target = self._step(draft, head.parent)
        self._refuse_to_move_agreed(draft, target.plan)
        marks, again = restored(draft.standing.marks, released_by(head.action))
        sentence = undone(head.sentence) + agreed_again(again, self._practices.names)
        draft.add(sender, "undo", with_released("{}", marks, again), sentence, target.plan, None)
        redo = (*draft.standing.redo, head.position)
        draft.standing = replace(draft.standing, head=target.position, redo=redo, marks=marks)

    def _redo(self, draft: Draft, sender: Sender) -> None:
        if not draft.standing.redo:
            raise PlanError("There is nothing to do again")
        *rest, position = draft.standing.redo
        target = self._step(draft, position)
        # Whoever confirmed the move that is done again need not confirm it once more.
        confirmed = released_by(target.action)
        self._refuse_to_move_agreed(draft, target.plan, confirmed)
        marks = draft.standing.marks
        leaving = marks.agreed(list(confirmed))
        action = with_released("{}", marks, leaving)
        draft.add(sender, "redo", action, done_again(target.sentence), target.plan, None)
        draft.standing = replace(
            draft.standing, head=position, redo=tuple(rest), marks=without_stance(marks, leaving)
        )

    def _refuse_to_move_agreed(
        self, draft: Draft, target: Plan, confirmed: Collection[str] = ()
    ) -> None:
        """Raise PlanError if undo or redo would take an agreed practice out of its group."""
        leaving = leavers(draft.last.plan, target, draft.standing.marks)
        if set(leaving) - set(confirmed):
            raise PlanError(agreed_to_stay(leaving, draft.last.plan, self._practices.names))

    def _draft(self) -> Draft:
        state = self.state
        now = (state.before, state.sentence, state.private)
        return Draft(self.standing, self._last, *now, earlier=tuple(self._changes))

    def _adopt(self, draft: Draft) -> None:
        """Show what is on disk now."""
        if not draft.steps:
            return
        self._known |= {step.position: step for step in draft.steps}
        if len(self._known) > _STEPS_KEPT:
            kept = sorted(self._known)[-_STEPS_KEPT // 2 :]
            self._known = {position: self._known[position] for position in kept}
        self._changes.extend(draft.changes)
        self.standing, self._last = draft.standing, draft.last
        self.state = self._state(draft.before, draft.sentence, draft.private)

    def _state(self, before: Plan, sentence: str, private: bool) -> PlanState:
        last, standing = self._last, self.standing
        if standing.head not in self._known:
            self._known[standing.head] = self._store.step(self.plan_id, standing.head)
        return PlanState(
            plan_id=self.plan_id, name=standing.name, snapshot=self.snapshot,
            settings=standing.settings, plan=last.plan, before=before, revision=last.position,
            can_undo=self._known[standing.head].parent is not None,
            can_redo=bool(standing.redo), changed=changed_groups(before, last.plan),
            sentence=sentence, saved=last.at, deleted=standing.deleted,
            marks=standing.marks, private=private,
        )  # fmt: skip

    def _step(self, draft: Draft, position: int) -> Step:
        for step in draft.steps:
            if step.position == position:
                return step
        if position not in self._known:
            self._known[position] = self._store.step(self.plan_id, position)
        return self._known[position]

    def _colours_to_avoid(self, plan: Plan) -> AvoidColours:
        return lambda codes: colours_beside(plan, codes, self._practices.neighbours)
