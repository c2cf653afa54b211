"""A roadmap as words and as files: what each stage changes, who owns it, how to stop."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from somerset_maps.county import County
from somerset_maps.report.words import counted, in_words, listed, percent, whole
from somerset_maps.roadmap import Broken, Change, Roadmap, Stage

#: What people write for a stage: key to label.
WRITTEN = {
    "owner": "Owner",
    "benefit": "The benefit that is promised, and who measures it",
    "exit": "How to stop here, and what then stays",
}
_ONE_OF_MANY = 2


def change_words(county: County, change: Change) -> str:
    """Return what one measure does in a stage, for those concerned."""
    item = change.measure
    if change.after is None:
        return f"{item.title}: {item.when_missing}"
    after = _value(county, change, change.after)
    if change.before is None:
        return f"{item.title}: {after}, where there was no one to take over"
    return f"{item.title}: {_value(county, change, change.before)} → {after}"


def _value(county: County, change: Change, value: float) -> str:
    if change.measure.key == "band_gap":
        return f"{whole(value)} patients off on average"
    if change.measure.key == "worst_loss":
        return f"up to {percent(value)}"
    if change.measure.key == "patients_per_gp_fte":
        return f"up to {whole(value)}"
    return in_words(change.measure, value, county, _ONE_OF_MANY)


def benefits(county: County, stage: Stage) -> list[str]:
    """Return the measured benefits of a stage, in words."""
    return [change_words(county, change) for change in stage.changes if change.better]


def costs(county: County, stage: Stage) -> list[str]:
    """Return what gets worse in a stage, in words."""
    return [change_words(county, change) for change in stage.changes if change.better is False]


def broken_words(rule: Broken) -> str:
    """Return in words what a stage does not keep."""
    who = f"{rule.letter} {rule.name}" if rule.name else "a practice on its own"
    if rule.rule == "whole":
        return f"{who} would lie in {rule.amount} pieces"
    return f"{who} would be {whole(rule.amount)} patients further outside its size range"


def summary(road: Roadmap) -> str:
    """Return the whole roadmap in a few sentences."""
    if not road.stages:
        return "The plan is where practices stand already: no practice has to move."
    count = counted(len(road.stages), "stage", "stages")
    said = f"{counted(len(road.moving), 'practice joins', 'practices join')} others in {count}."
    if road.safe:
        said += (
            " After every stage each group is whole, and no practice's group is further outside "
            "its size range than before."
        )
    else:
        where = [str(stage.number) for stage in road.stages if stage.broken]
        said += (
            f" No order keeps both rules throughout: this one breaks them least"
            f"{'' if road.exact else ' of those looked at'}, in stage {listed(where)}."
        )
    if len(road.stages) > road.fewest:
        said += f" Fewer than {counted(road.fewest, 'stage', 'stages')} cannot do."
    return said


def rows(county: County, road: Roadmap, written: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a row a stage: number, start, groups, practices, benefits, costs, what people wrote.

    Args:
        county: the snapshot.
        road: the roadmap.
        written: "stage number/key" to text; keys of :data:`WRITTEN`.
    """
    names = county.practices["name"]
    return [
        {
            "Stage": str(stage.number) + (" (pilot)" if stage.pilot else ""),
            "Starts": stage.starts.strftime("%B %Y"),
            "Groups": listed(list(stage.touched)) or "–",
            "Practices": ", ".join(str(names[code]) for code in stage.moving),
            "Benefits": "; ".join(benefits(county, stage)) or "none measured",
            "Costs": "; ".join(costs(county, stage)) or "none measured",
            "Not kept": "; ".join(map(broken_words, stage.broken)) or "–",
            **{label: written.get(f"{stage.number}/{key}", "") for key, label in WRITTEN.items()},
        }
        for stage in road.stages
    ]


def as_csv(
    county: County, road: Roadmap, written: Mapping[str, str], details: Mapping[str, str]
) -> str:
    """Return the roadmap as CSV, with its snapshot, settings, date and sources on top."""
    text = io.StringIO()
    for key, value in details.items():
        text.write(f"# {key}: {' '.join(value.split())}\n")
    table = rows(county, road, written)
    names = list(table[0]) if table else ["Stage"]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    for row in table:
        writer.writerow({key: _plain(value) for key, value in row.items()})
    return text.getvalue()


def _plain(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def as_text(
    county: County, road: Roadmap, written: Mapping[str, str], details: Mapping[str, str]
) -> str:
    """Return the roadmap as Markdown that explains itself."""
    parts = [f"# The way to “{details['plan']}”", "", summary(road), "",
             "No surgery moves. Practices choose; each stage can be the last.", ""]  # fmt: skip
    for row in rows(county, road, written):
        parts += [f"## Stage {row['Stage']}, from {row['Starts']}", ""]
        parts += [f"- {key}: {value}" for key, value in row.items()
                  if key not in ("Stage", "Starts") and value]  # fmt: skip
        parts.append("")
    parts += ["## What this rests on", ""]
    return "\n".join([*parts, *(f"- {key}: {value}" for key, value in details.items()), ""])
