"""What people make: plans, their journals, undo, and the file that keeps them."""

from somerset_maps.scenarios.actions import Action, apply_action, parse_action
from somerset_maps.scenarios.copies import backup, restore
from somerset_maps.scenarios.live import LivePlans
from somerset_maps.scenarios.live_plan import LivePlan
from somerset_maps.scenarios.sentences import describe
from somerset_maps.scenarios.state import Outcome, Panel, PlanState, Practices
from somerset_maps.scenarios.store import PlanCard, Standing, Step, Store, StoredPlan
from somerset_maps.scenarios.workspace import Workspace, workspace_path

__all__ = [
    "Action", "LivePlan", "LivePlans", "Outcome", "Panel", "PlanCard", "PlanState", "Practices",
    "Standing", "Step", "Store", "StoredPlan", "Workspace", "apply_action", "backup", "describe",
    "parse_action", "restore", "workspace_path",
]  # fmt: skip
