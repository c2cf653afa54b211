"""Errors that people read: what is wrong, where it is, and what to do about it."""

from __future__ import annotations


class SomersetError(Exception):
    """Base of every error this project raises on purpose; its text is safe to show on a page."""


class PlanError(SomersetError):
    """A plan, or a change asked of one, that cannot be: the plan before it stays as it was.

    Attributes:
        problems: every single problem found, so that a whole file can be mended at one sitting.
    """

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems or (message,)


class DataError(SomersetError):
    """An input table or database that does not hold what it should."""


class WorkspaceError(SomersetError):
    """The file of what people made cannot be opened, read or written."""


class WorkspaceBusy(WorkspaceError):
    """Another process holds the workspace file."""
