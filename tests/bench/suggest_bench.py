"""The suggestion against other people's heuristics on the same practices, and how it grows."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise

import networkx as nx
import numpy as np
from scipy.spatial import Delaunay

from somerset_maps import County, suggest
from somerset_maps.settings import Settings
from somerset_maps.suggest.ground import Ground
from somerset_maps.suggest.rules import InOnePiece, LongestDrive, SizeRange
from somerset_maps.suggest.search import search
from somerset_maps.suggest.terms import Terms
from somerset_maps.suggest.watch import Watch

_SEED = 2016
_BURSTS, _BURST = 60, 10


@dataclass(frozen=True)
class Result:
    """One way to group the practices, and what its plan comes to."""

    name: str
    travel: float
    groups: int
    in_range: int
    whole: int
    seconds: float
    note: str = ""


def against_peers(county: County) -> list[Result]:
    """Group a snapshot's practices in every way that is installed, on the same neighbours."""
    started = time.perf_counter()
    best = suggest(county, time_limit=120)
    took = time.perf_counter() - started
    assert best.plan is not None
    wanted = len(best.plan.groups)
    labels = {code: g.name for g in best.plan.groups for code in g.members}
    own = "proved" if best.proved else f"up to {best.gap:.1%} better possible"
    results = [_result(county, "this tool", labels, took, own)]
    for name, module, call in (
        ("spopt MaxPHeuristic", "spopt", _max_p),
        ("spopt AZP", "spopt", _azp),
        ("spopt Skater", "spopt", _skater),
        ("spopt RegionKMeans", "spopt", _region_k_means),
        ("GerryChain ReCom", "gerrychain", _recom),
    ):
        results.append(_peer(county, name, module, call, wanted))
    return results


def _peer(
    county: County,
    name: str,
    module: str,
    call: Callable[[County, int], Sequence[object]],
    wanted: int,
) -> Result:
    if find_spec(module) is None:
        nothing = float("nan")
        return Result(name, nothing, 0, 0, 0, nothing, "not installed: requirements-bench.txt")
    np.random.seed(_SEED)
    random.seed(_SEED)
    started = time.perf_counter()
    found = call(county, wanted)
    took = time.perf_counter() - started
    labels = {str(code): str(one) for code, one in zip(county.practices.index, found, strict=True)}
    return _result(county, name, labels, took)


def _result(
    county: County, name: str, labels: dict[str, str], seconds: float, note: str = ""
) -> Result:
    groups: dict[str, list[str]] = {}
    for code, label in labels.items():
        groups.setdefault(label, []).append(code)
    lists = county.practices["list_size"]
    low, high = Settings().band
    travel = 0.0
    for members in groups.values():
        drives = county.minutes.loc[members, members].to_numpy()
        travel += float((lists[members].to_numpy()[:, None] * drives).sum(axis=0).min())
    return Result(
        name, travel, len(groups),
        sum(low <= lists[members].sum() <= high for members in groups.values()),
        sum(nx.is_connected(county.adjacency.subgraph(m)) for m in groups.values()),
        seconds, note,
    )  # fmt: skip


def _weights(county: County):  # type: ignore[no-untyped-def]
    from libpysal.weights import W

    row = county.position
    graph = county.adjacency
    near = {row[code]: sorted(row[other] for other in graph[code]) for code in row}
    return W(near, silence_warnings=True)


def _frame(county: County):  # type: ignore[no-untyped-def]
    return county.practices.reset_index()[["easting", "northing", "list_size", "geometry"]]


_PLACE = ["easting", "northing"]


def _max_p(county: County, wanted: int) -> Sequence[object]:
    from spopt.region import MaxPHeuristic

    model = MaxPHeuristic(
        _frame(county), _weights(county), _PLACE, "list_size", Settings().band[0], top_n=2
    )
    model.solve()
    return list(model.labels_)


def _azp(county: County, wanted: int) -> Sequence[object]:
    from spopt.region import AZP

    model = AZP(_frame(county), _weights(county), _PLACE, wanted, random_state=_SEED)
    model.solve()
    return list(model.labels_)


def _skater(county: County, wanted: int) -> Sequence[object]:
    from spopt.region import Skater

    model = Skater(_frame(county), _weights(county), _PLACE, wanted)
    model.solve()
    return list(model.labels_)


def _region_k_means(county: County, wanted: int) -> Sequence[object]:
    from spopt.region import RegionKMeansHeuristic

    places = county.practices[_PLACE].to_numpy(float)
    model = RegionKMeansHeuristic(places, wanted, _weights(county), seed=_SEED)
    model.solve()
    return list(model.labels_)


