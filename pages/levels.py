"""Who does what: groups of groups, and functions by level."""

from somerset_maps.ui.pages.levels import show

show()
