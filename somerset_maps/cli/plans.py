"""``plans`` and ``export``: what people made."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from somerset_maps.cli.answers import Answer, UsageError, add_command
from somerset_maps.cli.choosing import add_choice, choose
from somerset_maps.report.details import details_of
from somerset_maps.scenarios import PlanCard, Workspace, workspace_path


def add_commands(commands: Any) -> None:
    """Add plans and export to the program."""
    lists = add_command(
        commands,
        "plans",
        "list the plans in the workspace, the one changed last first",
        run_plans,
        "  python -m somerset_maps plans\n  python -m somerset_maps plans --deleted --json",
    )
    lists.add_argument("--deleted", action="store_true", help="list deleted plans too")
    exports = add_command(
        commands,
        "export",
        "write a plan as CSV or GeoJSON, with snapshot, settings, date and sources inside",
        run_export,
        '  python -m somerset_maps export "Study day" --format geojson --out study-day.geojson\n'
        "  python -m somerset_maps export plan.csv --format geojson\n"
        "  python -m somerset_maps export localities --snapshot 2020 --out localities.csv",
    )
    add_choice(exports)
    exports.add_argument("--format", choices=("csv", "geojson"), default="csv")
    exports.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write; otherwise standard output"
    )


def run_plans(asked: argparse.Namespace) -> Answer:
    """List the plans."""
    path = workspace_path()
    cards: list[PlanCard] = []
    if path.exists():
        with Workspace.open(path) as workspace:
            cards = workspace.plans(include_deleted=asked.deleted)
    text = "\n".join(_line(card) for card in cards) or "There are no plans yet"
    return Answer(text, {"workspace": str(path), "plans": [_data(card) for card in cards]})


def run_export(asked: argparse.Namespace) -> Answer:
    """Write a plan to a file, or to standard output."""
    chosen = choose(asked)
    details = details_of(chosen.county, chosen.settings, chosen.name, agreed=chosen.agreed)
    chosen.county.check(chosen.plan)
    if asked.format == "csv":
        text = chosen.plan.to_csv(details)
    else:
        text = chosen.plan.to_geojson(chosen.county, details)
    data = {"plan": chosen.name, "format": asked.format, "snapshot": chosen.county.snapshot}
    if asked.out is None:
        return Answer(text.rstrip("\n"), {**data, "content": text})
    try:
        asked.out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{asked.out} cannot be written: {error.strerror}") from error
    return Answer(f"Written to {asked.out}", {**data, "file": str(asked.out)})


def _line(card: PlanCard) -> str:
    name = card.name or "(not named)"
    deleted = ", deleted" if card.deleted else ""
    return (
        f"{card.plan_id}  {name}: {card.snapshot}, {card.practices} practices in "
        f"{card.groups} groups, changed {card.saved:%Y-%m-%d %H:%M} UTC{deleted}"
    )


def _data(card: PlanCard) -> dict[str, Any]:
    return {
        "plan_id": card.plan_id,
        "name": card.name,
        "snapshot": card.snapshot,
        "practices_in_a_group": card.practices,
        "groups": card.groups,
        "created": card.created.isoformat(),
        "changed": card.saved.isoformat(),
        "deleted": card.deleted,
    }
