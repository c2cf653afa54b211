"""What a group can bear, each practice alone and in its group."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.resilience import show

stay_in_the_app()
show()
