"""Measures of a plan: one a function, one family a file, one registry.

Beside the measures, tables that take more than a plan to ask for: who lives how far away
(:mod:`reach`), whose areas overlap (:mod:`alignment`), and what a closure would mean
(:mod:`closure`).
"""

from somerset_maps.metrics.alignment import catchment_overlap, hospital_alignment
from somerset_maps.metrics.closure import Closure, close_practice, close_site
from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.reach import areas_served, coverage_table, furthest_areas
from somerset_maps.metrics.registry import MEASURES, measure, measures
from somerset_maps.metrics.scores import Scores, evaluate

__all__ = [
    "MEASURES", "Closure", "Measure", "Scores", "areas_served", "catchment_overlap",
    "close_practice", "close_site", "coverage_table", "evaluate", "furthest_areas",
    "hospital_alignment", "measure", "measures",
]  # fmt: skip
