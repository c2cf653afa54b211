"""The terminal: the same plans, measures and data as on the pages, for scripts and for analysts."""

from somerset_maps.cli.program import main

__all__ = ["main"]
