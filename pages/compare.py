"""Two to four plans side by side, and five frames for a board's agenda."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.compare import show

stay_in_the_app()
show()
