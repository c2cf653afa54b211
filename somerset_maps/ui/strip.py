"""The strip: a few numbers a room can read, each with what changed and an explanation on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from somerset_maps.metrics import Scores, measure
from somerset_maps.metrics.measure import Measure
from somerset_maps.scenarios.marks import Marks
from somerset_maps.ui.words import NOTHING, counted, is_missing, percent, whole

_LIMITS = (5, 10, 15)
#: The 2015 paper expects about twenty groups of this size.
PROVIDER_RANGE = (25_000, 30_000)


@dataclass(frozen=True)
class Tile:
    """One number of the strip.

    Attributes:
        key: stable name, also in the page for tests.
        label: plain words.
        value: as shown.
        state: a word or two under the number, so that colour is never alone.
        change: what the last move did to it, "" when nothing.
        explained: what it means and where it comes from, as HTML.
    """

    key: str
    label: str
    value: str
    state: str
    change: str
    explained: str


def tiles(
    now: Scores,
    before: Scores | None,
    lists: dict[str, float],
    residents: Sequence[float],
    marks: Marks,
    wall: bool = False,
) -> list[Tile]:
    """Return the strip's tiles for a plan.

    Args:
        now: the plan's measures.
        before: those of the plan before the last move, for what changed.
        lists: practice code to registered patients.
        residents: residents of each small area, in the order of the measures.
        marks: what practices say.
        wall: whether a room looks on: only agreement is counted then.
    """
    low, high = now.settings.band
    limit = round(now.settings.minutes)
    in_group, was_in_group = len(now.plan.assignment), len(before.plan.assignment if before else ())
    groups = now.values["county"]["groups"]
    return [
        Tile(
            "in-a-group",
            "In a group",
            f"{in_group} of {len(lists)}",
            _share_words(now),
            _arrow(in_group - was_in_group if before else 0, whole),
            _explained("placed_share"),
        ),
        Tile(
            "in-range",
            "In the size range",
            percent(now.values["county"]["in_band_share"]) if groups else NOTHING,
            _range_words(now),
            _changed(now, before, "in_band_share", _points),
            _explained("in_band_share", f"The range in hand: {low:,} to {high:,} patients."),
        ),
        Tile(
            "per-gp",
            "Patients per full-time GP",
            _range_of(now),
            "lowest to highest group" if groups > 1 else "",
            _changed(now, before, "patients_per_gp_fte_max", whole, "highest "),
            _explained("patients_per_gp_fte_max"),
        ),
        Tile(
            "coverage",
            f"Own-group surgery in {limit} min",
            percent(now.values["county"]["coverage"]) if groups else NOTHING,
            "of residents, modelled" if groups else "",
            _changed(now, before, "coverage", _points),
            _explained("coverage", _reach(now, residents)),
        ),
        Tile(
            "biggest-team",
            "If the biggest team stopped",
            _up_to(now.values["county"]["worst_loss"]),
            "more work for those left" if groups else "",
            _changed(now, before, "worst_loss", _points),
            _explained("worst_loss"),
        ),
        Tile(
            "pieces",
            "Groups in pieces",
            str(now.values["county"]["pieces"]) if groups else NOTHING,
            "not joined up on the map" if now.values["county"]["pieces"] else "",
            _changed(now, before, "pieces", whole),
            _explained("pieces"),
        ),
        _agreed(marks, len(lists), wall),
    ]


#: The four numbers that a room sees.
PROJECTED = ("in-a-group", "in-range", "per-gp", "agreed")


def strip_html(shown: list[Tile], projector: bool = False) -> str:
    """Return the strip as HTML; every text in it is escaped. A projector shows four numbers."""
    if projector:
        shown = [tile for tile in shown if tile.key in PROJECTED]
    return (
        '<section class="strip" aria-label="The plan in numbers">'
        + "".join(_tile_html(tile) for tile in shown)
        + "</section>"
    )


def explanation(item: Measure, extra: str = "") -> str:
    """Return what a measure means, how it is made and how far to trust it, as HTML."""
    rows = [
        ("How", item.formula),
        ("Source", item.source),
        ("Evidence", item.grade),
        ("Mind", item.caveat),
    ]
    if item.technical:
        rows.append(("Also called", item.technical))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    more = f"<p>{escape(extra)}</p>" if extra else ""
    return f"<p>{escape(item.meaning)}</p>{more}<dl>{listed}</dl>"


def _tile_html(tile: Tile) -> str:
    change = f'<span class="change">{escape(tile.change)}</span>' if tile.change else ""
    return (
        f'<details class="tile" name="strip" data-tile="{tile.key}"><summary>'
        f'<span class="value">{escape(tile.value)}</span>{change}'
        f'<span class="label">{escape(tile.label)}</span>'
        f'<span class="state">{escape(tile.state)}</span></summary>'
        f'<div class="explained">{tile.explained}</div></details>'
    )


def _explained(key: str, extra: str = "") -> str:
    return explanation(measure("county", key), extra)


def _agreed(marks: Marks, practices: int, wall: bool) -> Tile:
    """Return the tile that counts what practices say."""
    counts = marks.counts()
    asked = sum(counts.values())
    others = [f"{counts[word]} {word}" for word in ("open", "not yet", "no") if counts[word]]
    beside = ", ".join([*others, f"{practices - asked} not asked"])
    return Tile(
        "agreed",
        "Agreed",
        str(counts["agreed"]) if counts["agreed"] else "none yet",
        f"of {practices} practices" if wall else beside,
        "",
        "<p>Practices that have said they agree to be in their group.</p><p>Set by a practice's "
        "representative or by the facilitator, with name and date, in the practice's panel. A plan "
        "in which no practice has agreed is a what-if, nothing more.</p>",
    )


def _share_words(now: Scores) -> str:
    share = now.values["county"]["placed_share"]
    return f"practices; {percent(share)} of patients" if share else "practices"


def _reach(now: Scores, residents: Sequence[float]) -> str:
    """Say the coverage at 5, 10 and 15 minutes together, and that of any surgery."""
    people = np.asarray(residents, dtype=float)
    minutes = np.nan_to_num(now.values["small area"]["minutes_own_group"], nan=np.inf)
    shares = [float(people[minutes <= limit].sum() / people.sum()) for limit in _LIMITS]
    own = ", ".join(
        f"{percent(share)} within {limit}" for share, limit in zip(shares, _LIMITS, strict=True)
    )
    anywhere = percent(now.values["county"]["coverage_any"])
    limit = round(now.settings.minutes)
    return (
        f"Own group: {own} minutes. Any surgery: {anywhere} within {limit} minutes; no plan "
        "changes that."
    )


def _range_words(now: Scores) -> str:
    county = now.values["county"]
    if not county["groups"]:
        return ""
    groups = counted(county["groups"], "group", "groups")
    expected = "; about 20 expected" if now.settings.band == PROVIDER_RANGE else ""
    return f"of patients; {county['in_band_groups']} of {groups}{expected}"


def _range_of(now: Scores) -> str:
    low = now.values["county"]["patients_per_gp_fte_min"]
    high = now.values["county"]["patients_per_gp_fte_max"]
    if is_missing(low):
        return NOTHING
    return whole(low) if round(low) == round(high) else f"{whole(low)}–{whole(high)}"


def _up_to(value: float) -> str:
    return NOTHING if is_missing(value) else f"+{percent(value)}"


def _points(change: float) -> str:
    return f"{abs(change) * 100:.0f}" if abs(change) >= 0.01 else f"{abs(change) * 100:.1f}"


def _changed(
    now: Scores, before: Scores | None, key: str, form: Callable[[float], str], lead: str = ""
) -> str:
    if before is None:
        return ""
    new, old = now.values["county"][key], before.values["county"][key]
    if is_missing(new) or is_missing(old):
        return ""
    return _arrow(new - old, form, lead)


def _arrow(change: float, form: Callable[[float], str], lead: str = "") -> str:
    """Return the change with an arrow: ``▲6``; nothing when it would read as zero."""
    text = form(abs(change))
    if not text.strip("0.,"):
        return ""
    return f"{lead}{'▲' if change > 0 else '▼'}{text}"
