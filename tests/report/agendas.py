"""An agenda item made of plans of the county, for tests."""

from __future__ import annotations

from collections.abc import Mapping

from somerset_maps import County, Plan, Settings, evaluate
from somerset_maps.charts.county_map import shapes_of
from somerset_maps.charts.small_map import points_of, small_map
from somerset_maps.metrics import areas_served
from somerset_maps.report.comparison import Option
from somerset_maps.report.frames import Agenda, usual_text
from somerset_maps.report.matching import lettered_alike, match_groups
from somerset_maps.scenarios.marks import Marks
from somerset_maps.ui.other_plan import today
from somerset_maps.ui.words import is_missing


def agenda_for(
    county: County,
    plans: Mapping[str, Plan],
    texts: Mapping[str, str] | None = None,
    marks: Marks | None = None,
) -> Agenda:
    """Return the agenda item of plans by name, doing nothing added at the end."""
    every = {**plans, "Today, every practice alone": today(county)}
    options = [Option(name, evaluate(county, plan, Settings()), marks if not at else None)
               for at, (name, plan) in enumerate(every.items())]  # fmt: skip
    lists = {str(code): float(size) for code, size in county.practices["list_size"].items()}
    shapes, points = shapes_of(county.small_areas), points_of(county.practices)
    matchings = [match_groups(options[0].plan, option.plan, lists) for option in options]
    maps = []
    for option, matching in zip(options, matchings, strict=True):
        served = areas_served(county, option.plan, Settings())
        owner = [None if is_missing(name) else str(name) for name in served["group"]]
        alike = lettered_alike(option.plan, options[0].plan, matching)
        people = list(served["people"])
        maps.append(
            small_map(shapes, alike, owner, people, points, set(matching.moved), option.name)
        )
    written = {**usual_text(options[0].name), **(texts or {})}
    return Agenda(county, options, options[-1], matchings, maps, written)
