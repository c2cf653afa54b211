"""The parts of the Roadmap page."""
