"""The program around the commands: arguments, messages for people, exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from somerset_maps.cli import copies, data, measures, plans, suggesting
from somerset_maps.cli.answers import IN_USE, PROBLEMS, WRONG_USAGE, Answer, UsageError
from somerset_maps.errors import PlanError, SomersetError, WorkspaceBusy

_EPILOG = """\
exit codes:
  0  everything is fine
  1  problems were found: in a plan, in the data or in the workspace
  2  the command was called in a wrong way, or a file it names is not there
  3  the app is using the workspace

places:
  SOMERSET_DATA       the folder of tables (otherwise data/)
  SOMERSET_WORKSPACE  the file of what people make (otherwise data/workspace.duckdb)

example:
  python -m somerset_maps evaluate plan.csv --band 25000 30000
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole program."""
    program = argparse.ArgumentParser(
        prog="python -m somerset_maps",
        description="Somerset Maps in the terminal: build and check the data, measure and export "
        "plans, back up what people made.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = program.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for family in (data, measures, suggesting, plans, copies):
        family.add_commands(commands)
    return program


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; answers go to stdout, trouble to stderr.

    Args:
        arguments: without the program's name; those of the command line when left out.
    """
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as finished:
        return int(finished.code or 0)
    try:
        answer: Answer = asked.run(asked)
    except UsageError as error:
        return _tell(asked, error, WRONG_USAGE)
    except WorkspaceBusy as error:
        return _tell(asked, error, IN_USE)
    except SomersetError as error:
        return _tell(asked, error, PROBLEMS)
    _print(answer.as_json() if asked.json else answer.text)
    return answer.code


def _tell(asked: argparse.Namespace, error: Exception, code: int) -> int:
    """Say what stopped the command."""
    if asked.json:
        problems = list(error.problems) if isinstance(error, PlanError) else [str(error)]
        _print(Answer("", {"error": str(error), "problems": problems}).as_json())
    print(error, file=sys.stderr)
    return code


def _print(text: str) -> None:
    """Print, also where the terminal's alphabet lacks a sign."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
