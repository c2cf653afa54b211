"""What the county's GP papers ask of a plan.

Read from ``principles.toml``: the place to change a word, or which measures belong to a principle.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Item:
    """One thing to judge, choose or tick.

    Attributes:
        key: stable; part of what is kept.
        title: plain words.
        asks: what it asks for; principles and conditions.
        county, group: keys of measures that are evidence; principles.
        missing: what nobody measures; principles.
        evidence: how well a benefit is known.
        pro, con: for and against; models and staff options.
    """

    key: str
    title: str
    asks: str = ""
    county: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: str = ""
    pro: str = ""
    con: str = ""


KINDS = (
    "principle", "condition", "strength", "benefit", "model", "staff", "hurdle", "support",
    "protection",
)  # fmt: skip


@lru_cache(maxsize=1)
def _read() -> dict[str, tuple[Item, ...]]:
    text = files("somerset_maps.scenarios").joinpath("principles.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {
        kind: tuple(
            Item(**{name: _frozen(value) for name, value in row.items()}) for row in table[kind]
        )
        for kind in KINDS
    }


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def items(kind: str) -> tuple[Item, ...]:
    """Return the items of one of :data:`KINDS`, in the order in which they should stand.

    Raises:
        KeyError: if there is no such kind.
    """
    return _read()[kind]
