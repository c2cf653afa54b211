"""Letters and colours of groups.

Twelve colours that stay apart on a projector and for the common colour-blindnesses: the eight of
Okabe and Ito (2008) without black, darkened where white land would swallow them, and five more set
between them in lightness. A letter always goes with the colour, so colour is never alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from string import ascii_uppercase

#: Twelve colours in the order in which neighbouring groups should take them (far apart first).
COLOURS: tuple[str, ...] = (
    "#0072B2",  # blue
    "#E69F00",  # amber
    "#007A5A",  # green
    "#C8609E",  # pink
    "#56B4E9",  # sky
    "#B34700",  # rust
    "#5B3A8C",  # violet
    "#C9C11F",  # olive yellow
    "#00A0A0",  # teal
    "#7A5230",  # brown
    "#9DB96A",  # sage
    "#3A4A5C",  # slate
)


def _luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` as WCAG 2.2 defines it, 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(colour: str) -> str:
    """Return near-black or white, whichever reads better on ``colour`` (``#RRGGBB``)."""
    light = _luminance(colour)
    on_white = 1.05 / (light + 0.05)
    on_ink = (light + 0.05) / (_luminance("#1A1A1A") + 0.05)
    return "#FFFFFF" if on_white >= on_ink else "#1A1A1A"


def letters() -> Iterable[str]:
    """Yield A to Z, then AA, AB and so on, without end."""
    yield from ascii_uppercase
    for first in letters():
        for last in ascii_uppercase:
            yield first + last


def next_letter(used: Collection[str]) -> str:
    """Return the first letter, A to Z then AA, that no group in ``used`` has.

    >>> next_letter(["A", "C"])
    'B'
    """
    taken = set(used)
    return next(letter for letter in letters() if letter not in taken)


def choose_colour(used: Iterable[str], avoid: Collection[str] = ()) -> str:
    """Return the colour for a new group: the least used, and none of ``avoid`` when there is one.

    Args:
        used: colours of the groups that exist, with repeats.
        avoid: colours of the groups next to it on the map.
    """
    times = Counter(used)
    free = [colour for colour in COLOURS if colour not in avoid] or list(COLOURS)
    return min(free, key=lambda colour: (times[colour], COLOURS.index(colour)))
