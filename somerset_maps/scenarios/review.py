"""What people judge and write of a plan: scores with their spread, and fields kept one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from somerset_maps.scenarios.entries import Entry
from somerset_maps.scenarios.texts import items

#: Kind of the entries that hold a score; their subject is as :func:`subject_of` writes it.
SCORE = "score"
#: Kind of the entries that hold the text of one field; the last one about a field stands.
FIELD = "field"
WHOLE_PLAN = ""
#: The eight change principles: key to title.
PRINCIPLES: dict[str, str] = {item.key: item.title for item in items("principle")}
LOWEST, HIGHEST = 1, 5


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


def subject_of(*parts: str) -> str:
    """Return the subject of an entry: what it is about, parts left empty left out.

    >>> subject_of("realistic", ""), subject_of("realistic", "B")
    ('realistic', 'realistic/B')
    """
    return "/".join(part for part in parts if part)


def voices(entries: Sequence[Entry], principle: str, letter: str = WHOLE_PLAN) -> list[Voice]:
    """Return the present judgement of everybody who gave one, in the order they first spoke.

    A person's later score takes the place of an earlier one; nothing is deleted from the record.
    Those without a name are each a person of their own.
    """
    return [said[-1] for said in _by_author(entries, principle, letter).values()]


def earlier(entries: Sequence[Entry], principle: str, letter: str = WHOLE_PLAN) -> list[Voice]:
    """Return judgements that a later one under the same name has replaced: still to be read."""
    return [
        voice for said in _by_author(entries, principle, letter).values() for voice in said[:-1]
    ]


def _by_author(entries: Sequence[Entry], principle: str, letter: str) -> dict[str, list[Voice]]:
    found: dict[str, list[Voice]] = {}
    for entry in entries:
        if entry.kind == SCORE and entry.subject == subject_of(principle, letter):
            who = entry.author.strip()
            key = who.casefold() or f"#{entry.number}"
            score = min(HIGHEST, max(LOWEST, int(entry.value["score"])))
            voice = Voice(who or "no name", score, str(entry.value.get("note", "")))
            found.setdefault(key, []).append(voice)
    return found


def minority(said: Sequence[Voice]) -> list[Voice]:
    """Return those two or more points away from the mean of the others: easily overlooked."""
    total, count = sum(voice.score for voice in said), len(said)
    if count < 2:
        return []
    return [voice for voice in said if abs(voice.score - (total - voice.score) / (count - 1)) >= 2]


def summary(said: Sequence[Voice]) -> Summary:
    """Return how many people judged, their mean, and how far they are apart."""
    scores = [voice.score for voice in said]
    if not scores:
        return Summary(0, nan, 0, 0)
    return Summary(len(scores), sum(scores) / len(scores), min(scores), max(scores))


def principle_summary(entries: Sequence[Entry], letter: str = WHOLE_PLAN) -> dict[str, Summary]:
    """Return title of each principle to how people judge it."""
    return {item.title: summary(voices(entries, item.key, letter)) for item in items("principle")}


def fields(entries: Sequence[Entry]) -> dict[str, str]:
    """Return what stands in every field: subject to text; emptied fields left out."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.kind == FIELD:
            text = str(entry.value.get("text", "")).strip()
            found.pop(entry.subject, None)
            if text:
                found[entry.subject] = text
    return found
