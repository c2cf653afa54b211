"""Where the numbers come from, with licences and measured errors."""

from somerset_maps.ui.pages.data import show

show()
