"""Scripts that run in the browser and are shared by the map and the board."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: What the map and the board have in common, in the order in which they need it.
SHARED = ("outbox.js", "pieces.js", "numbers.js", "stances.js", "pending.js", "confirm.js")


@cache
def script(name: str) -> str:
    """Return the text of one browser script of this package, for example ``"outbox.js"``.

    Raises:
        FileNotFoundError: if the package holds no script of that name.
    """
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
