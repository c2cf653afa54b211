"""Numbers and states in the words a room reads aloud; files that leave the app use the same."""

from somerset_maps.report.words import (
    NOTHING,
    counted,
    in_words,
    is_missing,
    listed,
    minutes,
    percent,
    size_words,
    whole,
)

__all__ = [
    "NOTHING", "counted", "in_words", "is_missing", "listed", "minutes", "percent", "size_words",
    "whole",
]  # fmt: skip
