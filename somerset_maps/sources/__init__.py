"""Readers of official file formats, checks of the project's own tables, and the database build."""
