"""The sections of the Resilience page."""
