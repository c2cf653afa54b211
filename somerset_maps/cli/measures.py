"""``evaluate``: every measure of a plan."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
import pandas as pd

from somerset_maps.cli.answers import Answer, add_command
from somerset_maps.cli.choosing import Chosen, add_choice, choose
from somerset_maps.metrics import Measure, Scores, evaluate, measures

_STATUS = {"in": "in the size range", "under": "below the range", "over": "above the range"}
_WIDEST_TITLE = 44


def add_commands(commands: Any) -> None:
    """Add evaluate to the program."""
    parser = add_command(
        commands,
        "evaluate",
        "measure a plan: size, resilience, shape and coverage of its groups",
        run_evaluate,
        "  python -m somerset_maps evaluate plan.csv\n"
        "  python -m somerset_maps evaluate plan.csv --snapshot 2020 --band 25000 30000\n"
        "  python -m somerset_maps evaluate localities --json",
    )
    add_choice(parser)


def run_evaluate(asked: argparse.Namespace) -> Answer:
    """Measure the plan that is asked for."""
    chosen = choose(asked)
    scores = evaluate(chosen.county, chosen.plan, chosen.settings)
    return Answer(_text(chosen, scores), _data(chosen, scores))


def _data(chosen: Chosen, scores: Scores) -> dict[str, Any]:
    about = {
        level: {
            item.key: {"title": item.title, "unit": item.unit, "grade": item.grade}
            for item in measures(level)
        }
        for level in ("group", "county")
    }  # fmt: skip
    return {
        "plan": chosen.name,
        "snapshot": chosen.county.snapshot,
        "settings": chosen.settings.model_dump(),
        "county": scores.county.to_dict(),
        "groups": {str(name): row.to_dict() for name, row in scores.groups.iterrows()},
        "measures": about,
    }


def _text(chosen: Chosen, scores: Scores) -> str:
    low, high = chosen.settings.band
    lines = [
        f"{chosen.name or 'Unnamed plan'}: {chosen.county.snapshot} snapshot, "
        f"size range {low:,} to {high:,}",
        "",
        "The whole plan",
        *(_line(item, scores.county[item.key]) for item in measures("county")),
    ]
    for group in chosen.plan.groups:
        lines += ["", f"{group.letter}  {group.name}"]
        row = scores.groups.loc[group.name]
        lines += [_line(item, row[item.key]) for item in measures("group")]
    return "\n".join(lines)


def _line(item: Measure, value: Any) -> str:
    note = "" if item.grade == "measured" else f"  ({item.grade})"
    return f"  {item.title:<{_WIDEST_TITLE}} {_shown(item, value)}{note}"


def _shown(item: Measure, value: Any) -> str:
    """Return a value with its unit as people write it."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return "no value"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _STATUS.get(value, value)
    number = float(value)
    if item.unit == "share":
        return f"{number:.1%}"
    if item.unit in ("minutes", "whole-time equivalents"):
        return f"{number:,.1f} {item.unit}"
    if item.unit in item.title.casefold():
        return f"{number:,.0f}"
    return f"{number:,.0f} {item.unit}"
