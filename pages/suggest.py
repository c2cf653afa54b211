"""The most compact grouping under the room's rules, with proof."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.suggest import show

stay_in_the_app()
show()
