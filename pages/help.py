"""How to run a session, keep a plan, and use the keyboard."""

from somerset_maps.ui.frame import stay_in_the_app
from somerset_maps.ui.pages.help import show

stay_in_the_app()
show()
