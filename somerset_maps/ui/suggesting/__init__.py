"""The parts of the Suggest page."""
