"""Estimated patients aged 65 and over, by hand on a county of three practices."""

from __future__ import annotations

import pandas as pd
import pytest

from somerset_maps.derive.joined import averaged_by_list
from somerset_maps.derive.older_patients import interpolated
from somerset_maps.derive.practices import payments_file
from somerset_maps.derive.snapshots import SNAPSHOTS


def practices(rows: dict[str, tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["list_size", "patients_65_plus"], dtype=float
    )


SUCCESSORS = pd.DataFrame(
    [("B", "A", "2017", "merged"), ("D", "C", "2019", "merged")],
    columns=["practice_code", "successor", "effective", "kind"],
)


def test_a_share_moves_half_way_with_the_practices_it_is_made_of() -> None:
    before = practices({"A": (100, 10), "B": (100, 30), "C": (100, 20), "D": (300, 120)})
    after = practices({"A": (200, 48), "C": (400, 148)})
    now = pd.DataFrame({"list_size": [210.0, 100.0, 310.0]}, index=["A", "C", "D"])
    found = interpolated(now, "2018-03-31", before, after, SUCCESSORS)
    # A with B: 20%, later 24%. C and D: 35% together, later 37%, each keeping its own start.
    assert found["A"] == pytest.approx(210 * 0.22)
    assert found["C"] == pytest.approx(100 * 0.21)
    assert found["D"] == pytest.approx(310 * 0.41)


def test_a_share_not_known_before_is_not_known() -> None:
    before = practices({"A": (100, 10)}).assign(patients_65_plus=float("nan"))
    after = practices({"A": (100, 12)})
    now = pd.DataFrame({"list_size": [100.0]}, index=["A"])
    assert interpolated(now, "2018-03-31", before, after, SUCCESSORS).isna().all()


def test_a_practice_that_joined_counts_by_its_list_and_not_when_unknown() -> None:
    values = pd.Series({"A": 0.2, "B": float("nan"), "C": 0.1, "D": 0.3})
    lists = pd.Series({"A": 100, "B": 900, "C": 300, "D": 100})
    found = averaged_by_list(values, {"B": "A", "D": "C"}, lists)
    assert found.to_dict() == pytest.approx({"A": 0.2, "C": 0.15})


def test_what_a_snapshot_puts_together_is_what_the_successors_say() -> None:
    latest = SNAPSHOTS[-1]
    assert set(latest.joined.items()) <= set(latest.absorbed.items())
    assert payments_file(latest.apart_year) == "nhs_payments_to_gp_2021-22_somerset.csv"
    assert [s.counted for s in SNAPSHOTS] == [
        "September 2015", "September 2017", "September 2019", "2024-25",
    ]  # fmt: skip
    assert [s.day for s in SNAPSHOTS] == ["2015-11-27", "2018-03-31", "2019-09-30", "2026-04-01"]
