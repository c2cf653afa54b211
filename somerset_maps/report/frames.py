"""Five frames for a twenty-minute agenda item, as HTML without any script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from somerset_maps.county import County
from somerset_maps.report.carless import largest_places, without_car
from somerset_maps.report.comparison import Option, per_gp_words, standing_words
from somerset_maps.report.matching import Matching, stands_in
from somerset_maps.report.risks import estimates, risks
from somerset_maps.report.words import NOTHING, counted, listed, percent, whole

TITLES = (
    "The decision",
    "The options, doing nothing among them",
    "What changes for patients",
    "Risks, and what is estimated",
    "Decide, with conditions",
)
DECISION, CONDITIONS = "decision", "conditions"
LONGEST_TEXT = 600
NOTHING_MOVES = (
    "No surgery moves when a practice changes group. Every practice keeps its own contract, name "
    "and partners."
)
_PLACES = 6


def usual_text(name: str) -> dict[str, str]:
    """Return the words of the decision and its conditions while nobody has written others."""
    return {
        DECISION: f"Shall practices talk about “{name}” as the grouping to work out further?",
        CONDITIONS: "No practice is bound until it has said yes itself.\n"
        "Each group first says what patients will notice, and how that will be measured.\n"
        "Support is funded to the end; if it is not, better not to start.\n"
        "We look again after the first small step.",
    }


@dataclass(frozen=True, eq=False)
class Agenda:
    """All that the five frames show.

    Attributes:
        county: the snapshot of all options.
        options: the plan in hand, what it is compared with, and doing nothing.
        nothing: every practice alone; the same object as one of ``options``.
        matchings: how each option's groups pair with those of the plan in hand, in their order.
        maps: an SVG of each option.
        texts: words of :data:`DECISION` and :data:`CONDITIONS`; people's words, not escaped.
    """

    county: County
    options: Sequence[Option]
    nothing: Option
    matchings: Sequence[Matching]
    maps: Sequence[str]
    texts: Mapping[str, str]

    @property
    def plan(self) -> Option:
        """The plan that is to be decided about."""
        return self.options[0]


#: Turns an SVG into markup of a page or of a file: (svg, what it shows in words).
Picture = Callable[[str, str], str]


def inline(svg: str, words: str) -> str:
    """Return a picture as part of a file; its own title says what it shows."""
    return f"<figure>{svg}</figure>"


def frame_html(agenda: Agenda, number: int, picture: Picture = inline) -> str:
    """Return frame ``number`` (0 to 4) as one section; every text of people is escaped."""
    body = (_decision, _options, _patients, _risks, _decide)[number](agenda, picture)
    county = agenda.county
    standing = standing_words(agenda.plan, len(county.practices))
    where = f"{agenda.plan.name}, on the practices of {county.about['title']}."
    return (
        f'<section class="frame" id="frame-{number + 1}" '
        f'aria-labelledby="frame-title-{number + 1}">'
        f'<h2 id="frame-title-{number + 1}"><span>{number + 1} of {len(TITLES)}</span> '
        f'{TITLES[number]}</h2><div class="frame-body">{body}</div>'
        f'<p class="frame-foot"><b>{escape(standing)}</b> {escape(where)}</p></section>'
    )


def _decision(agenda: Agenda, picture: Picture) -> str:
    plan, county = agenda.plan, agenda.county
    values = plan.scores.values["county"]
    patients = float(county.practices["list_size"].sum())
    low, high = plan.scores.settings.band
    facts = [
        (f"{len(plan.plan.assignment)} of {len(county.practices)}", "practices in a group"),
        (str(values["groups"]), "group" if values["groups"] == 1 else "groups"),
        (whole(patients), "registered patients in the county"),
        (_if_grouped(plan, "in_band_share"), f"of patients in a group of {low:,} to {high:,}"),
    ]
    return (
        f'<p class="decision">{_lines(agenda.texts[DECISION])}</p>{_facts(facts)}'
        f'<p class="quiet">{NOTHING_MOVES}</p>'
    )


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for value, label in facts
    )
    return f'<dl class="frame-facts">{items}</dl>'


def _if_grouped(option: Option, key: str) -> str:
    values = option.scores.values["county"]
    return percent(values[key]) if values["groups"] else NOTHING


def _options(agenda: Agenda, picture: Picture) -> str:
    cards = [
        _card(agenda, at, picture(svg, f"Map of {option.name}"))
        for at, (option, svg) in enumerate(zip(agenda.options, agenda.maps, strict=True))
    ]
    note = (
        "Ringed: practices whose group is not that of the plan in hand. Groups of one letter "
        "have most patients in common. Minutes are estimates by car."
    )
    return f'<div class="options">{"".join(cards)}</div><p class="quiet">{note}</p>'


def _card(agenda: Agenda, at: int, figure: str) -> str:
    option, moved = agenda.options[at], len(agenda.matchings[at].moved)
    nothing = option is agenda.nothing
    if option is agenda.plan:
        differs = "the plan in hand"
    else:
        differs = counted(moved, "practice differs", "practices differ") if moved else "the same"
    rows = [
        ("Groups", "none" if nothing else str(option.scores.values["county"]["groups"])),
        ("Patients in the size range", _if_grouped(option, "in_band_share")),
        ("Patients per full-time GP", per_gp_words(option.scores)),
        (f"Own-group surgery in {_limit(agenda)} min", _if_grouped(option, "coverage")),
        ("Practices that have agreed", str(len(option.agreed) or "none")),
    ]
    lines = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows)
    name = "Do nothing: every practice alone" if nothing else option.name
    return (
        f'<article class="option"><h3>{escape(name)}</h3>{figure}'
        f'<p class="quiet">{escape(differs)}</p><dl>{lines}</dl></article>'
    )


def _limit(agenda: Agenda) -> int:
    return round(agenda.plan.scores.settings.minutes)


def _patients(agenda: Agenda, picture: Picture) -> str:
    groups = [group for group in agenda.plan.plan.groups if len(group.members) > 1]
    shared = sum(len(group.members) for group in groups)
    points = [
        NOTHING_MOVES,
        f"{counted(shared, 'practice', 'practices')} would share work in "
        f"{counted(len(groups), 'group', 'groups')}; "
        f"{len(agenda.county.practices) - shared} would go on alone.",
        f"If each group shared its surgeries, {_if_grouped(agenda.plan, 'coverage')} of residents "
        f"would live within {_limit(agenda)} minutes of one; "
        f"{_if_grouped(agenda.nothing, 'coverage')} if nothing is done "
        "(estimated, by car; people of practices in no group count as further).",
    ]
    return f'<div class="two"><div>{_bullets(points)}{_no_car(agenda)}</div>{_places(agenda)}</div>'


def _no_car(agenda: Agenda) -> str:
    homes = int(agenda.county.small_areas["households_no_car"].sum())
    anywhere = without_car(agenda.county, agenda.plan.scores, "minutes_any").sum()
    return (
        f"<p><b>People without a car:</b> {homes:,} households in the county (Census 2011). "
        "Minutes by car mean little for them; buses and lifts are in none of these numbers. "
        f"{whole(anywhere)} of these households are more than {_limit(agenda)} minutes from any "
        "surgery; no plan changes that.</p>"
    )


def _places(agenda: Agenda) -> str:
    now = without_car(agenda.county, agenda.nothing.scores)
    then = without_car(agenda.county, agenda.plan.scores)
    rows = "".join(
        f"<tr><th scope='row'>{escape(place)}</th><td>{whole(now.get(place, 0.0))}</td>"
        f"<td>{whole(then.get(place, 0.0))}</td></tr>"
        for place in largest_places(now, then, _PLACES)
    )
    return (
        f"<table><caption>Households without a car, more than {_limit(agenda)} minutes by car from "
        "a surgery of their own group, or of their practice while it is in none</caption>"
        "<thead><tr><th scope='col'>Place</th>"
        "<th scope='col'>Do nothing</th><th scope='col'>This plan</th></tr></thead>"
        f"<tbody>{rows}<tr class='total'><th scope='row'>All places</th>"
        f"<td>{whole(now.sum())}</td><td>{whole(then.sum())}</td></tr></tbody></table>"
    )


def _risks(agenda: Agenda, picture: Picture) -> str:
    known = risks(agenda.county, agenda.plan)
    return (
        f'<div class="two"><div><h3>Risks of this plan</h3>{_bullets(known)}</div>'
        f"<div><h3>Estimated, not measured</h3>{_bullets(estimates())}</div></div>"
    )


def _decide(agenda: Agenda, picture: Picture) -> str:
    others = [
        option.name
        for option in agenda.options
        if option is not agenda.plan and option is not agenda.nothing
    ]
    choices = [f"Yes: go on with {agenda.plan.name}, under these conditions"]
    choices += [f"Another of the options: {listed(others)}"] if others else []
    choices += ["Not yet: say what is missing, who finds it, and by when"]
    choices += ["No: do nothing, every practice as it is"]
    conditions = [line for line in agenda.texts[CONDITIONS].splitlines() if line.strip()]
    return (
        f'<p class="decision">{_lines(agenda.texts[DECISION])}</p>'
        f'<div class="two"><div><h3>What can be decided</h3>{_bullets(choices)}</div>'
        f"<div><h3>Conditions</h3>{_bullets(conditions)}</div></div>"
        '<p class="quiet">Practices choose, each for itself. What is decided here binds no '
        "practice that has not agreed.</p>"
    )


def _bullets(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def moved_words(agenda: Agenda, at: int, most: int) -> list[str]:
    """Return, for the option at ``at``, where the practices that differ stand, the largest first.

    Args:
        agenda: the plans.
        at: position of the option.
        most: so many practices at most; the others are counted.
    """
    matching, option = agenda.matchings[at], agenda.options[at]
    practices = agenda.county.practices
    codes = sorted(matching.moved, key=lambda code: -float(practices.at[code, "list_size"]))
    said = [
        f"{practices.at[code, 'name']}, {whole(practices.at[code, 'list_size'])} patients: "
        f"{stands_in(agenda.plan.plan, code)} in {agenda.plan.name}, "
        f"{stands_in(option.plan, code)} in {option.name}"
        for code in codes[:most]
    ]
    return said + ([f"and {len(codes) - most} more"] if len(codes) > most else [])
