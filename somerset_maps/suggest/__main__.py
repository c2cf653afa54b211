"""The worker's own entry: ``python -m somerset_maps.suggest``, started by the app alone."""

from somerset_maps.suggest.worker import main

main()