def _recom(county: County, wanted: int) -> Sequence[object]:
    """Short bursts of recombination towards less travel, groups within 30% of an even size."""
    from functools import partial

    from gerrychain import Graph, Partition, constraints, updaters
    from gerrychain.optimization import SingleMetricOptimizer
    from gerrychain.proposals import recom

    graph = nx.Graph(county.adjacency)
    lists = {code: int(size) for code, size in county.practices["list_size"].items()}
    nx.set_node_attributes(graph, lists, "patients")
    even = sum(lists.values()) / wanted
    start = Partition.from_random_assignment(
        Graph.from_networkx(graph), wanted, 0.3, "patients",
        updaters={"patients": updaters.Tally("patients", alias="patients")}, rng=_SEED,
    )  # fmt: skip

    def members_of(partition: Partition) -> dict[str, str]:
        own = partition.assignment
        return {
            str(partition.graph.original_nx_node_id_for_internal_node_id(node)): str(own[node])
            for node in partition.graph.node_indices
        }

    def travel(partition: Partition) -> float:
        return _result(county, "", members_of(partition), 0.0).travel

    optimizer = SingleMetricOptimizer(
        partial(recom, pop_col="patients", pop_target=even, epsilon=0.3, node_repeats=1),
        [constraints.contiguous], start, travel, maximize=False, rng=_SEED,
    )  # fmt: skip
    for _ in optimizer.short_bursts(_BURST, _BURSTS):
        pass
    labels = members_of(optimizer.best_part)
    return [labels[str(code)] for code in county.practices.index]


@dataclass(frozen=True)
class Growth:
    """A search on made-up practices."""

    practices: int
    candidates: int
    groups: int
    gap: float
    seconds: float
    megabytes: float
    said: str


def growth(sizes: Sequence[int], time_limit: float = 60.0) -> list[Growth]:
    """Search on made-up practices as thick on the ground as Somerset's; more and more of them."""
    table = []
    for size in sizes:
        ground = made_up_ground(size)
        terms = Terms((SizeRange(30_000, 50_000), LongestDrive(35), InOnePiece()),
                      (("travel", 1.0),))  # fmt: skip
        started = time.perf_counter()
        found = search(ground, terms, Watch(time_limit), lambda _: None)
        took = time.perf_counter() - started
        gap = 1 - found.bound / found.objective if found.groups else float("nan")
        said = (
            "proved"
            if found.proved
            else "; ".join(r.relaxation or r.sentence for r in found.reasons[:1])
        )
        table.append(
            Growth(
                size, found.candidates, len(found.groups or ()), 0.0 if found.proved else gap, took,
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said or "time ran out",
            )
        )  # fmt: skip
    return table


def made_up_ground(size: int) -> Ground:
    dice = np.random.default_rng(_SEED)
    side = 60 * np.sqrt(size / 75)  # kilometres
    towns = dice.uniform(0, side, (max(3, size // 7), 2))
    places = towns[dice.integers(0, len(towns), size)] + dice.normal(0, 2.5, (size, 2))
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    minutes = np.where(np.eye(size, dtype=bool), 0.0, 1.7 + 1.14 * apart)
    neighbours = np.zeros((size, size), dtype=bool)
    for corners in Delaunay(places).simplices:
        for one, other in pairwise([*corners, corners[0]]):
            neighbours[one, other] = neighbours[other, one] = True
    neighbours &= minutes <= 25
    neighbours |= (minutes <= 5) & ~np.eye(size, dtype=bool)
    lists = np.clip(dice.lognormal(8.8, 0.55, size), 1_500, 30_000).astype(np.int64)
    codes = tuple(f"M{row:05d}" for row in range(size))
    return Ground(
        codes=codes, names=codes, lists=lists, minutes=minutes, neighbours=neighbours,
        localities=("Mendip",) * size, gp_fte=lists / 1_800, fair_returns=np.ones(size, dtype=bool),
        registered=np.ones((size, 1)), within=np.ones((size, 1), dtype=bool),
    )  # fmt: skip


def print_tables(county: County, sizes: Sequence[int] = (75, 150, 300)) -> None:
    """Print both tables."""
    print(f"\nGroupings of {county.snapshot}, 30-50,000 patients, the same neighbours.\n")
    print("| way | patients x minutes | against ours | groups | in range | whole | s | |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    results = against_peers(county)
    for one in results:
        print(
            f"| {one.name} | {one.travel:,.0f} | {one.travel / results[0].travel:.2f} | "
            f"{one.groups} | {one.in_range} | {one.whole} | {one.seconds:.1f} | {one.note} |"
        )
    print("\nSearches on made-up practices, at most a minute each.\n")
    print("| practices | possible groups | groups | gap | s | MB in all | |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for row in growth(sizes):
        print(
            f"| {row.practices} | {row.candidates:,} | {row.groups} | "
            f"{'–' if row.gap != row.gap else f'{row.gap:.1%}'} | "
            f"{row.seconds:.1f} | {row.megabytes:,.0f} | {row.said} |"
        )
