"""Seven practices of Mendip and its edge, and a plan to start from."""

from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, Practices, Workspace

NAMES = {
    "L85002": "Wells Health Centre",
    "L85011": "Cheddar Medical Centre",
    "L85029": "Vine Surgery (L85029)",
    "L85034": "Wells City Practice",
    "L85039": "Glastonbury Surgery",
    "L85047": "Glastonbury Health Centre",
    "L85060": "Vine Surgery (L85060)",
}
NEIGHBOURS = {
    "L85002": {"L85034", "L85011", "L85039"},
    "L85034": {"L85002", "L85011"},
    "L85011": {"L85002", "L85034"},
    "L85039": {"L85047", "L85002", "L85029"},
    "L85047": {"L85039"},
    "L85029": {"L85060", "L85039"},
    "L85060": {"L85029"},
}
PRACTICES = Practices("2016", NAMES, NEIGHBOURS)
START = Plan.from_assignment({"L85002": "Wells", "L85034": "Wells", "L85029": "Street"})


def entry(plan_id: str, seq: int, kind: str, client: str = "board-a", **fields: object) -> dict:
    """Return an outbox entry as a browser sends it."""
    return {"client": client, "seq": seq, "plan": plan_id, "kind": kind, **fields}


def move(plan_id: str, seq: int, code: str, to: str | None, client: str = "board-a") -> dict:
    return entry(plan_id, seq, "move", client, codes=[code], to=to)


def reopened(workspace: Workspace) -> LivePlans:
    """Return the plans as another start of the program finds them."""
    workspace.close()
    return LivePlans(Workspace.open(workspace.path), lambda snapshot: PRACTICES)
