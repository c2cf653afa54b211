"""The long forms of the checks, run by make soak."""
