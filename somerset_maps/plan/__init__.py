"""Plans: which practice is in which candidate group. Immutable, so undo is a list of plans."""

from somerset_maps.plan.carry import Carried
from somerset_maps.plan.model import Group, Plan
from somerset_maps.plan.palette import COLOURS, choose_colour, ink_on, next_letter
from somerset_maps.plan.table import PlanFile, read_plan, write_plan

__all__ = [
    "COLOURS", "Carried", "Group", "Plan", "PlanFile",
    "choose_colour", "ink_on", "next_letter", "read_plan", "write_plan",
]  # fmt: skip
