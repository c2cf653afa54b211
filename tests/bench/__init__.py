"""What a drag, an evaluation and a build cost: ``python -m tests.bench`` prints a table."""
