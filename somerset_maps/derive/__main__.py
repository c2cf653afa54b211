"""Derive the project's own tables from the official extracts.

python -m somerset_maps.derive INPUT_FOLDER [--out data] [--only areas|practices|journeys]
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from somerset_maps.errors import SomersetError

# The order matters: journeys are computed on the sites and the small areas written before.
STEPS = ("areas", "practices", "journeys")


def main(arguments: list[str] | None = None) -> int:
    """Run the derivation; 0 when every table was written, 1 with a sentence when not."""
    parser = argparse.ArgumentParser(
        prog="python -m somerset_maps.derive",
        description="Write the tables of data/ from a folder of official extracts.",
    )
    parser.add_argument("input_folder", type=Path, help="folder with geo/ and practice/")
    parser.add_argument("--out", type=Path, default=Path("data"), help="where the tables go")
    parser.add_argument("--only", choices=STEPS, help="one step, when its forerunners are there")
    options = parser.parse_args(arguments)
    for folder in ("geo", "practice"):
        if not (options.input_folder / folder).is_dir():
            print(f"{options.input_folder} has no folder {folder}/.", file=sys.stderr)
            return 1
    for step in [options.only] if options.only else STEPS:
        print(f"Deriving {step} ...", flush=True)
        try:
            importlib.import_module(f"somerset_maps.derive.{step}").write(
                options.input_folder, options.out
            )
        except SomersetError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"Done: the tables are in {options.out}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
