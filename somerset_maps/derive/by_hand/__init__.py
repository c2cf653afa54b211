"""Small tables compiled by hand, each row with what it was taken from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

_FOLDER = Path(__file__).parent


def read_by_hand(name: str) -> pd.DataFrame:
    """One of the tables of this folder, every value text, missing where empty."""
    return pd.read_csv(_FOLDER / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""])
