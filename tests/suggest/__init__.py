"""Tests of the exact search, its rules and its reasons."""
