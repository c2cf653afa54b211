"""The way to a plan in stages."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.roadmap import show

stay_in_the_app()
show()
