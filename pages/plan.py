"""The Plan page: practices dragged into candidate groups on the map and on the board."""

from somerset_maps.ui.pages.plan import show

show()
