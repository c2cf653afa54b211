"""Readable names of practices, sites and places from official ones."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from somerset_maps.derive.by_hand import read_by_hand
from somerset_maps.errors import DataError
from somerset_maps.sources.places import to_british_grid

_SMALL_WORDS = frozenset({"and", "at", "by", "in", "of", "on", "sub", "the", "upon"})
_CAPITALS = frozenset({"NHS", "PCN", "RPN", "GP"})
_ADDRESS_TAIL = re.compile(r",\s.*$|(?<!\bST)\.\s.*$", re.IGNORECASE)
_DOCTOR = re.compile(r"^DRS?\b", re.IGNORECASE)


def title_case(text: str) -> str:
    """Official capitals as people write them.

    >>> title_case("ST JAMES MEDICAL CENTRE")
    'St James Medical Centre'
    >>> title_case("HOUSE OF ST ALDHELM'S, STOKE-SUB-HAMDON")
    "House of St Aldhelm's, Stoke-sub-Hamdon"
    """
    words = text.replace("&", "and").split()
    return " ".join(_cased(word, first=position == 0) for position, word in enumerate(words))


def _cased(word: str, *, first: bool) -> str:
    if word.strip("()").upper() in _CAPITALS:
        return word.upper()
    parts = word.lower().split("-")
    cased = [
        part if part in _SMALL_WORDS and not (first and position == 0) else _capital(part)
        for position, part in enumerate(parts)
    ]
    return "-".join(cased)


def _capital(part: str) -> str:
    """The first letter large, wherever it stands ("(click)" to "(Click)")."""
    return re.sub(r"[a-z]", lambda letter: letter.group().upper(), part, count=1)


def without_address(official_name: str) -> str:
    """The name before its address tail.

    >>> without_address("HAMDON MEDICAL CENTRE, STOKE-SUB-HAMDON")
    'HAMDON MEDICAL CENTRE'
    >>> without_address("THE GLASTONBURY SURGERY. GLASTONBURY")
    'THE GLASTONBURY SURGERY'
    """
    return _ADDRESS_TAIL.sub("", official_name)


def practice_names(official_names: pd.Series) -> pd.Series:
    """Readable names, no two the same.

    Args:
        official_names: index practice_code, values the ODS name of one snapshot.

    Returns:
        Index practice_code, the name people see.

    Raises:
        DataError: a name that only a person can mend (a doctor's, a nameless "The Surgery"),
            or two practices that would be called the same.
    """
    by_hand = read_by_hand("practice_names").set_index(["practice_code", "official_name"])["name"]
    names = {}
    for code, official in official_names.items():
        name = by_hand.get((code, official)) or title_case(without_address(official))
        if _DOCTOR.match(name) or name in {"The Surgery", "Surgery", "The Health Centre"}:
            raise DataError(f"{code} is called {official!r}: give it a name in practice_names.csv.")
        names[code] = name
    readable = pd.Series(names, name="name").rename_axis("practice_code")
    twice = readable[readable.duplicated(keep=False)]
    if not twice.empty:
        codes = ", ".join(f"{code} {name}" for code, name in twice.items())
        raise DataError(f"Practices of the same name: {codes}. Tell them apart by hand.")
    return readable


def nearest_places(points: pd.DataFrame, settlements: pd.DataFrame) -> pd.Series:
    """The settlement a person would say a point is in or near.

    A town reaches further than its centre point, so the distance is counted from the edge of
    a circle that holds the population at 2,500 people a square kilometre.

    Args:
        points: easting, northing (metres), postcode; a few postcodes have their place by hand.
        settlements: as `sources.places.read_settlements` gives them.

    Returns:
        Index of points, names of settlements.
    """
    inside = settlements[settlements["in_county"]].reset_index(drop=True)
    easting, northing = to_british_grid(inside["lat"], inside["lon"])
    radius = np.sqrt(inside["population"].to_numpy() / 2_500 / np.pi) * 1_000
    away = np.hypot(
        points["easting"].to_numpy()[:, None] - easting,
        points["northing"].to_numpy()[:, None] - northing,
    )
    nearest = inside["name"].to_numpy()[(away - radius).argmin(axis=1)]
    by_hand = read_by_hand("places").set_index("postcode")["place"]
    return points["postcode"].map(by_hand).fillna(pd.Series(nearest, index=points.index))
