"""Who does what: groups of groups, and functions by level."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.levels import show

stay_in_the_app()
show()
