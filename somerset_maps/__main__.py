"""``python -m somerset_maps``: the terminal commands."""

import sys

from somerset_maps.cli import main

if __name__ == "__main__":
    sys.exit(main())
