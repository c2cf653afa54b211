"""Steps of independent sets of moves, laid into stages of limited capacity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from somerset_maps.roadmap.order import Order
from somerset_maps.roadmap.passage import Passage
from somerset_maps.roadmap.terms import RoadmapTerms

Step = tuple[int, ...]


def laid_into_stages(
    passage: Passage, orders: Sequence[Order], terms: RoadmapTerms
) -> list[list[Step]]:
    """Return the steps of every stage; a stage is empty while everybody left has to wait.

    Steps of one order keep their order. Where groups have volunteered, the first stage holds
    steps of theirs only, if one can go first. Otherwise whoever has the longest way goes first.
    """
    chains = [list(order.steps) for order in orders]
    volunteers = {at for at, group in enumerate(passage.labels) if group.letter in terms.volunteers}

    def offers(step: Step) -> bool:
        return all(passage.last[p] in volunteers for p in step)

    def may_go(step: Step, stage: int) -> bool:
        return all(terms.release(passage.ground.codes[p]) <= stage for p in step)

    pilot = any(chain and offers(chain[0]) and may_go(chain[0], 1) for chain in chains)
    stages: list[list[Step]] = []
    while any(chains):
        number = len(stages) + 1
        only = offers if number == 1 and pilot else None
        stages.append(_fill(chains, terms.at_once, lambda s, n=number: may_go(s, n), only))  # type: ignore[misc]
    return stages


def _fill(
    chains: list[list[Step]],
    room: int,
    may_go: Callable[[Step], bool],
    only: Callable[[Step], bool] | None,
) -> list[Step]:
    """Take the next steps of chains, longest chain first, while there is room for them."""
    taken: list[Step] = []
    for chain in sorted(chains, key=lambda steps: (-len(steps), -sum(map(len, steps)))):
        while chain and len(chain[0]) <= room and may_go(chain[0]):
            if only is not None and not only(chain[0]):
                break
            room -= len(chain[0])
            taken.append(chain.pop(0))
    return taken


def fewest_stages(passage: Passage, orders: Sequence[Order], terms: RoadmapTerms) -> int:
    """Return a number of stages that no timetable of these steps can do without."""
    by_capacity = -(-len(passage.movers) // terms.at_once)
    by_order = 0
    for order in orders:
        largest = max((len(step) for step in order.steps), default=0)
        if order.exact and largest:
            # Steps of an exact order are as few as they can be: none of two in a row fit together.
            total = sum(len(step) for step in order.steps)
            by_order = max(by_order, -(-total // terms.at_once))
    waits = [terms.release(passage.ground.codes[p]) for p in passage.movers]
    return max([by_capacity, by_order, *waits], default=0)
