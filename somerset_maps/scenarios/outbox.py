"""What browsers hold in their outboxes: read entry by entry, and put into order."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge

from somerset_maps.errors import PlanError
from somerset_maps.scenarios.actions import Entry, parse_entry

#: So many entries of an outbox are taken at once; the others come again.
MOST_ENTRIES = 1000


def read_outbox(entries: Sequence[object]) -> tuple[list[Entry], list[str]]:
    """Return the entries that can be told apart, and what is wrong with the others."""
    read: list[Entry] = []
    notices: list[str] = []
    for fields in entries[:MOST_ENTRIES] if isinstance(entries, list) else ():
        try:
            read.append(parse_entry(fields))
        except PlanError as error:
            notices.append(str(error))
    return read, notices


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries of several outboxes in the order they were made.

    An outbox's own entries stand in the order of their numbers, whatever its clock says; between
    outboxes the clock decides, because the map and the board of one window share it.
    """
    outboxes: dict[str, list[tuple[float, Entry]]] = {}
    for entry in sorted(entries, key=lambda entry: entry.seq):
        own = outboxes.setdefault(entry.client, [])
        own.append((max(entry.at, own[-1][0] if own else 0.0), entry))
    return [entry for _, entry in merge(*outboxes.values(), key=lambda timed: timed[0])]
