"""Plans side by side: every measure, which is better by its direction, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics import Scores, measures
from somerset_maps.metrics.measure import Level, Measure
from somerset_maps.plan import Plan
from somerset_maps.report.words import ONE_DECIMAL, counted, in_words, is_missing, whole
from somerset_maps.scenarios.marks import NOT_ASKED, STANCES, Marks

#: Two groups made one never do worse on these, whoever is in them.
IMPROVES_BY_SIZE = frozenset(
    {"worst_loss", "gp_loss", "self_containment", "patients_per_gp_fte_max", "short_cover_pooled"}
)
#: One group of all does best on these; two groups made one mostly do better.
MOSTLY_BY_SIZE = frozenset({"coverage"})
_BY_SIZE = "larger groups do better on this by arithmetic alone"
_MOSTLY = "larger groups mostly do better on this, whoever is in them"
_COMPARES = "depends on the other groups too"
_NO_COMPACTNESS = "not known until the most compact grouping is, with every practice in a group"
#: What asks how practices stand together says nothing of practices that each stand alone.
_NOT_ALONE = frozenset(
    {"placed_share", "groups", "minutes_to_hub", "pieces", "straddling_groups", "compactness"}
)
_ALONE = "does not apply: every practice alone"
#: Words and yes or no: nothing to put between a lowest and a highest.
_NOT_NUMBERS = {"band_status", "hub", "contiguous", "others_decide"}


@dataclass(frozen=True, eq=False)
class Option:
    """One plan of a comparison.

    Attributes:
        name: as people called it; not escaped.
        scores: its measures, all options under the same settings.
        marks: what practices say of it; None for a plan that nobody was asked about.
        told: what must be said beside it, such as what did not simply stay when it was carried
            from another snapshot.
        judged: lines of what people judged of it: (what, as text).
    """

    name: str
    scores: Scores
    marks: Marks | None = None
    told: tuple[str, ...] = ()
    judged: tuple[tuple[str, str], ...] = ()

    @property
    def plan(self) -> Plan:
        """Its groups."""
        return self.scores.plan

    @property
    def alone(self) -> bool:
        """Whether every practice of the plan stands alone."""
        groups = self.plan.groups
        return bool(groups) and all(len(group.members) == 1 for group in groups)

    @property
    def agreed(self) -> list[str]:
        """Codes of the practices that have agreed to be in their group."""
        return self.marks.agreed(list(self.plan.assignment)) if self.marks else []


@dataclass(frozen=True)
class Cell:
    """One value of a table.

    Attributes:
        value: as evaluated; None when missing, and for a spread.
        text: in words; the reason when it is missing.
        mark: "better" or "best of these"; empty where no direction is better or nothing differs.
        difference: from the first option, in words; empty for the first and where unknown.
    """

    value: float | None
    text: str
    mark: str = ""
    difference: str = ""


@dataclass(frozen=True)
class Row:
    """One measure of all options, with what a reader must mind."""

    measure: Measure
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


def county_rows(county: County, options: Sequence[Option]) -> list[Row]:
    """Return a row for every county measure.

    Args:
        county: the snapshot of all options.
        options: the plan in hand first.
    """
    return [_row(county, item, options) for item in measures("county") if not item.private]


def _row(county: County, item: Measure, options: Sequence[Option]) -> Row:
    values = [
        None
        if option.alone and item.key in _NOT_ALONE
        else _number(option.scores.values["county"].get(item.key))
        for option in options
    ]
    shown = [None if value is None else as_shown(item, value) for value in values]
    marks = _better(item, shown)
    cells = tuple(
        Cell(
            value,
            _text(county, item, value, option),
            mark,
            difference_words(item, shown[0], shown[at]) if at else "",
        )
        for at, (option, value, mark) in enumerate(zip(options, values, marks, strict=True))
    )
    return Row(item, cells, notes_of(item))


def notes_of(item: Measure) -> tuple[str, ...]:
    """Return what a reader must mind before holding two plans against each other."""
    found = [_BY_SIZE] if item.key in IMPROVES_BY_SIZE else []
    found += [_MOSTLY] if item.key in MOSTLY_BY_SIZE else []
    found += [_COMPARES] if item.compares else []
    found += [] if item.grade == "measured" else [item.grade]
    return tuple(found)


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _text(county: County, item: Measure, value: float | None, option: Option) -> str:
    if value is None and option.alone and item.key in _NOT_ALONE:
        return _ALONE
    if value is None and item.key == "compactness":
        return _NO_COMPACTNESS
    practices = len(option.plan.assignment)
    return in_words(item, float("nan") if value is None else value, county, practices)


def as_shown(item: Measure, value: float) -> float:
    """Return a value rounded as a table shows it, so that what looks alike counts as alike."""
    if item.unit == "share":
        if 0 < value < 0.01 or 0.99 < value < 1:
            return min(round(value, 3), 0.999)
        return round(value, 2)
    if item.unit in ONE_DECIMAL or item.key in ONE_DECIMAL:
        return round(value, 1)
    return float(round(value))


def _better(item: Measure, shown: Sequence[float | None]) -> list[str]:
    """Return a word for the best of the values, nothing where no direction is better."""
    known = [value for value in shown if value is not None]
    if item.direction == "none" or len(known) < 2:
        return [""] * len(shown)
    off = {
        "up": lambda value: -value,
        "down": lambda value: value,
        "one": lambda value: abs(value - 1),
        "zero": abs,
    }[item.direction]
    best = min(off(value) for value in known)
    if all(off(value) == best for value in known):
        return [""] * len(shown)
    word = "better" if len(shown) == 2 else "best of these"
    return [word if value is not None and off(value) == best else "" for value in shown]


def difference_words(item: Measure, first: float | None, other: float | None) -> str:
    """Return how ``other`` differs from ``first``, both as shown: ``6 points more``."""
    if first is None or other is None:
        return ""
    change = round(other - first, 6)
    if not change:
        return "the same"
    side = "more" if change > 0 else "less"
    size = abs(change)
    if item.unit == "share":
        points = size * 100
        text = f"{points:.0f}" if abs(points - round(points)) < 1e-6 else f"{points:.1f}"
        return f"{text} {'point' if text == '1' else 'points'} {side}"
    if item.unit == "minutes":
        return f"about {whole(size)} min {side}"
    if item.unit == "£":
        return f"£{size:,.0f} {side}"
    if item.unit in ONE_DECIMAL or item.key in ONE_DECIMAL:
        return f"{size:,.1f} {side}"
    return f"{whole(size)} {'more' if change > 0 else 'fewer'}"


def spread_rows(county: County, level: Level, options: Sequence[Option]) -> list[Row]:
    """Return, for every measure of a level, its lowest and highest value in each plan.

    No plan is marked better: which of two spreads is better is for people to judge.
    """
    rows = []
    for item in measures(level):
        columns = [option.scores.values[level].get(item.key) for option in options]
        if item.private or item.key in _NOT_NUMBERS or any(one is None for one in columns):
            continue
        cells = tuple(
            _spread(county, item, pd.Series(column, dtype=object), option)
            for column, option in zip(columns, options, strict=True)
        )
        rows.append(Row(item, cells, notes_of(item)))
    return rows


def _spread(county: County, item: Measure, column: pd.Series, option: Option) -> Cell:
    known = pd.to_numeric(column, errors="coerce").dropna()
    practices = len(option.plan.assignment)
    if known.empty:
        return Cell(None, in_words(item, float("nan"), county, practices))
    low, high = (in_words(item, float(v), county, practices) for v in (known.min(), known.max()))
    text = low if low == high else f"{low} to {high}"
    missing = len(column) - len(known)
    return Cell(None, f"{text}; {missing} not known" if missing else text)


def stances_words(option: Option, practices: int, wall: bool = False) -> str:
    """Return what practices say of a plan: ``12 agreed, 3 open, 60 not asked``.

    Args:
        option: the plan.
        practices: of the snapshot.
        wall: whether a room looks on: only agreement is counted then.
    """
    if option.marks is None:
        return "nobody was asked"
    counts = option.marks.counts()
    asked = sum(counts.values())
    if wall:
        return f"{counts['agreed'] or 'none'} of {practices} agreed"
    if not asked:
        return "no practice was asked"
    said = [f"{counts[word]} {word}" for word in STANCES[:-1] if counts[word]]
    return ", ".join([*said, f"{practices - asked} {NOT_ASKED}"])


def standing_words(option: Option, practices: int) -> str:
    """Return how far a plan is more than a what-if, as a sentence."""
    number = len(option.agreed)
    if not number:
        return "This is a what-if. No practice has agreed."
    have = counted(number, "practice has", "practices have")
    return f"{have} agreed to be in their group, of {practices}; the others have not."


def per_gp_words(scores: Scores) -> str:
    """Return patients per full-time GP from the lowest to the highest group."""
    low, high = (scores.values["county"][f"patients_per_gp_fte_{end}"] for end in ("min", "max"))
    if is_missing(low):
        return "not known"
    return whole(low) if round(low) == round(high) else f"{whole(low)} to {whole(high)}"
