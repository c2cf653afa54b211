"""Which plan a command is about: a file, a reference grouping, or a plan of the workspace."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from somerset_maps.cli.answers import UsageError
from somerset_maps.county import County, load_county
from somerset_maps.errors import PlanError
from somerset_maps.plan import Plan, read_plan
from somerset_maps.scenarios import Workspace, workspace_path
from somerset_maps.settings import Settings

PLAN_HELP = (
    "a CSV file, - for standard input, localities, pcn-2020, or the id or the name of a plan in "
    "the workspace"
)

_LONGEST_HEAD = 20_000


@dataclass(frozen=True)
class Chosen:
    """A plan with the snapshot and the assumptions it is to be read with."""

    plan: Plan
    name: str
    county: County
    settings: Settings
    agreed: tuple[str, ...] = ()


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that choose a plan."""
    parser.add_argument("plan", metavar="PLAN", help=PLAN_HELP)
    parser.add_argument("--snapshot", help="such as 2016; otherwise the one the plan was made for")
    parser.add_argument(
        "--band",
        nargs=2,
        type=int,
        metavar=("FROM", "TO"),
        help="the size range in registered patients; otherwise the plan's own",
    )


def choose(asked: argparse.Namespace) -> Chosen:
    """Find the plan that is asked for.

    Raises:
        UsageError: if there is no such plan, or the size range is none.
        PlanError: if the file has bad rows, all of them named.
        DataError: if there is no such snapshot.
        WorkspaceBusy: if the plan can only be in the workspace and the app is using it.
    """
    named: str = asked.plan
    if named == "-" or Path(named).is_file():
        return _from_file(asked, named)
    if named in ("localities", "pcn-2020"):
        county = load_county(asked.snapshot)
        return Chosen(county.reference_plans[named], named, county, _settings(asked, Settings()))
    if named.lower().endswith(".csv"):
        raise UsageError(f"There is no file {named}")
    return _from_workspace(asked, named)


def _from_file(asked: argparse.Namespace, named: str) -> Chosen:
    content = sys.stdin.buffer.read() if named == "-" else Path(named).read_bytes()
    details = _details_of(content)
    county = load_county(asked.snapshot or details.get("snapshot"))
    plan = Plan.from_csv(content, county.position)
    kept = details.get("settings")
    try:
        settings = Settings.model_validate_json(kept) if kept else Settings()
    except ValidationError:
        raise PlanError(
            f"{named}: the line “# settings:” cannot be read: mend it or take it out"
        ) from None
    return Chosen(plan, details.get("plan", Path(named).stem), county, _settings(asked, settings))


def _details_of(content: bytes) -> dict[str, str]:
    """Read the ``# key: value`` lines alone: they say which snapshot's practices to check for."""
    lines = content[:_LONGEST_HEAD].decode("utf-8-sig", "replace").splitlines()
    notes = [line for line in lines if line.lstrip(' "').startswith("#")]
    return read_plan("\n".join([*notes, "practice_code,group"])).details


def _from_workspace(asked: argparse.Namespace, named: str) -> Chosen:
    path = workspace_path()
    if not path.exists():
        raise UsageError(f"“{named}” is no file, and nothing is in the workspace {path} yet")
    with Workspace.open(path) as workspace:
        wanted = [
            card.plan_id
            for card in workspace.plans(include_deleted=True)
            if named == card.plan_id
            or (not card.deleted and named.casefold() == card.name.casefold())
        ]
        if not wanted:
            raise UsageError(
                f"“{named}” is neither a file nor a plan in {path}: "
                "python -m somerset_maps plans lists them"
            )
        stored = workspace.load(wanted[0])
    standing = stored.standing
    county = load_county(asked.snapshot or stored.snapshot)
    plan = stored.last.plan
    agreed = tuple(standing.marks.agreed(list(plan.assignment)))
    return Chosen(plan, standing.name, county, _settings(asked, standing.settings), agreed)


def _settings(asked: argparse.Namespace, settings: Settings) -> Settings:
    if asked.band is None:
        return settings
    try:
        return Settings.model_validate({**settings.model_dump(), "band": tuple(asked.band)})
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"--band: {reason}") from error
