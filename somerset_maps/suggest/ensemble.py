"""Where a plan stands among many random plans that keep the same rules.

A Markov chain of recombination (after DeFord, Duchin and Solomon, 2021): two neighbouring groups
are put together and cut apart again along a random spanning tree, and the new plan is taken when
both parts keep the rules. Its plans are not drawn evenly; they say what is usual, not what is fair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from somerset_maps.suggest.candidates import Candidates, as_words
from somerset_maps.suggest.ground import Ground, ground_of
from somerset_maps.suggest.pool import compatible_pairs, free_practices, neighbours_under
from somerset_maps.suggest.rules import Rule
from somerset_maps.suggest.suggestion import Pairs, members_of, terms_for
from somerset_maps.suggest.terms import Groups, Terms
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
    locks: Plan | None = None,
    avoid: Pairs = (),
    together: Pairs = (),
    rules: Iterable[Rule] = (),
    count: int = 2_000,
    seed: int = 2016,
    time_limit: float | None = 120,
    stop: Event | None = None,
) -> Ensemble:
    """Return measures of random plans that keep the rules, with as many groups as the start.

    Args:
        county: the snapshot.
        start: a plan that keeps the rules and has every practice in a group that may be in one.
        settings, locks, avoid, together, rules: as :func:`somerset_maps.suggest.suggest`.
        count: how many plans to count.
        seed: of the dice; the same seed gives the same plans.
        time_limit: seconds; there are fewer plans when it is reached.
        stop: set from any thread to end it.

    Raises:
        PlanError: if the start does not keep the rules.
    """
    chosen = settings or Settings()
    terms = terms_for(county, chosen, locks=locks, avoid=avoid, together=together, rules=rules)
    chain = _Chain(ground_of(county, chosen), terms, members_of(start), seed)
    keys = [item.key for item in measures("county", "light")]
    watch = Watch(time_limit, stop)
    rows: list[list[float]] = []
    for number, groups in enumerate(chain.walk()):
        if watch.over or len(rows) >= count:
            break
        if number >= BURN_IN and (number - BURN_IN) % BETWEEN == 0:
            values = evaluate(county, _plan(groups), chosen).values["county"]
            rows.append([float(values[key]) for key in keys])
    return Ensemble(pd.DataFrame(rows, columns=keys), chain.taken)


class _Chain:
    """Random plans, one step after the other; locked groups stay, no practice is taken in."""

    def __init__(self, ground: Ground, terms: Terms, start: Groups, seed: int) -> None:
        self._ground = ground
        self._terms = terms
        self._incompatible = ~compatible_pairs(ground, terms)
        self._graph = nx.from_numpy_array(neighbours_under(ground, terms))
        self._graph.remove_edges_from(list(nx.selfloop_edges(self._graph)))
        self._dice = np.random.default_rng(seed)
        self._tried = self._kept = 0
        locked = {frozenset(codes) for codes in terms.locked}
        free = free_practices(ground, terms)
        self._groups = [
            frozenset(ground.positions(codes)) for codes in start if frozenset(codes) not in locked
        ]
        placed = np.zeros(len(ground), dtype=np.int64)
        for group in self._groups:
            placed[sorted(group)] += 1
        whole = all(nx.is_connected(self._graph.subgraph(group)) for group in self._groups)
        if not (whole and np.array_equal(placed, free) and all(self._fit(self._groups))):
            raise PlanError(
                "Random plans start from one that keeps the rules, with every practice in a group"
            )

    @property
    def taken(self) -> float:
        return self._kept / self._tried if self._tried else float("nan")

    def walk(self) -> Iterator[Groups]:
        """Yield the groups after each step, taken or not, locked ones first."""
        codes = self._ground.codes
        while True:
            self._step()
            free = (tuple(codes[row] for row in sorted(group)) for group in self._groups)
            yield (*self._terms.locked, *free)

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
        border = [
            (of[a], of[b]) for a, b in self._graph.edges if a in of and b in of and of[a] != of[b]
        ]
        if not border:
            raise PlanError("Random plans need at least two groups next to each other")
        return border[int(self._dice.integers(len(border)))]

    def _cut(self, members: Sequence[int]) -> tuple[frozenset[int], frozenset[int]] | None:
        """Return two parts that keep the rules, cut at a random edge of a random spanning tree."""
        part = nx.Graph()
        part.add_nodes_from(members)
        part.add_weighted_edges_from(
            (a, b, float(self._dice.random()))
            for a, b in sorted(self._graph.subgraph(members).edges)
        )
        tree = nx.minimum_spanning_tree(part)
        sides: list[frozenset[int]] = []
        for edge in sorted(tree.edges):
            tree.remove_edge(*edge)
            sides.append(frozenset(nx.node_connected_component(tree, edge[0])))
            tree.add_edge(*edge)
        rests = [frozenset(members) - side for side in sides]
        fit = self._fit([*sides, *rests])
        both = zip(sides, rests, fit[: len(sides)], fit[len(sides) :], strict=True)
        fitting = [(side, rest) for side, rest, first, second in both if first and second]
        if not fitting:
            return None
        return fitting[int(self._dice.integers(len(fitting)))]

    def _fit(self, groups: Sequence[frozenset[int]]) -> list[bool]:
        """Return which groups keep every rule about single groups but that of one piece."""
        masks = np.zeros((len(groups), len(self._ground)), dtype=np.bool_)
        for row, group in enumerate(groups):
            masks[row, sorted(group)] = True
        low, high = self._terms.size.widest
        sizes = masks @ self._ground.lists
        fit = (sizes >= low) & (sizes <= high)
        fit &= ~((masks.astype(np.int64) @ self._incompatible > 0) & masks).any(axis=1)
        some = Candidates(as_words(masks), len(self._ground))
        for rule in self._terms.rules:
            kept = rule.allows(self._ground, some)
            if kept is not None:
                fit &= kept
        return [bool(one) for one in fit]


def _plan(groups: Groups) -> Plan:
    return Plan(
        tuple(
            Group(f"Group {at + 1}", f"G{at + 1}", COLOURS[at % len(COLOURS)], members=codes)
            for at, codes in enumerate(groups)
        )
    )
