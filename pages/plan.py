"""The Plan page: practices dragged into candidate groups on the map and on the board."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.plan import show

stay_in_the_app()
show()
