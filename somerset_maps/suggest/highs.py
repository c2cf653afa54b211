"""The two things asked of HiGHS: a linear programme that grows, and a choice of whole columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from somerset_maps.suggest.arrays import Bools, Floats, Ints
from somerset_maps.suggest.watch import Stopped, Watch

#: Presolving more columns than this takes long, and nothing can interrupt it.
_MOST_TO_PRESOLVE = 5_000
INFINITY = highspy.kHighsInf
_DONE = (highspy.HighsModelStatus.kOptimal,)
_CUT_SHORT = (
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kTimeLimit,
)


def _solver(watch: Watch) -> Any:
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)

    def look(event: Any) -> None:
        if watch.over:
            event.interrupt()

    solver.cbSimplexInterrupt.subscribe(look)
    solver.cbMipInterrupt.subscribe(look)
    return solver


def _sparse(dense: Floats) -> tuple[Ints, Any, Floats]:
    """Return starts, indices and values of the rows of a matrix."""
    rows, columns = np.nonzero(dense)
    starts = np.searchsorted(rows, np.arange(len(dense)))
    return starts.astype(np.int32), columns.astype(np.int32), dense[rows, columns]


@dataclass(frozen=True)
class LinearSolution:
    """An optimum of a linear programme: value, columns' values (n,), rows' duals (m,)."""

    value: float
    columns: Floats
    duals: Floats


class GrowingProgramme:
    """Minimise cost x over low <= A x <= high, 0 <= x, where columns and rows may be added."""

    def __init__(self, low: Floats, high: Floats, watch: Watch) -> None:
        self._watch = watch
        self._solver = _solver(watch)
        empty = np.zeros(0, dtype=np.int32)
        rows = len(low)
        self._solver.addRows(rows, low, high, 0, np.zeros(rows, dtype=np.int32), empty, np.zeros(0))

    def add_columns(self, costs: Floats, coefficients: Floats) -> None:
        """Add columns from their costs (n,) and coefficients (n, rows)."""
        starts, index, values = _sparse(coefficients)
        count = len(costs)
        self._solver.addCols(
            count, costs, np.zeros(count), np.full(count, INFINITY),
            len(values), starts, index, values,
        )  # fmt: skip

    def add_row(self, low: float, high: float, coefficients: Floats) -> None:
        """Add a row with a coefficient for every column so far."""
        index = np.flatnonzero(coefficients).astype(np.int32)
        self._solver.addRow(low, high, len(index), index, coefficients[index])

    def solve(self) -> LinearSolution:
        """Solve to the optimum.

        Raises:
            Stopped: when the watch ran out.
        """
        self._watch.check()
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in _CUT_SHORT:
            raise Stopped
        if status not in _DONE:
            raise RuntimeError(f"HiGHS: {self._solver.modelStatusToString(status)}")
        solution = self._solver.getSolution()
        return LinearSolution(
            float(self._solver.getInfo().objective_function_value),
            np.array(solution.col_value),
            np.array(solution.row_dual),
        )


@dataclass(frozen=True)
class WholeSolution:
    """What a search for whole columns found.

    Attributes:
        chosen: the columns taken, shape (n,), or None when none was found.
        bound: no choice costs less.
        proved: ``chosen`` is the best, or, when it is None, there is no choice at all.
    """

    chosen: Bools | None
    bound: float
    proved: bool


def choose_columns(
    costs: Floats,
    coefficients: Floats,
    low: Floats,
    high: Floats,
    watch: Watch,
    start: Bools | None = None,
    most_nodes: int | None = None,
    good_enough: float = 0.0,
    on_better: Callable[[Bools], None] | None = None,
    on_bound: Callable[[float], None] | None = None,
) -> WholeSolution:
    """Choose columns, each taken or not, at the least cost within the rows' ranges.

    Args:
        costs: shape (n,).
        coefficients: shape (n, rows).
        low, high: the rows' ranges, shape (rows,).
        watch: ends the search early.
        start: a choice known to be allowed.
        most_nodes: end after so many branches: a limit of work, the same on every machine.
        good_enough: end when the best is within this share of the bound.
        on_better: told of every better choice as it is found.
        on_bound: told of the bound when it has risen.
    """
    solver = _solver(watch)
    count, rows = coefficients.shape
    starts, index, values = _sparse(coefficients)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = costs
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(starts, len(values)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = index, values
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver.setOptionValue("mip_rel_gap", good_enough)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    if count > _MOST_TO_PRESOLVE:
        solver.setOptionValue("presolve", "off")
    if most_nodes is not None:
        solver.setOptionValue("mip_max_nodes", most_nodes)
    if np.isfinite(watch.left):
        solver.setOptionValue("time_limit", watch.left)
    solver.passModel(model)
    if start is not None:
        taken = np.flatnonzero(start).astype(np.int32)
        every = np.arange(count, dtype=np.int32)
        solver.setSolution(count, every, start.astype(float)) if len(taken) else None
    if on_better is not None:
        told = on_better

        def improving(event: Any) -> None:
            told(np.array(event.data_out.mip_solution) > 0.5)

        solver.cbMipImprovingSolution.subscribe(improving)
    if on_bound is not None:
        risen = on_bound
        solver.cbMipInterrupt.subscribe(lambda event: risen(event.data_out.mip_dual_bound))
    solver.run()
    status = solver.getModelStatus()
    info = solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return WholeSolution(None, float("inf"), True)
    has_one = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    chosen = np.array(solver.getSolution().col_value) > 0.5 if has_one else None
    return WholeSolution(chosen, float(info.mip_dual_bound), status in _DONE and not good_enough)
