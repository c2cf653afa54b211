"""What people judge of a plan: scores of the eight change principles, each with its spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from somerset_maps.scenarios.entries import Entry

#: Kind of the entries that hold a score; their subject is "principle" or "principle/letter".
SCORE = "score"
#: The eight change principles: key to title.
PRINCIPLES: dict[str, str] = {
    "values": "Values based",
    "incremental": "Iterative and incremental",
    "supported": "Properly supported",
    "evidenced": "Well evidenced",
    "realistic": "Realistic",
    "forward": "Forward looking",
    "inclusive": "Inclusive",
    "adaptable": "Consistent but adaptable",
}
WHOLE_PLAN = ""


@dataclass(frozen=True)
class Voice:
    """One person's present judgement.

    Attributes:
        author: name or role.
        score: 1 to 5.
        note: in their words; may be empty.
    """

    author: str
    score: int
    note: str


@dataclass(frozen=True)
class Summary:
    """How people judge one principle.

    Attributes:
        voices: how many people.
        mean: of their scores; NaN without any.
        lowest, highest: 0 without any.
    """

    voices: int
    mean: float
    lowest: int
    highest: int


def subject_of(principle: str, letter: str = WHOLE_PLAN) -> str:
    """Return the subject of a score: of the whole plan, or of the group with a letter."""
    return f"{principle}/{letter}" if letter else principle


def voices(entries: Sequence[Entry], principle: str, letter: str = WHOLE_PLAN) -> list[Voice]:
    """Return the present judgement of everybody who gave one, in the order they first spoke.

    A person's later score takes the place of an earlier one; nothing is deleted from the record.
    Entries without a name are each a person of their own.
    """
    found: dict[str, Voice] = {}
    for entry in entries:
        if entry.kind == SCORE and entry.subject == subject_of(principle, letter):
            who = entry.author.strip()
            key = who.casefold() or f"#{entry.number}"
            score = min(5, max(1, int(entry.value["score"])))
            found[key] = Voice(who or "no name", score, str(entry.value.get("note", "")))
    return list(found.values())


def summary(said: Sequence[Voice]) -> Summary:
    """Return how many people judged, their mean, and how far they are apart."""
    scores = [voice.score for voice in said]
    if not scores:
        return Summary(0, nan, 0, 0)
    return Summary(len(scores), sum(scores) / len(scores), min(scores), max(scores))


def principle_summary(entries: Sequence[Entry], letter: str = WHOLE_PLAN) -> dict[str, Summary]:
    """Return title of each principle to how people judge it."""
    return {title: summary(voices(entries, key, letter)) for key, title in PRINCIPLES.items()}
