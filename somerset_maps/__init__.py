"""Somerset Maps: plan general practice at scale, on a map, with numbers that follow.

>>> from somerset_maps import load_county, evaluate
>>> county = load_county("2016")
>>> scores = evaluate(county, county.reference_plans["localities"])
>>> int(scores.groups.loc["Mendip", "registered"])
114491
"""

from somerset_maps.county import County, load_county
from somerset_maps.errors import DataError, PlanError, SomersetError, WorkspaceError
from somerset_maps.metrics import Scores, evaluate
from somerset_maps.plan import Group, Plan
from somerset_maps.settings import Settings
from somerset_maps.suggest import Suggestion, suggest

__all__ = [
    "County", "DataError", "Group", "Plan", "PlanError", "Scores", "Settings", "SomersetError",
    "Suggestion", "WorkspaceError", "evaluate", "load_county", "suggest",
]  # fmt: skip
