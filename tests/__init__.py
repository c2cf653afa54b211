"""Tests of Somerset Maps."""
