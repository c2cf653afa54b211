"""Roadmap: the way to a plan in stages, each of which can be the last."""

from somerset_maps.roadmap.benefits import Change
from somerset_maps.roadmap.check import Broken, broken
from somerset_maps.roadmap.stages import Roadmap, Stage, roadmap
from somerset_maps.roadmap.terms import RoadmapTerms

__all__ = ["Broken", "Change", "Roadmap", "RoadmapTerms", "Stage", "broken", "roadmap"]
