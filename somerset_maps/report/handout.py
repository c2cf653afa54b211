"""The agenda item as one HTML file that needs nothing but a browser."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from html import escape
from importlib.resources import files

from somerset_maps.report.comparison import county_rows, stances_words
from somerset_maps.report.details import details_of
from somerset_maps.report.frames import TITLES, Agenda, frame_html, moved_words
from somerset_maps.report.measure_table import table_html

#: Turns frames with the arrow keys; the only script in the file, and the only one it may run.
_SCRIPT = """
addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const stops = [...document.querySelectorAll(".frame, .paper")];
  const tops = stops.map((stop) => Math.abs(stop.getBoundingClientRect().top));
  const next = tops.indexOf(Math.min(...tops)) + step;
  if (stops[next]) stops[next].scrollIntoView({ behavior: "instant" });
});
"""
#: Rows of a plan's details that tell a reader how the numbers were made.
_WORDS: Mapping[str, str] = {"snapshot holds": "The snapshot holds", "standing": "Standing"}


@lru_cache
def frame_style() -> str:
    """Return the style of the frames, for a page or a file."""
    return files("somerset_maps.report").joinpath("frames.css").read_text("utf-8")


def handout_html(agenda: Agenda, now: datetime | None = None) -> str:
    """Return the file: five frames, all measures, what differs, and where the numbers are from.

    Args:
        agenda: what to show.
        now: the moment that stands in the file; the present one when left out.
    """
    style = frame_style() + files("somerset_maps.report").joinpath("handout.css").read_text("utf-8")
    digest = b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    frames = "".join(frame_html(agenda, number) for number in range(len(TITLES)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(agenda.plan.name)}: a decision in five frames</title>"
        f"<style>{style}</style></head><body><main><h1 hidden>A decision in five frames</h1>"
        f"{frames}{_paper(agenda, now)}</main><script>{_SCRIPT}</script></body></html>"
    )


def _paper(agenda: Agenda, now: datetime | None) -> str:
    """Return what stands behind the frames."""
    options, county = agenda.options, agenda.county
    practices = len(county.practices)
    parts = [
        "<h2>Every measure of the county, plan by plan</h2>",
        table_html(
            county_rows(county, options),
            options,
            f"The difference is from {agenda.plan.name}. Where neither direction is better, "
            "nothing is marked.",
        ),
        "<h2>Which practices differ</h2>",
    ]
    for at, option in enumerate(options[1:], start=1):
        matching = agenda.matchings[at]
        parts.append(
            f"<p><b>{escape(option.name)}</b>: {len(matching.moved)} practices with "
            f"{matching.patients:,} patients.</p>" + _list(moved_words(agenda, at, most=200))
        )
        parts.append(_list(option.told))
    parts.append("<h2>What practices say, and what people judge</h2>")
    said = [f"{option.name}: {stances_words(option, practices)}." for option in options]
    judged = [f"{o.name}: {what}, {text}." for o in options for what, text in o.judged]
    parts.append(_list([*said, *judged]))
    details = details_of(
        county, agenda.plan.scores.settings, agenda.plan.name, now, agenda.plan.agreed
    )
    lines = "".join(
        f"<dt>{escape(_WORDS.get(name, name.capitalize()))}</dt><dd>{escape(text)}</dd>"
        for name, text in details.items()
    )
    parts.append(
        "<h2>Where these numbers come from</h2><p>All plans are measured under the same settings, "
        f"on the practices of one snapshot.</p><dl>{lines}</dl>"
    )
    return f'<section class="paper" aria-label="Behind the frames">{"".join(parts)}</section>'


def _list(lines: list[str] | tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""
