"""The sections of the Principles page."""
