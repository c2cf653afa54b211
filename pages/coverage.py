"""Who lives within reach of a surgery of their own group."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.coverage import show

stay_in_the_app()
show()
