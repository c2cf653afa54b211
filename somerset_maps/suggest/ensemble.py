"""Where a plan stands among many random plans that keep the same rules.

A Markov chain of recombination (after DeFord, Duchin and Solomon, 2021): two neighbouring groups
are put together and cut apart again along a random spanning tree, and the new plan is taken when
both parts keep the rules. Its plans are not drawn evenly; they say what is usual, not what is fair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event

import networkx as nx
import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.errors import PlanError
from somerset_maps.metrics import evaluate, measures
from somerset_maps.plan import COLOURS, Group, Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest.watch import Watch

#: Steps between two plans that are counted, and before the first.
BETWEEN, BURN_IN = 3, 60


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Measures of many random plans.

    Attributes:
        measures: a row a plan, columns keys of county measures.
        taken: share of proposed steps that kept the rules.
    """

    measures: pd.DataFrame
    taken: float

    def place(self, key: str, value: float) -> float:
        """Return the share of the random plans with a lower value of a measure, 0 to 1."""
        known = self.measures[key].dropna()
        return float((known < value).mean()) if len(known) else float("nan")


def ensemble(
    county: County,
    start: Plan,
    settings: Settings | None = None,
    *,
    count: int = 2_000,
    seed: int = 2016,
    time_limit: float | None = 120,
    stop: Event | None = None,
) -> Ensemble:
    """Return measures of random plans that keep the size range, the longest drive and one piece.

    Args:
        county: the snapshot.
        start: a plan that keeps the rules and has every practice in a group.
        settings: size range and longest drive.
        count: how many plans to count.
        seed: of the dice; the same seed gives the same plans.
        time_limit: seconds; there are fewer plans when it is reached.
        stop: set from any thread to end it.

    Raises:
        PlanError: if the start does not keep the rules.
    """
    chosen = settings or Settings()
    chain = _Chain(county, start, chosen, seed)
    keys = [item.key for item in measures("county", "light")]
    watch = Watch(time_limit, stop)
    rows: list[list[float]] = []
    for number, groups in enumerate(chain.walk()):
        if watch.over or len(rows) >= count:
            break
        if number >= BURN_IN and (number - BURN_IN) % BETWEEN == 0:
            values = evaluate(county, _plan(chain.codes, groups), chosen).values["county"]
            rows.append([float(values[key]) for key in keys])
    return Ensemble(pd.DataFrame(rows, columns=keys), chain.taken)


class _Chain:
    def __init__(self, county: County, start: Plan, settings: Settings, seed: int) -> None:
        self.codes = [str(code) for code in county.practices.index]
        position = {code: row for row, code in enumerate(self.codes)}
        self._lists = county.practices["list_size"].to_numpy(float)
        self._near = county.minutes.to_numpy() * settings.minutes_multiplier <= (
            settings.spread_minutes
        )
        self._graph = nx.relabel_nodes(county.adjacency, position)
        self._band = settings.band
        self._dice = np.random.default_rng(seed)
        self._groups = [
            frozenset(position[code] for code in group.members)
            for group in start.groups
            if group.members
        ]
        self._tried = self._kept = 0
        together = frozenset().union(*self._groups) if self._groups else frozenset()
        if len(together) != len(self.codes) or not all(map(self._fits, self._groups)):
            raise PlanError(
                "Random plans start from one that keeps the rules, with every practice in a group"
            )

    @property
    def taken(self) -> float:
        return self._kept / self._tried if self._tried else float("nan")

    def walk(self) -> Iterator[list[frozenset[int]]]:
        """Yield the groups after each step, taken or not."""
        while True:
            self._step()
            yield self._groups

    def _step(self) -> None:
        self._tried += 1
        one, other = self._two_neighbours()
        merged = self._groups[one] | self._groups[other]
        parts = self._cut(sorted(merged))
        if parts is not None:
            self._kept += 1
            self._groups = [
                parts[0] if at == one else parts[1] if at == other else group
                for at, group in enumerate(self._groups)
            ]

    def _two_neighbours(self) -> tuple[int, int]:
        """Return the groups at the ends of a random edge that joins two groups."""
        of = {node: at for at, group in enumerate(self._groups) for node in group}
        border = [(of[a], of[b]) for a, b in self._graph.edges if of[a] != of[b]]
        if not border:
            raise PlanError("Random plans need at least two groups next to each other")
        return border[int(self._dice.integers(len(border)))]

    def _cut(self, members: Sequence[int]) -> tuple[frozenset[int], frozenset[int]] | None:
        """Return two parts that keep the rules, cut at a random edge of a random spanning tree."""
        part = self._graph.subgraph(members)
        weights = {edge: float(self._dice.random()) for edge in sorted(part.edges)}
        nx.set_edge_attributes(tree_of := nx.Graph(part.edges), 0.0, "weight")
        tree_of.add_nodes_from(members)
        for edge, weight in weights.items():
            tree_of.edges[edge]["weight"] = weight
        tree = nx.minimum_spanning_tree(tree_of)
        fitting = []
        for edge in sorted(tree.edges):
            tree.remove_edge(*edge)
            side = frozenset(nx.node_connected_component(tree, edge[0]))
            tree.add_edge(*edge)
            rest = frozenset(members) - side
            if self._fits(side) and self._fits(rest):
                fitting.append((side, rest))
        if not fitting:
            return None
        return fitting[int(self._dice.integers(len(fitting)))]

    def _fits(self, group: frozenset[int]) -> bool:
        rows = sorted(group)
        size = self._lists[rows].sum()
        return bool(
            self._band[0] <= size <= self._band[1]
            and self._near[np.ix_(rows, rows)].all()
            and nx.is_connected(self._graph.subgraph(rows))
        )


def _plan(codes: Sequence[str], groups: Sequence[frozenset[int]]) -> Plan:
    return Plan(
        tuple(
            Group(
                f"Group {at + 1}", f"G{at + 1}", COLOURS[at % len(COLOURS)],
                members=tuple(codes[row] for row in sorted(group)),
            )
            for at, group in enumerate(groups)
        )
    )  # fmt: skip
