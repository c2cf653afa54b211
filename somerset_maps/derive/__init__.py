"""Derivation: from the official extracts to the tidy tables of `data/`."""
