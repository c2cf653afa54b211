"""The plain pandas version, which the bench measures against, gives the same numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from somerset_maps import Plan, Settings, evaluate
from somerset_maps.metrics import measures

from .pandas_peer import evaluate_in_pandas


def alone(county) -> Plan:
    return Plan.from_assignment({code: f"Group {code}" for code in county.practices.index})


@pytest.mark.parametrize("settings", [Settings(), Settings(minutes=5, minutes_multiplier=1.2)])
@pytest.mark.parametrize("name", ["localities", "pcn-2020", "each alone"])
def test_the_pandas_version_agrees_with_evaluate(county_2016, name, settings):
    plan = alone(county_2016) if name == "each alone" else county_2016.reference_plans[name]
    peer, scores = (
        evaluate_in_pandas(county_2016, plan, settings),
        evaluate(county_2016, plan, settings),
    )
    assert set(peer.groups) == {measure.key for measure in measures("group")}
    assert set(peer.county.index) == {m.key for m in measures("county")} - {"compactness"}
    for key in peer.groups:
        for group, value in peer.groups[key].items():
            found = scores.groups.at[group, key]
            if isinstance(value, str | bool):
                assert found == value, (group, key)
            elif pd.isna(value):
                assert pd.isna(found), (group, key)
            else:
                assert float(found) == pytest.approx(float(value), rel=1e-9), (group, key)
    for key, value in peer.county.items():
        assert float(scores.county[key]) == pytest.approx(float(value), rel=1e-9, nan_ok=True), key
