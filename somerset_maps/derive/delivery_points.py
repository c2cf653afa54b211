"""Delivery points: where patients are seen, by practice and snapshot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from somerset_maps.derive.by_hand import read_by_hand
from somerset_maps.derive.names import title_case
from somerset_maps.sources.nhs_choices import read_surgeries
from somerset_maps.sources.ods import read_branches
from somerset_maps.sources.places import to_british_grid, to_degrees

SAME_SITE_METRES = 400
"""Two records of one practice this near are one site (records differ by up to a street)."""

SAME_POINT_METRES = 10
"""A site keeps its id from one snapshot to the next while its point stays this near."""

SITE_COLUMNS = (
    "snapshot",
    "site_id",
    "practice_code",
    "kind",
    "name",
    "postcode",
    "easting",
    "northing",
    "lat",
    "lon",
    "opened",
    "open_at_snapshot",
    "source",
)


def candidate_branches(practice_folder: Path, postcodes: pd.DataFrame) -> pd.DataFrame:
    """Sites beside the main ones that any snapshot may use, in the order they are preferred.

    NHS Choices 2014 first (its point is the site's own), then ODS branches 2017 (the point is
    the postcode's). School rooms and branches outside the county are left out.

    Returns:
        practice_code, source, name, postcode, easting, northing, opened (ISO date or missing).
    """
    surgeries = read_surgeries(practice_folder / "nhs_choices_gp_sites_2014-02_somerset.csv")
    surgeries["easting"], surgeries["northing"] = to_british_grid(
        surgeries["lat"], surgeries["lon"]
    )
    surgeries["source"] = "NHS Choices 2014"
    branches = read_branches(practice_folder / "ods_ebranchs_2017_somerset.csv")
    left_out = read_by_hand("rooms_left_out")["branch_code"]
    branches = branches[~branches["branch_code"].isin(left_out)]
    branches = branches.join(postcodes[["easting", "northing"]], on="postcode", how="inner")
    branches["name"] = branches["official_name"].map(title_case)
    branches["source"] = "ODS branches 2017"
    sites = pd.concat([surgeries, branches], ignore_index=True)
    sites["name"] = _site_names(sites)
    columns = ["practice_code", "source", "name", "postcode", "easting", "northing", "opened"]
    return sites[columns]


def _site_names(sites: pd.DataFrame) -> pd.Series:
    """Names by hand where the published one is a doctor's or says nothing."""
    by_hand = read_by_hand("site_names").set_index(["practice_code", "postcode"])["name"]
    keys = pd.MultiIndex.from_frame(sites[["practice_code", "postcode"]])
    return pd.Series(by_hand.reindex(keys).to_numpy(), index=sites.index).fillna(sites["name"])


def sites_of_snapshot(practices: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """Main sites, then branches of open practices further than 400 m from their other sites.

    Args:
        practices: practices of one snapshot, index practice_code; name, postcode, easting,
            northing.
        candidates: as `candidate_branches` gives them.

    Returns:
        practice_code, kind ("main", "branch", "outside" for a practice of another county with
        a surgery inside this one), source, name, postcode, easting, northing, opened.
    """
    main = practices.reset_index()[["practice_code", "name", "postcode", "easting", "northing"]]
    main = main.assign(kind="main", source="ODS practices")
    kept = list(main.to_dict("records"))
    points: dict[str, list[tuple[float, float]]] = {}
    for site in kept:
        points.setdefault(site["practice_code"], []).append((site["easting"], site["northing"]))
    known_practices = set(practices.index)
    for site in candidates.to_dict("records"):
        code = site["practice_code"]
        outside = not code.startswith(("L85", "Y"))
        if code not in known_practices and not outside:
            continue
        point = (site["easting"], site["northing"])
        if _nearest(point, points.get(code, [])) <= SAME_SITE_METRES:
            continue
        points.setdefault(code, []).append(point)
        kept.append(site | {"kind": "outside" if outside else "branch"})
    return pd.DataFrame(kept)


def _nearest(point: tuple[float, float], others: list[tuple[float, float]]) -> float:
    """Metres to the nearest other point; infinite when there is none."""
    return min((float(np.hypot(point[0] - e, point[1] - n)) for e, n in others), default=np.inf)


def sites_table(by_snapshot: dict[str, pd.DataFrame], as_of: dict[str, str]) -> pd.DataFrame:
    """All snapshots' sites with ids that stay the same while a practice stays in a place.

    Args:
        by_snapshot: `sites_of_snapshot` of each snapshot, earliest first.
        as_of: ISO day (or year) of each snapshot's practice list, for `open_at_snapshot`.

    Returns:
        The table sites.csv. `open_at_snapshot` is "false" for a branch that opened as such
        after the snapshot's day: the building was another practice's main site until then.
        Such a branch stays in the table because the registration model, whose errors were
        measured with it, uses every site; coverage leaves it out.
    """
    places: dict[str, list[tuple[float, float]]] = {}
    frames = []
    for snapshot, sites in by_snapshot.items():
        sites = sites.copy()
        sites["site_id"] = [
            _site_id(places.setdefault(code, []), code, (easting, northing))
            for code, easting, northing in zip(
                sites["practice_code"], sites["easting"], sites["northing"], strict=True
            )
        ]
        opened_later = sites["opened"].fillna("") > as_of[snapshot]
        sites["open_at_snapshot"] = np.where(opened_later, "false", "true")
        sites.insert(0, "snapshot", snapshot)
        frames.append(sites)
    table = pd.concat(frames, ignore_index=True)
    lat, lon = to_degrees(table["easting"], table["northing"])
    table["lat"], table["lon"] = lat.round(5), lon.round(5)
    table[["easting", "northing"]] = table[["easting", "northing"]].round(0).astype(int)
    order = {"main": 0, "branch": 1, "outside": 2}
    table["order"] = table["kind"].map(order)
    table = table.sort_values(["snapshot", "order", "practice_code", "site_id"])
    return table[list(SITE_COLUMNS)]


def _site_id(places: list[tuple[float, float]], code: str, point: tuple[float, float]) -> str:
    """The id of the practice's place at this point; a new place is added to `places`."""
    for number, place in enumerate(places, start=1):
        if _nearest(point, [place]) <= SAME_POINT_METRES:
            return f"{code}-{number}"
    places.append(point)
    return f"{code}-{len(places)}"
