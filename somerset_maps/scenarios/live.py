"""Plans in hand: one object a plan for the whole process, whoever has it open.

Every window of every browser works on the same :class:`LivePlan`. A change is applied, written to
the journal, flushed to disk, and only then shown and acknowledged; when it cannot be written,
nothing has happened and the browser keeps it in its outbox.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from somerset_maps.errors import PlanError, WorkspaceError
from somerset_maps.plan import Plan
from somerset_maps.scenarios.actions import Action, Entry, free_name
from somerset_maps.scenarios.live_plan import LivePlan
from somerset_maps.scenarios.marks import Marks
from somerset_maps.scenarios.outbox import in_order, read_outbox
from somerset_maps.scenarios.sentences import clean_plan_name, settings_changed
from somerset_maps.scenarios.state import Outcome, Panel, PlanState, Practices, Sender
from somerset_maps.settings import Settings

if TYPE_CHECKING:
    from somerset_maps.scenarios.store import Standing, Store


class LivePlans:
    """All plans in hand of this process; safe to call from several threads.

    Args:
        store: where they are kept.
        practices: snapshot to the practices a plan of it can hold.
    """

    def __init__(self, store: Store, practices: Callable[[str], Practices]) -> None:
        self.store = store
        self._practices = practices
        self._plans: dict[str, LivePlan] = {}
        self._acks: dict[str, int] = {}
        # One lock for all plans: the store writes one change at a time anyway, and an outbox whose
        # entries go to two plans, or that two windows share, is then dealt with in its order.
        self._lock = threading.RLock()

    # ------------------------------------------------------------------ reading

    def get(self, plan_id: str) -> LivePlan:
        """Return the plan in hand.

        Raises:
            PlanError: if there is no plan with that id.
        """
        with self._lock:
            live = self._plans.get(plan_id)
            if live is None:
                stored = self.store.load(plan_id)
                live = LivePlan(self.store, stored, self._practices(stored.snapshot))
                self._plans[plan_id] = live
            return live

    def state(self, plan_id: str) -> PlanState:
        """Return the plan as it is now; see :meth:`get`."""
        return self.get(plan_id).state

    def acks(self, clients: Collection[str]) -> dict[str, int]:
        """Return the highest number dealt with, of each of these outboxes; 0 when there is none."""
        with self._lock:
            unknown = [client for client in clients if client not in self._acks]
            self._acks |= self.store.acks(unknown)
            return {client: self._acks[client] for client in clients}

    # ------------------------------------------------------------------ changes from a browser

    def submit(
        self,
        plan_id: str,
        entries: Sequence[object],
        seen_revision: int | None = None,
        session: str = "",
    ) -> Outcome:
        """Deal with the entries of a browser's outbox, each once, in the order of their numbers.

        A bad entry is refused with a notice and acknowledged, so that it does not come back. An
        entry for another plan than ``plan_id`` goes to its own plan.

        Args:
            plan_id: the plan on the screen.
            entries: the outbox as it came; at most 1,000 are taken at once, the others come again.
            seen_revision: the revision that was on the screen; an entry's own ``rev`` goes first.
            session: the browser window, so that its map and its board are not strangers.

        Raises:
            PlanError: if there is no plan ``plan_id``.
            WorkspaceError: if the journal could not be written; then nothing was acknowledged.
        """
        with self._lock:
            here = self.get(plan_id)
            read, notices = read_outbox(entries)
            opened: Panel | None = None
            for target, run in groupby(self._fresh(read), key=lambda entry: entry.plan_id):
                batch = list(run)
                try:
                    live = here if target == plan_id else self.get(target)
                except PlanError as error:
                    notices.append(str(error))
                    self._acknowledge(batch)
                    continue
                seen = seen_revision if live is here else None
                with self._forgetting(live):
                    done = live.apply_entries(batch, seen, session)
                notices.extend(done.notices)
                self._acks |= done.acks
                if done.opened is not None and live is here:
                    opened = done.opened
            acks = self.acks({entry.client for entry in read})
            return Outcome(here.state, tuple(dict.fromkeys(notices)), acks, opened)

    def _fresh(self, read: Sequence[Entry]) -> list[Entry]:
        """Return the entries that were not dealt with before, in the order they were made."""
        highest = self.acks({entry.client for entry in read})
        fresh: list[Entry] = []
        for entry in in_order(read):
            if entry.seq > highest[entry.client]:
                highest[entry.client] = entry.seq
                fresh.append(entry)
        return fresh

    def _acknowledge(self, entries: Sequence[Entry]) -> None:
        acks = {entry.client: entry.seq for entry in entries}
        self.store.acknowledge(acks)
        self._acks |= acks

    # ------------------------------------------------------------------ changes from a page

    def create(
        self,
        plan: Plan,
        snapshot: str,
        settings: Settings | None = None,
        name: str = "",
        browser_key: str = "",
        marks: Marks | None = None,
    ) -> str:
        """Keep a new plan and return its id.

        Args:
            plan: what it starts from.
            snapshot: the snapshot its practices belong to.
            settings: its assumptions; the defaults when left out.
            name: what it is saved under; left empty it is kept all the same. A name that is taken
                gets a number.
            browser_key: the browser that makes it, which remembers it as its last plan.
            marks: stances and notes it starts with.

        Raises:
            PlanError: if the plan names a practice that the snapshot does not have.
        """
        with self._lock:
            self._practices(snapshot).refuse_unknown(plan.assignment)
            shown = free_name(clean_plan_name(name), self._names()) if name else ""
            plan_id = self.store.create(
                shown, plan, snapshot, settings or Settings(), browser_key, marks
            )
            if browser_key:
                self.store.remember(browser_key, plan_id)
            return plan_id

    def apply(
        self,
        plan_id: str,
        action: Action,
        session: str = "",
        seen_revision: int | None = None,
    ) -> Outcome:
        """Do one action that a page asks for on this side: replace, clear, undo and so on.

        Args:
            plan_id: the plan.
            action: what to do.
            session: the browser window that asks.
            seen_revision: the revision that was on its screen; the present one when left out.

        Raises:
            PlanError: if it cannot be done; the plan is as it was.
            WorkspaceError: if the journal could not be written; the plan is as it was.
        """
        with self._lock:
            live = self.get(plan_id)
            with self._forgetting(live):
                notices = live.apply(action, Sender(session=session, seen=seen_revision))
            return Outcome(live.state, tuple(notices))

    def set_settings(self, plan_id: str, settings: Settings) -> PlanState:
        """Keep other assumptions with a plan; this is not undone by undo."""
        with self._lock:
            live = self.get(plan_id)
            if settings != live.state.settings:
                words = settings_changed(live.state.settings, settings)
                self._stand(live, "settings", replace(live.standing, settings=settings), words)
            return live.state

    def set_marks(self, plan_id: str, marks: Marks, sentence: str) -> PlanState:
        """Keep other marks (federations, the grid of functions) with a plan; undo leaves them."""
        with self._lock:
            live = self.get(plan_id)
            if marks == live.state.marks:
                return live.state
            return live.stand("marks", replace(live.standing, marks=marks), sentence)

    def rename(self, plan_id: str, name: str) -> PlanState:
        """Save a plan under a name.

        Raises:
            PlanError: if another plan has that name, or it cannot be one.
        """
        with self._lock:
            live = self.get(plan_id)
            shown = clean_plan_name(name)
            if shown.casefold() in {other.casefold() for other in self._names(but=plan_id)}:
                raise PlanError(f"There is already a plan called “{shown}”: choose another name")
            return self._stand(
                live, "named", replace(live.standing, name=shown), f"Saved as {shown}"
            )

    def duplicate(self, plan_id: str, name: str = "", browser_key: str = "") -> str:
        """Keep a copy of a plan, with its settings and without its history; return its id."""
        with self._lock:
            state = self.state(plan_id)
            shown = name or state.name or "Unnamed plan"
            return self.create(state.plan, state.snapshot, state.settings, shown, browser_key)

    def delete(self, plan_id: str) -> PlanState:
        """Take a plan out of the list; :meth:`bring_back` undoes it."""
        with self._lock:
            live = self.get(plan_id)
            return self._stand(
                live, "deleted", replace(live.standing, deleted=True), "Plan deleted"
            )

    def bring_back(self, plan_id: str) -> PlanState:
        """Put a deleted plan into the list again; when its name is taken it gets a number."""
        with self._lock:
            live = self.get(plan_id)
            name = live.state.name
            shown = free_name(name, self._names(but=plan_id)) if name else ""
            standing = replace(live.standing, deleted=False, name=shown)
            return self._stand(live, "brought back", standing, "Plan brought back")

    def _stand(self, live: LivePlan, kind: str, standing: Standing, sentence: str) -> PlanState:
        with self._forgetting(live):
            return live.stand(kind, standing, sentence)

    @contextmanager
    def _forgetting(self, live: LivePlan) -> Iterator[None]:
        """Read a plan anew from the store after it could not be written."""
        try:
            yield
        except WorkspaceError:
            self._plans.pop(live.plan_id, None)
            raise

    def _names(self, but: str = "") -> list[str]:
        return [card.name for card in self.store.plans() if card.plan_id != but]
