"""How to run a session, keep a plan, and use the keyboard."""

from somerset_maps.ui.pages.help import show

show()
