"""Five years ahead, other futures, and how good such forecasts were."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.outlook import show

stay_in_the_app()
show()
