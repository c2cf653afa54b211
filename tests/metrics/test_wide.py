"""Sparse tables for a whole country give the numbers that a county's own tables give."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from somerset_maps import County, Plan, PlanError, Settings, evaluate
from somerset_maps.metrics import Scores, measures
from somerset_maps.metrics.context import arrays_of, context_of
from somerset_maps.metrics.services import count_by_area
from somerset_maps.metrics.teams import merger_exposure
from somerset_maps.metrics.wide import WideArrays, WideCounty
from tests.bench.synthetic_england import country


def widened(county: County) -> WideCounty:
    """The county with its tables made sparse."""
    arrays = arrays_of(county)
    return WideCounty(
        county.snapshot,
        WideArrays(
            codes=arrays.codes,
            area_codes=arrays.area_codes,
            lists=arrays.lists,
            gp_fte=arrays.gp_fte,
            gp_headcount=arrays.gp_headcount,
            to_check=arrays.to_check,
            locality=arrays.locality,
            residents=arrays.residents,
            registrations=sparse.csr_array(arrays.registered),
            area_minutes=sparse.csr_array(arrays.practice_area_minutes),
            minutes_any=arrays.minutes_any,
            drives=lambda start, end: arrays.minutes[start, end],
            edge_from=arrays.edge_from,
            edge_to=arrays.edge_to,
            columns={
                "weighted_lists": arrays.weighted_lists,
                "share_65_plus": arrays.share_65_plus,
                "share_75_plus": arrays.share_75_plus,
                "rural": arrays.rural,
                "merger_exposure": merger_exposure(context_of(county, Plan())),
            },
            services={
                kind: count_by_area(arrays, kind)
                for kind in ("pharmacy", "community hospital", "branch")
            },
        ),
    )


PLANS = {
    "nothing": lambda county: Plan(),
    "an empty group": lambda county: Plan().add_group("Wells"),
    "the localities": lambda county: county.reference_plans["localities"],
    "the networks": lambda county: county.reference_plans["pcn-2020"],
    "one group of all": lambda county: Plan.from_assignment(
        dict.fromkeys(map(str, county.practices.index), "Somerset")
    ),
    "each alone": lambda county: Plan.from_assignment(
        {str(code): f"Group {code}" for code in county.practices.index}
    ),
    "two in pieces, most in none": lambda county: Plan.from_assignment(
        {"L85019": "West", "L85027": "West", "L85002": "Wells", "L85034": "Wells"}
    ).add_group("Nobody yet"),
}


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize(
    "settings", [Settings(), Settings(minutes=6, minutes_multiplier=1.2)], ids=["usual", "winter"]
)
def test_every_measure_is_the_same(county_2016: County, name: str, settings: Settings) -> None:
    plan = PLANS[name](county_2016)
    dense = evaluate(county_2016, plan, settings)
    wide = evaluate(widened(county_2016), plan, settings)
    same(dense.groups, wide.groups)
    same(dense.practices, wide.practices)
    same(dense.small_areas, wide.small_areas)
    for key, value in dense.county.items():
        assert wide.county[key] == pytest.approx(value, rel=1e-9, nan_ok=True), key


def test_an_area_that_no_practice_of_its_group_is_near_is_missing_and_not_covered(
    county_2016: County,
) -> None:
    wide = widened(county_2016)
    near = arrays_of(county_2016).practice_area_minutes
    wide.arrays.area_minutes = sparse.csr_array(np.where(near <= 12, near, 0))
    localities = county_2016.reference_plans["localities"]
    found = evaluate(wide, localities)
    full = evaluate(county_2016, localities)
    assert found.county["coverage"] == pytest.approx(full.county["coverage"])
    far = full.small_areas["minutes_own_group"] > 12
    assert far.any()
    assert found.small_areas["minutes_own_group"][far].isna().all()


def test_a_stranger_is_named(county_2016: County) -> None:
    with pytest.raises(PlanError, match="L85099"):
        evaluate(widened(county_2016), Plan.from_assignment({"L85099": "Wells"}))


def test_a_made_up_country_has_a_number_for_every_measure_that_is_a_number() -> None:
    wide, plan = country(300)
    found = evaluate(wide, plan)
    assert found.county["groups"] == 60
    assert found.county["placed_share"] == pytest.approx(1)
    assert (found.groups["registered"] > 0).all()
    assert found.groups["registered"].sum() == pytest.approx(wide.arrays.lists.sum())
    assert found.groups["coverage"].between(0, 1).all()
    assert not np.isinf(found.groups.select_dtypes("number").to_numpy(float)).any()
    moved = evaluate(wide, plan.move(plan.groups[0].members[0], plan.groups[1].name))
    assert _changed(found, moved) == {plan.groups[0].name, plan.groups[1].name}


def _changed(one: Scores, other: Scores) -> set[str]:
    """The groups that differ in a measure that does not compare groups."""
    own = {item.key for item in measures("group") if not item.compares}
    table = one.diff(other)
    return set(table[(table["level"] == "group") & table["key"].isin(own)]["name"])
