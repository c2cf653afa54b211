"""Every measure: what it means, how it is made, how far to trust it."""

from somerset_maps.ui.pages.measures import show

show()
