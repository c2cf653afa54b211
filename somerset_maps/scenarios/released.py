"""Practices that had agreed and were moved all the same: what they had said stays in the journal.

A confirmed move takes the stance of a practice that leaves the group it agreed to. The move's step
keeps what was said, so that undo gives it back and the history shows who had agreed to what.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import astuple

from somerset_maps.scenarios.marks import NOT_ASKED, Marks, Stance

_FIELD = "released"


def with_released(action: str, marks: Marks, codes: Collection[str]) -> str:
    """Return an action's JSON text with the stances of ``codes`` in it, as they stand in ``marks``.

    >>> marks = Marks().with_stance(["L85002"], "agreed", "Dr A", "2016-03-01")
    >>> with_released("{}", marks, ["L85002"])
    '{"released": {"L85002": ["agreed", "Dr A", "2016-03-01"]}}'
    """
    said = {code: list(astuple(marks.stances[code])) for code in codes if code in marks.stances}
    return json.dumps({**json.loads(action), _FIELD: said}, ensure_ascii=False) if said else action


def released_by(action: str) -> dict[str, Stance]:
    """Return the stances that the step with this action took, as they were before it."""
    return {code: Stance(*said) for code, said in json.loads(action).get(_FIELD, {}).items()}


def without_stance(marks: Marks, codes: Collection[str]) -> Marks:
    """Return the marks with ``codes`` not asked."""
    return marks.with_stance(codes, NOT_ASKED, "", "")


def restored(marks: Marks, released: Mapping[str, Stance]) -> tuple[Marks, list[str]]:
    """Return the marks with stances given back, and the practices that got theirs back.

    What a practice has said since then goes before what it had said.
    """
    again = [code for code in released if marks.stance_of(code) == NOT_ASKED]
    for code in again:
        said = released[code]
        marks = marks.with_stance([code], said.stance, said.by, said.on)
    return marks, again
