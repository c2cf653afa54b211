"""The table practice_history.csv: every published list and staff count of every practice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from somerset_maps.derive.by_hand import read_by_hand
from somerset_maps.derive.publications import Publication, publications
from somerset_maps.sources.lines import first_day

CLOSED, PART_YEAR, SUSPECT, JOINED = "closed", "part year", "suspect", "joined"

FIGURES = ["list_size", "gp_fte", "gp_headcount", "admin_fte"]
HISTORY_COLUMNS = ["practice_code", "as_of", "period", "source", *FIGURES, "flag", "note"]
_SOURCES = ["BSA lists", "Payments", "Workforce", "Registered patients"]


def practice_history(folder: Path, successors: pd.DataFrame) -> pd.DataFrame:
    """Lists and staff as published, with a flag where a figure must not be taken as it stands.

    Args:
        folder: the practice-side extracts.
        successors: as successors.csv.

    Returns:
        The table practice_history.csv. `flag`: "closed" (figures under a code whose patients
        had gone to others), "part year" (the code or its successor in a year in which one
        joined the other: counted twice, or averaged over before and after), "suspect" (a
        figure that is wrong on its face), "joined" (the first figure that holds the patients of
        a practice that joined: sound, but no growth), missing for all others.
    """
    suspects = read_by_hand("suspect_figures").set_index(["practice_code", "source", "as_of"])
    seen: set[tuple[str, str, str]] = set()
    parts = []
    for publication in publications(folder):
        rows = publication.rows.reindex(columns=["practice_code", "as_of", *FIGURES])
        rows = rows[rows[FIGURES].notna().any(axis=1) & rows["as_of"].notna()]
        rows = rows.assign(period=publication.period, source=publication.source)
        marks = [
            _mark(row, publication, successors, suspects["why"], seen)
            for row in rows.to_dict("records")
        ]
        rows[["flag", "note"]] = pd.DataFrame(marks, index=rows.index, columns=["flag", "note"])
        parts.append(rows)
    table = pd.concat(parts, ignore_index=True)
    table["list_size"] = table["list_size"].round(0).astype("Int64")
    table = table.round({"gp_fte": 1, "gp_headcount": 1, "admin_fte": 1})
    table["order"] = table["source"].map({name: at for at, name in enumerate(_SOURCES)})
    table = table.sort_values(["practice_code", "order", "as_of"], ignore_index=True)
    return table[HISTORY_COLUMNS]


def _mark(
    row: dict[str, object],
    publication: Publication,
    successors: pd.DataFrame,
    suspects: pd.Series,
    seen: set[tuple[str, str, str]],
) -> tuple[str | None, str | None]:
    """Flag and note of one row; `seen` keeps which mergers a source has shown already."""
    code, as_of = str(row["practice_code"]), str(row["as_of"])
    leaving = successors[successors["practice_code"] == code]
    if len(leaving) > 0:
        went = first_day(str(leaving["effective"].iloc[0]))
        heirs = _listed(leaving["successor"])
        if publication.starts < went <= publication.ends:
            return PART_YEAR, f"Joined during the year: patients are also on the list of {heirs}"
        if went <= as_of:
            return CLOSED, f"Joined before: patients are on the list of {heirs}"
    why = suspects.get((code, publication.source, as_of))
    if why is not None:
        return SUSPECT, str(why)
    arriving = successors[successors["successor"] == code]
    days = arriving["effective"].map(first_day)
    if publication.is_mean:
        during = arriving[(publication.starts < days) & (days <= publication.ends)]
        if len(during) > 0:
            who = _listed(during["practice_code"])
            return PART_YEAR, f"Mean over the time before and after patients of {who} came"
    come = arriving[days <= as_of]
    new = [
        at
        for at, earlier in zip(come.index, come["practice_code"], strict=True)
        if (publication.source, code, earlier) not in seen
    ]
    if new:
        seen.update((publication.source, code, earlier) for earlier in come["practice_code"])
        return JOINED, f"First figure with patients of {_listed(come.loc[new, 'practice_code'])}"
    if pd.notna(row["gp_fte"]) and float(str(row["gp_fte"])) > float(str(row["gp_headcount"])):
        return None, "More full-time GPs than people"
    return None, None


def _listed(codes: Iterable[str]) -> str:
    """Codes as a sentence has them: "A, B and C"."""
    *first, last = codes
    return f"{', '.join(first)} and {last}" if first else last


def dispersed_shares(history: pd.DataFrame, successors: pd.DataFrame) -> pd.Series:
    """How the patients of a dispersed practice were divided, from the growth of lists around.

    The growth is that of the lists in the staff returns from the year before to the year of the
    dispersal. successors.csv has equal parts; these are nearer to what happened.

    Returns:
        Index (practice_code, successor), shares that add up to 1 a practice.
    """
    staff = history[history["source"] == "Workforce"]
    lists = staff.pivot(index="as_of", columns="practice_code", values="list_size").astype(float)
    shares: dict[tuple[str, str], float] = {}
    for code, heirs in successors[successors["kind"] == "dispersed"].groupby("practice_code"):
        gained = _growth(lists, first_day(str(heirs["effective"].iloc[0])), heirs["successor"])
        shares |= {(str(code), str(heir)): part for heir, part in gained.items()}
    return pd.Series(shares, dtype=float)


def _growth(lists: pd.DataFrame, day: str, codes: Iterable[str]) -> pd.Series:
    """Growth of each list in the year of a day, as shares of the growth of all."""
    # Staff years start on 1 April and stand at 30 September.
    first_of_april = f"{day[:4]}-04-01" if day[5:] >= "04-01" else f"{int(day[:4]) - 1}-04-01"
    year = int(first_of_april[:4])
    wanted = list(codes)
    growth = lists.loc[f"{year}-09-30", wanted] - lists.loc[f"{year - 1}-09-30", wanted]
    growth = growth.clip(lower=0)
    return growth / growth.sum()
