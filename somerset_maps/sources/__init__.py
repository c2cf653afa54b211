"""Readers of official file formats, the checks of the project's own tables, and the database build."""
