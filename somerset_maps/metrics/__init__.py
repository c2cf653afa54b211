"""Measures of a plan: one a function, one family a file, one registry."""

from somerset_maps.metrics.measure import Measure
from somerset_maps.metrics.registry import MEASURES, measure, measures
from somerset_maps.metrics.scores import Scores, evaluate

__all__ = ["MEASURES", "Measure", "Scores", "evaluate", "measure", "measures"]
