"""Balancing a table to its row and column sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from somerset_maps.catchment import area_deterrence, balance, registrations
from somerset_maps.errors import DataError

LISTS = st.integers(1, 20).flatmap(
    lambda n: arrays.arrays(float, n, elements=st.floats(100, 20_000))
)
WEIGHT = st.floats(0.01, 10)


def test_even_deterrence_gives_the_independence_table() -> None:
    found = balance([60, 40], [30, 50, 20], np.ones((2, 3)))
    assert found == pytest.approx(np.array([[18, 30, 12], [12, 20, 8]]))


def test_a_two_by_two_table_keeps_its_odds_ratio() -> None:
    # Rows and columns of 10: [[x, 10-x], [10-x, x]] with (x / (10-x)) ** 2 = 4 gives x = 20/3.
    found = balance([10, 10], [10, 10], [[2, 1], [1, 2]])
    assert found == pytest.approx(np.array([[20 / 3, 10 / 3], [10 / 3, 20 / 3]]), rel=1e-5)


@settings(max_examples=60, deadline=None)
@given(lists=LISTS, data=st.data())
def test_rows_are_lists_and_columns_are_residents(lists: np.ndarray, data: st.DataObject) -> None:
    areas = data.draw(st.integers(1, 15))
    residents = data.draw(arrays.arrays(float, areas, elements=st.floats(10, 3_000)))
    weights = data.draw(arrays.arrays(float, (len(lists), areas), elements=WEIGHT))
    residents = residents * lists.sum() / residents.sum()
    found = balance(lists, residents, weights, tolerance=1e-8)
    assert found.sum(axis=1) == pytest.approx(lists, rel=1e-7)
    assert found.sum(axis=0) == pytest.approx(residents, rel=1e-7)
    assert (found >= 0).all()


@settings(max_examples=30, deadline=None)
@given(scale=arrays.arrays(float, 3, elements=st.floats(0.1, 10)))
def test_scaling_a_practice_s_deterrence_changes_nothing(scale: np.ndarray) -> None:
    weights = np.array([[3.0, 1, 2], [1, 4, 1], [2, 2, 5]])
    plain = balance([30, 50, 20], [40, 40, 20], weights, tolerance=1e-10)
    scaled = balance([30, 50, 20], [40, 40, 20], weights * scale[:, None], tolerance=1e-10)
    assert scaled == pytest.approx(plain, rel=1e-6)


def test_an_empty_list_or_area_stays_empty() -> None:
    found = balance([10, 0], [10, 0], np.ones((2, 2)))
    assert found.tolist() == [[10, 0], [0, 0]]


@pytest.mark.parametrize(
    ("lists", "residents", "weights", "words"),
    [
        ([1, 2], [3], [[1]], "2 lists and 1 areas need a table of that shape"),
        ([1, 2], [4], [[1], [1]], "lists sum to 3.0 and the areas to 4.0"),
        ([1, float("nan")], [1], [[1], [1]], "lists hold a missing or negative value"),
        ([1, 2], [3], [[1], [-1]], "deterrence hold a missing or negative value"),
        ([1, 2], [2, 1], [[1, 0], [0, 1]], "no area near it can supply"),
    ],
)
def test_what_cannot_be_balanced_is_explained(
    lists: list[float], residents: list[float], weights: list[list[float]], words: str
) -> None:
    with pytest.raises(DataError, match=words):
        balance(lists, residents, weights)


def test_deterrence_is_the_mean_over_an_area_s_postcodes() -> None:
    found = area_deterrence([[2, 4, 1, 0.5]], [0, 0, 1, 1], 2)
    assert found[0, 0] == pytest.approx((2**-3.5 + 4**-3.5) / 2)
    assert found[0, 1] == pytest.approx(1.5**-3.5)  # nearer than a minute and a half counts alike
    with pytest.raises(DataError, match="1 small areas have no postcode"):
        area_deterrence([[2, 4]], [0, 0], 2)


def test_people_register_nearby_and_lists_are_kept() -> None:
    found = registrations([600, 400], [450, 450], [[2, 9], [9, 2]], [0, 1])
    assert found.sum(axis=1) == pytest.approx([600, 400], rel=1e-5)
    assert found.sum(axis=0) == pytest.approx([500, 500], rel=1e-5)
    assert found[0, 0] > 490
    assert found[1, 0] < 10
    with pytest.raises(DataError, match="No residents"):
        registrations([10], [0], [[5]], [0])
