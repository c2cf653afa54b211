"""Every measure: what it means, how it is made, how far to trust it."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.glossary import show

stay_in_the_app()
show()
