"""A plan held against what the county's GPs asked for."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.principles import show

stay_in_the_app()
show()
