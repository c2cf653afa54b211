"""Where the numbers come from, with licences and measured errors."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.data import show

stay_in_the_app()
show()
