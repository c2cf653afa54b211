"""Measures of a plan: one a function, one family a file, one registry.

Beside the measures, tables that take more than a plan to ask for: who lives how far away
(:mod:`reach`), whose areas overlap (:mod:`alignment`), what a closure would mean
(:mod:`closure`), and what breaks first when things go wrong (:mod:`stress`, :mod:`breaking`).
"""

from somerset_maps.metrics.alignment import catchment_overlap, hospital_alignment
from somerset_maps.metrics.breaking import breaking_curve, breaking_points
from somerset_maps.metrics.closure import Closure, close_practice, close_site
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.reach import areas_served, coverage_table, furthest_areas
from somerset_maps.metrics.registry import MEASURES, measure, measures
from somerset_maps.metrics.scores import Scores, evaluate
from somerset_maps.metrics.stress import Outcome, stress
from somerset_maps.metrics.stresses import (
    BadWinter,
    ContractHandedBack,
    GPsLeave,
    ListGrowth,
    Stress,
)

__all__ = [
    "MEASURES", "BadWinter", "Closure", "ContractHandedBack", "GPsLeave", "ListGrowth", "Measure",
    "Outcome", "Scores", "Stress", "areas_served", "breaking_curve", "breaking_points",
    "catchment_overlap", "close_practice", "close_site", "coverage_table", "evaluate",
    "furthest_areas", "hospital_alignment", "measure", "measures", "stress",
]  # fmt: skip
