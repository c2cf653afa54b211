"""Derivation of the project's own tables (data/) from the official extracts."""
