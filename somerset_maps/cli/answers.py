"""What a command answers: text for people, the same as data for programs, and an exit code."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

FINE = 0
PROBLEMS = 1
WRONG_USAGE = 2
IN_USE = 3


@dataclass(frozen=True)
class Answer:
    """The answer of one command.

    Attributes:
        text: for people; printed as it is.
        data: the same for programs; printed as JSON when asked for.
        code: the exit code.
    """

    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    code: int = FINE

    def as_json(self) -> str:
        """Return :attr:`data` as JSON text; missing values are null."""
        return json.dumps(_plain(self.data), ensure_ascii=False, indent=1)


Command = Callable[[argparse.Namespace], Answer]


class UsageError(Exception):
    """The command was called in a way that cannot be; its text says what to do."""


def add_command(
    commands: Any, name: str, does: str, run: Command, examples: str
) -> argparse.ArgumentParser:
    """Add one command to the program and return its parser, for its own arguments."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON, for programs")
    parser.set_defaults(run=run)
    return parser


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold: numbers of numpy as plain ones, missing ones as None."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
