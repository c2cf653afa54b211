"""Suggest: the grouping that keeps every rule and is, provably, best by a chosen measure."""
