"""The sections of the Coverage page."""
