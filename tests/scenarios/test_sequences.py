"""Whatever people do, in whatever order: no practice is lost or doubled, and undo is exact."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from mendip import NAMES, PRACTICES, START, entry

from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, Workspace

GROUPS = st.sampled_from(["Wells", "Street", "Frome", "Mendip “Süd”, \t,x", "'; DROP TABLE plans"])
CODES = st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4)


class Editing(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        self.workspace = Workspace.open(Path(self.folder.name) / "workspace.duckdb")
        self.plans = LivePlans(self.workspace, lambda snapshot: PRACTICES)
        self.plan_id = self.plans.create(START, "2016")
        self.sent: list[dict] = []
        self.past: list[Plan] = [START]
        self.future: list[Plan] = []

    def send(self, kind: str, **fields: object) -> Plan:
        self.sent.append(entry(self.plan_id, len(self.sent) + 1, kind, **fields))
        return self.plans.submit(self.plan_id, self.sent[-3:], 10**6).state.plan

    def change(self, kind: str, **fields: object) -> None:
        after = self.send(kind, **fields)
        if after != self.past[-1]:
            self.past.append(after)
            self.future = []

    @rule(codes=CODES, to=st.none() | GROUPS)
    def move(self, codes: list[str], to: str | None) -> None:
        self.change("move", codes=codes, to=to)

    @rule(codes=CODES, name=GROUPS)
    def begin(self, codes: list[str], name: str) -> None:
        self.change("start", codes=codes, name=name)

    @rule(group=GROUPS, other=GROUPS)
    def combine(self, group: str, other: str) -> None:
        self.change("combine", group=group, into=other)

    @rule(group=GROUPS, name=GROUPS)
    def rename(self, group: str, name: str) -> None:
        self.change("rename", group=group, name=name)

    @rule(kind=st.sampled_from(["lock", "unlock", "remove_group"]), group=GROUPS)
    def about_a_group(self, kind: str, group: str) -> None:
        self.change(kind, group=group)

    @rule()
    def undo(self) -> None:
        after = self.send("undo")
        if len(self.past) > 1:
            self.future.append(self.past.pop())
        assert after == self.past[-1]

    @rule()
    def redo(self) -> None:
        after = self.send("redo")
        if self.future:
            self.past.append(self.future.pop())
        assert after == self.past[-1]

    @rule()
    def send_everything_again(self) -> None:
        before = self.plans.state(self.plan_id)
        assert self.plans.submit(self.plan_id, self.sent, 10**6).state == before

    @rule()
    def restart(self) -> None:
        before = self.plans.state(self.plan_id)
        self.workspace.close()
        self.workspace = Workspace.open(self.workspace.path)
        self.plans = LivePlans(self.workspace, lambda snapshot: PRACTICES)
        assert self.plans.state(self.plan_id) == before

    @invariant()
    def no_practice_is_lost_or_doubled(self) -> None:
        plan = self.plans.state(self.plan_id).plan
        members = [code for group in plan.groups for code in group.members]
        assert len(members) == len(set(members))
        assert set(members) <= set(NAMES)
        assert len({group.letter for group in plan.groups}) == len(plan.groups)
        assert len({group.name.casefold() for group in plan.groups}) == len(plan.groups)

    def teardown(self) -> None:
        self.workspace.close()
        self.folder.cleanup()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
