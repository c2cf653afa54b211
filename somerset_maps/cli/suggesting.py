"""``suggest``: the best grouping under a plan's rules, proved when time allows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from somerset_maps.cli.answers import PROBLEMS, Answer, UsageError, add_command
from somerset_maps.cli.choosing import Chosen, add_choice, choose
from somerset_maps.report.details import details_of
from somerset_maps.suggest import OBJECTIVES, Suggestion, Wishes, repair, suggest


def add_commands(commands: Any) -> None:
    """Add suggest to the program."""
    parser = add_command(
        commands,
        "suggest",
        "find the best grouping under a plan's size range, longest drive and locked groups",
        run_suggest,
        "  python -m somerset_maps suggest localities --snapshot 2020\n"
        "  python -m somerset_maps suggest plan.csv --groups 16 --objective fairness\n"
        '  python -m somerset_maps suggest "Study day" --mend --out mended.csv',
    )
    add_choice(parser)
    parser.add_argument(
        "--objective", choices=tuple(OBJECTIVES), default="travel", help="what to be best at"
    )
    parser.add_argument("--groups", type=int, metavar="NUMBER", help="just so many groups")
    parser.add_argument(
        "--soft", action="store_true", help="keep the size range as far as can be, not always"
    )
    parser.add_argument(
        "--mend", action="store_true", help="the smallest change that makes the plan keep the rules"
    )
    parser.add_argument("--seconds", type=float, default=60, help="how long to look at most (60)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the grouping as CSV")


def run_suggest(asked: argparse.Namespace) -> Answer:
    """Search, and say what was found."""
    chosen = choose(asked)
    wishes = Wishes(soft_range=asked.soft)
    arguments = wishes.arguments(chosen.county, chosen.plan, chosen.settings, {})
    if asked.mend:
        found = repair(
            chosen.county, chosen.plan, chosen.settings,
            rules=arguments["rules"], time_limit=asked.seconds,
        )  # fmt: skip
    else:
        arguments |= {"objective": asked.objective, "groups": asked.groups}
        found = suggest(chosen.county, **arguments, time_limit=asked.seconds)
    if found.plan is not None and asked.out is not None:
        details = details_of(chosen.county, chosen.settings, f"{chosen.name}, suggested")
        try:
            asked.out.write_text(found.plan.to_csv(details), encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(f"{asked.out} cannot be written: {error.strerror}") from error
    return Answer(
        _text(chosen, found, asked), _data(found), 0 if found.plan is not None else PROBLEMS
    )


def _text(chosen: Chosen, found: Suggestion, asked: argparse.Namespace) -> str:
    lines = [f"{sentence}." for sentence in found.sentences] + [""]
    if found.plan is None:
        lines.append(
            "No grouping keeps all of these rules."
            if found.proved
            else "No grouping was found in this time."
        )
        lines += [
            f"  {reason.sentence}."
            + (f" To help: {reason.relaxation}." if reason.relaxation else "")
            for reason in found.reasons
        ]
        return "\n".join(lines)
    sure = (
        "no other grouping under these rules is better"
        if found.proved
        else f"at most {found.gap:.1%} better is possible"
    )
    unit = OBJECTIVES["travel" if asked.mend else asked.objective].unit
    lines.append(
        f"{len(found.plan.groups)} groups, {found.objective:,.0f} {unit}, "
        f"{found.seconds:.1f} s: {sure}."
    )
    names = chosen.county.practices["name"]
    for group in found.plan.groups:
        lines.append(f"{group.letter}  {group.name}")
        lines += [f"   {code}  {names[code]}" for code in group.members]
    if asked.out is not None:
        lines += ["", f"Written to {asked.out}"]
    return "\n".join(lines)


def _data(found: Suggestion) -> dict[str, Any]:
    known = found.plan is not None
    return {
        "proved": found.proved,
        "objective": found.objective if known else None,
        "bound": found.bound if known else None,
        "seconds": found.seconds,
        "values": found.values,
        "rules": list(found.sentences),
        "groups": {group.name: list(group.members) for group in found.plan.groups}
        if found.plan is not None
        else {},
        "reasons": [
            {"rule": one.sentence, "practices": list(one.practices), "to_help": one.relaxation}
            for one in found.reasons
        ],
    }
