"""Five years ahead: lists of practices, groups and the county, GP time of groups and the county."""

from somerset_maps.outlook.forecast import HORIZON, Outlook, Path, outlook
from somerset_maps.outlook.scenarios import SCENARIOS, Scenario

__all__ = ["HORIZON", "SCENARIOS", "Outlook", "Path", "Scenario", "outlook"]
