"""The names that notebooks and scripts rely on."""

from __future__ import annotations

import doctest
import importlib

import pytest
from pydantic import ValidationError

import somerset_maps
from somerset_maps import PlanError, Settings, SomersetError


def test_the_public_names_are_there():
    for name in somerset_maps.__all__:
        assert getattr(somerset_maps, name) is not None
    assert {"County", "Group", "Plan", "PlanError", "Scores", "Settings", "evaluate",
            "load_county"} <= set(somerset_maps.__all__)  # fmt: skip
    assert issubclass(PlanError, SomersetError)


def test_the_defaults_of_the_settings():
    settings = Settings()
    assert settings.band == (30_000, 50_000)
    assert (settings.minutes, settings.spread_minutes, settings.minutes_multiplier) == (10, 35, 1)
    assert settings.include_to_check is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"band": (50_000, 30_000)}, {"band": (0, 1)}, {"minutes": 0}, {"minutes": float("nan")},
        {"minutes_multiplier": float("inf")}, {"fund_per_patient": float("inf")},
        {"spread_minutes": -1}, {"minuets": 10},
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValidationError):
        Settings(**wrong)


def test_settings_do_not_change_under_a_result():
    with pytest.raises(ValidationError):
        Settings().minutes = 5


@pytest.mark.parametrize(
    "module", ["somerset_maps", "somerset_maps.plan.model", "somerset_maps.plan.palette"]
)
def test_examples_in_the_documentation_run(module):
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0
