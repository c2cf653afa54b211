"""A roadmap: stages from where practices stand to the plan, each safe to stop after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from somerset_maps.county import County
from somerset_maps.metrics import Scores
from somerset_maps.plan import Plan
from somerset_maps.roadmap.benefits import Change, changes, whole_scores
from somerset_maps.roadmap.check import Broken, broken
from somerset_maps.roadmap.order import order_of
from somerset_maps.roadmap.passage import Passage, passage_between, without_groups_of_one
from somerset_maps.roadmap.schedule import fewest_stages, laid_into_stages
from somerset_maps.roadmap.terms import RoadmapTerms
from somerset_maps.settings import Settings


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage.

    Attributes:
        number: from 1.
        starts: its first day.
        moving: codes of the practices whose group changes.
        touched: letters of the groups of the plan that it begins or extends.
        plan: the groups of more than one practice after it.
        scores: measures after it, practices on their own as groups of one.
        changes: what changes for everybody in the groups that practices move into.
        broken: rules that the stage does not keep.
        pilot: whether it holds volunteers only.
    """

    number: int
    starts: date
    moving: tuple[str, ...]
    touched: tuple[str, ...]
    plan: Plan
    scores: Scores
    changes: tuple[Change, ...]
    broken: tuple[Broken, ...]
    pilot: bool


@dataclass(frozen=True, eq=False)
class Roadmap:
    """The way from a start to a plan.

    Attributes:
        start, end: the plans.
        passage: which practices move.
        terms: what people decided.
        before: measures at the start.
        stages: in order.
        exact: whether every order of moves was looked at.
        fewest: a number of stages no timetable can do without.
    """

    start: Plan
    end: Plan
    passage: Passage
    terms: RoadmapTerms
    before: Scores
    stages: tuple[Stage, ...]
    exact: bool
    fewest: int

    @property
    def safe(self) -> bool:
        """Whether every stage keeps both rules."""
        return not any(stage.broken for stage in self.stages)

    @property
    def moving(self) -> tuple[str, ...]:
        """Codes of all practices whose group changes."""
        return self.passage.codes(self.passage.movers)


def roadmap(
    county: County,
    end: Plan,
    settings: Settings | None = None,
    *,
    start: Plan | None = None,
    terms: RoadmapTerms | None = None,
) -> Roadmap:
    """Return the way to a plan in safe stages, or the least bad way and what it breaks.

    Args:
        county: the snapshot.
        end: the plan to reach.
        settings: size ranges and minutes.
        start: where practices stand; each on its own when left out.
        terms: capacity, dates, who waits, who goes first.

    Raises:
        PlanError: if a plan names a practice that the snapshot does not have.
    """
    assumed, chosen = settings or Settings(), terms or RoadmapTerms()
    begin = without_groups_of_one(start or Plan())
    passage = passage_between(county, begin, end, assumed)
    release = [chosen.release(code) for code in passage.ground.codes]
    orders = [order_of(passage, movers, chosen.at_once, release) for movers in passage.components()]
    stages: list[Stage] = []
    moved: frozenset[int] = frozenset()
    plan = passage.plan_after(moved)
    before = scores = whole_scores(county, plan, assumed)
    for number, steps in enumerate(laid_into_stages(passage, orders, chosen), start=1):
        moving = sorted(p for step in steps for p in step)
        moved |= frozenset(moving)
        next_plan = passage.plan_after(moved)
        after = whole_scores(county, next_plan, assumed)
        labels = sorted({passage.last[p] for p in moving})
        groups = [passage.labels[at] for at in labels if passage.wanted[at] > 1]
        names = {group.name for group in groups}
        concerned = tuple(
            code for code in passage.ground.codes if next_plan.assignment.get(code) in names
        )
        stages.append(
            Stage(
                number=number,
                starts=chosen.starts(number),
                moving=passage.codes(moving),
                touched=tuple(group.letter for group in groups),
                plan=next_plan,
                scores=after,
                changes=changes(county, scores, after, concerned) if concerned else (),
                broken=broken(county, plan, next_plan, assumed),
                pilot=number == 1
                and bool(groups)
                and all(group.letter in chosen.volunteers for group in groups),
            )
        )
        plan, scores = next_plan, after
    return Roadmap(
        start=passage.plan_after(frozenset()),
        end=end,
        passage=passage,
        terms=chosen,
        before=before,
        stages=tuple(stages),
        exact=all(order.exact for order in orders),
        fewest=fewest_stages(passage, orders, chosen),
    )
