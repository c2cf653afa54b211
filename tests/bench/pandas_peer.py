"""The measures as an analyst would write them in pandas, to compare speed and numbers with.

Plain documented pandas: groupby, merge, pivot and apply on the county's public frames. Nothing is
kept between calls except the frames themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import networkx as nx
import numpy as np
import pandas as pd

from somerset_maps import County, Plan, Settings


@dataclass(frozen=True)
class PandasScores:
    """Measures: a row a group, and one value each for the county."""

    groups: pd.DataFrame
    county: pd.Series


def evaluate_in_pandas(
    county: County, plan: Plan, settings: Settings | None = None
) -> PandasScores:
    """Return the light measures of ``plan``; groups without practices have no row."""
    chosen = settings or Settings()
    practices = pd.DataFrame(county.practices.drop(columns="geometry"))
    practices["group"] = practices.index.map(plan.assignment)
    inside = practices.dropna(subset="group")
    by_group = inside.groupby("group")
    known = inside.dropna(subset="gp_fte").groupby("group")

    groups = pd.DataFrame(
        {
            "practices": by_group.size(),
            "registered": by_group["list_size"].sum(),
            "gp_fte": by_group["gp_fte"].sum(min_count=1),
            "gp_returns": by_group["gp_fte"].count(),
            "gp_headcount": by_group["gp_headcount"].sum(min_count=1),
        }
    )
    low, high = chosen.band
    size = groups["registered"]
    groups["band_gap"] = (size - low).clip(upper=0) + (size - high).clip(lower=0)
    groups["band_status"] = np.sign(groups["band_gap"]).map({-1: "under", 0: "in", 1: "over"})
    groups["largest_share"] = by_group["list_size"].max() / size
    groups["patients_per_gp_fte"] = known["list_size"].sum() / known["gp_fte"].sum()
    biggest = by_group["gp_fte"].max()
    rest = (groups["gp_fte"] - biggest).where(groups["gp_returns"] > 1)
    groups["worst_loss"] = biggest / rest
    by_locality = inside.pivot_table(
        index="group", columns="locality", values="list_size", aggfunc="sum"
    )
    groups["locality_share"] = by_locality.max(axis=1) / size
    groups["localities"] = by_locality.notna().sum(axis=1)

    shape = by_group.apply(_shape, county, chosen, include_groups=False)
    groups = groups.join(shape)
    reached = _reached(county, plan, chosen)
    living = county.registrations.merge(
        inside[["group"]], left_on="practice_code", right_index=True
    )
    living = living.groupby(["group", "lsoa_code"], as_index=False)["patients"].sum()
    living = living.merge(reached, on=["group", "lsoa_code"], how="left")
    near = living[living["minutes"] <= chosen.minutes].groupby("group")["patients"].sum()
    covered = near.reindex(groups.index).fillna(0.0)
    groups["coverage"] = covered / living.groupby("group")["patients"].sum()
    groups = groups.join(_people(inside, chosen)).join(_cover(inside, chosen))
    owners = _owners(county, plan)
    living["own"] = living["group"] == living["lsoa_code"].map(owners)
    own = living[living["own"]].groupby("group")["patients"].sum()
    everyone = living.groupby("group")["patients"].sum()
    groups["self_containment"] = own.reindex(groups.index).fillna(0.0) / everyone
    groups = groups.join(_services_in_own_area(county, owners, groups.index))
    near_by = _accessibility(county, chosen)
    for key in near_by:
        weighed = living["patients"] * living["lsoa_code"].map(near_by[key])
        groups[key] = weighed.groupby(living["group"]).sum() / everyone
    total = _county(county, plan, chosen, practices, groups, reached)
    total = pd.concat([total, _county_people(county, practices, groups, near_by, chosen)])
    total["self_containment"] = (groups["self_containment"] * everyone).sum() / everyone.sum()
    return PandasScores(groups, total)


def _people(inside: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    table = inside.assign(square=inside["list_size"] ** 2)
    table["thin"] = 10_000 * table["gp_fte"] / table["list_size"] < settings.thin_per_10000
    for age in ("65", "75"):
        table[f"older_{age}"] = table[f"share_{age}_plus"] * table["list_size"]
    sums = table.groupby("group").sum(numeric_only=True, min_count=1)
    returned = table.dropna(subset="gp_fte").groupby("group")["list_size"].sum()
    counted = table.dropna(subset="gp_headcount").groupby("group")["list_size"].sum()
    lists = sums["list_size"]
    out = pd.DataFrame(
        {
            "weighted": sums["weighted_list"],
            "weighted_known": table.groupby("group")["weighted_list"].count(),
            "fund": lists * settings.fund_per_patient,
            "consultations": lists * settings.consultations_per_patient,
            "gp_fte_per_10000": 10_000 * sums["gp_fte"] / returned,
            "hhi": sums["square"] / lists**2,
            "effective_practices": lists**2 / sums["square"],
        }
    )
    for age in ("65", "75"):
        known = table.dropna(subset=f"share_{age}_plus").groupby("group")["list_size"].sum()
        out[f"share_{age}_plus"] = sums[f"older_{age}"] / known
    days = sums["gp_fte"] * settings.working_days
    out["consultations_per_gp_day"] = returned * settings.consultations_per_patient / days
    out["thin_practices"] = sums["thin"].where(sums["gp_fte"].notna())
    people = sums["gp_headcount"]
    out["gp_loss"] = (1 / (people - 1)).where(people > 1)
    teams = np.ceil(people / settings.team_gps)
    out["gps_per_team"] = people / teams
    out["lists_per_team"] = counted / teams
    return out


def _short_days(fte: float, people: float, settings: Settings) -> float:
    """Expected GP-days below the cover needed, by the standard library's normal distribution."""
    away = settings.absence + settings.shared_absence
    if not fte > 0:
        return float("nan")
    needed = settings.cover_needed * fte
    at_work = NormalDist(fte * (1 - away), math.sqrt(fte**2 / people * away * (1 - away)))
    lacking = (needed - at_work.mean) * at_work.cdf(needed)
    return settings.working_days * (lacking + at_work.variance * at_work.pdf(needed))


def _cover(inside: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    def short(row: pd.Series) -> float:
        return _short_days(row["gp_fte"], row["gp_headcount"], settings)

    staff = inside[["group", "gp_fte", "gp_headcount"]].dropna()
    alone = staff.assign(days=staff.apply(short, axis=1)).groupby("group")["days"].sum()
    together = staff.groupby("group").sum().apply(short, axis=1)
    shared = settings.sharing
    return pd.DataFrame(
        {
            "short_cover_alone": alone,
            "short_cover_pooled": (1 - shared) * alone + shared * together,
        }
    )


def _owners(county: County, plan: Plan) -> pd.Series:
    """The group with the most patients of each area; practices in no group count as one."""
    living = county.registrations.assign(
        group=county.registrations["practice_code"].map(plan.assignment).fillna("(none)")
    )
    wide = living.pivot_table(index="lsoa_code", columns="group", values="patients", aggfunc="sum")
    return wide.idxmax(axis=1)


def _services_in_own_area(county: County, owners: pd.Series, names: pd.Index) -> pd.DataFrame:
    services = county.services
    kinds = {
        "pharmacies": services[services["kind"] == "pharmacy"],
        "community_hospitals": services[services["kind"] == "community hospital"],
        "branches": county.sites[county.sites["kind"] == "branch"],
    }
    areas = county.small_areas.reset_index()[["lsoa_code", "geometry"]]
    out = pd.DataFrame(index=names)
    for key, points in kinds.items():
        lying = points[["geometry"]].sjoin(areas, predicate="within")
        out[key] = lying["lsoa_code"].map(owners).value_counts().reindex(names).fillna(0)
    return out


def _accessibility(county: County, settings: Settings) -> pd.DataFrame:
    minutes = county.site_minutes.T.groupby(county.sites.set_index("site_id")["practice_code"])
    nearest = minutes.min() * settings.minutes_multiplier
    edges = [-1.0, *(limit for limit, _ in settings.access_zones), np.inf]
    weights = [*(weight for _, weight in settings.access_zones), 0.0]
    by_zone = nearest.apply(lambda t: pd.cut(t, edges, labels=weights).astype(float))
    residents = county.small_areas["population"]
    out = pd.DataFrame(index=county.small_areas.index)
    for key, weight in (
        ("accessibility", by_zone),
        ("accessibility_smooth", np.exp(-settings.access_decay * nearest)),
    ):
        supply = county.practices["gp_fte"].fillna(0) / weight.mul(residents).sum(axis=1)
        out[key] = 10_000 * weight.mul(supply, axis=0).sum()
    return out


def _county_people(
    county: County,
    practices: pd.DataFrame,
    groups: pd.DataFrame,
    near_by: pd.DataFrame,
    settings: Settings,
) -> pd.Series:
    residents = county.small_areas["population"]
    rural = county.small_areas["rural"].astype(bool)
    returned = practices.dropna(subset="gp_fte")
    weighed = near_by.mul(residents, axis=0)
    return pd.Series(
        {
            "fund": practices["list_size"].sum() * settings.fund_per_patient,
            "gp_fte_per_10000": 10_000 * returned["gp_fte"].sum() / returned["list_size"].sum(),
            "short_cover_alone": groups["short_cover_alone"].sum(),
            "short_cover_pooled": groups["short_cover_pooled"].sum(),
            "accessibility": weighed["accessibility"].sum() / residents.sum(),
            "accessibility_rural": weighed["accessibility"][rural].sum() / residents[rural].sum(),
            "accessibility_smooth_rural": weighed["accessibility_smooth"][rural].sum()
            / residents[rural].sum(),
        }
    )


def _shape(members: pd.DataFrame, county: County, settings: Settings) -> pd.Series:
    codes = list(members.index)
    minutes = county.minutes.loc[codes, codes] * settings.minutes_multiplier
    travel = minutes.mul(members["list_size"], axis=0).sum()
    pieces = nx.number_connected_components(county.adjacency.subgraph(codes))
    return pd.Series(
        {
            "hub": travel.idxmin(),
            "minutes_to_hub": travel.min() / members["list_size"].sum(),
            "spread_minutes": minutes.to_numpy().max(),
            "pieces": pieces,
            "contiguous": pieces == 1,
        }
    )


def _reached(county: County, plan: Plan, settings: Settings) -> pd.DataFrame:
    """Minutes from each area to the nearest delivery point of each group."""
    drives = county.site_minutes.stack().rename("minutes").reset_index()
    drives.columns = pd.Index(["lsoa_code", "site_id", "minutes"])
    drives = drives.merge(county.sites[["site_id", "practice_code"]], on="site_id")
    drives["group"] = drives["practice_code"].map(plan.assignment)
    nearest = drives.dropna(subset="group").groupby(["group", "lsoa_code"], as_index=False)
    reached = nearest["minutes"].min()
    reached["minutes"] *= settings.minutes_multiplier
    return reached


def _county(
    county: County,
    plan: Plan,
    settings: Settings,
    practices: pd.DataFrame,
    groups: pd.DataFrame,
    reached: pd.DataFrame,
) -> pd.Series:
    everyone = practices["list_size"].sum()
    in_range = groups["band_status"] == "in"
    living = county.registrations.assign(
        group=county.registrations["practice_code"].map(plan.assignment).fillna("(none)")
    )
    wide = living.pivot_table(index="lsoa_code", columns="group", values="patients", aggfunc="sum")
    own = wide.idxmax(axis=1).rename("group").reset_index()
    own = own.merge(reached, on=["group", "lsoa_code"], how="left").set_index("lsoa_code")
    residents = county.small_areas["population"]
    any_site = county.site_minutes.join(county.outside_site_minutes).min(axis=1)
    any_site = any_site * settings.minutes_multiplier
    sound = practices.dropna(subset=["group", "gp_fte"])
    if not settings.include_to_check:
        sound = sound[sound["to_check"] == ""]
    sums = sound.groupby("group")[["list_size", "gp_fte"]].sum()
    per_gp = sums["list_size"] / sums["gp_fte"]
    travel = groups["minutes_to_hub"] * groups["registered"]
    return pd.Series(
        {
            "placed_share": groups["registered"].sum() / everyone,
            "groups": len(groups),
            "in_band_groups": in_range.sum(),
            "in_band_share": groups.loc[in_range, "registered"].sum() / everyone,
            "single_practice_groups": (groups["practices"] == 1).sum(),
            "patients_per_gp_fte_min": per_gp.min(),
            "patients_per_gp_fte_max": per_gp.max(),
            "worst_loss": groups["worst_loss"].max(),
            "minutes_to_hub": travel.sum() / groups["registered"].sum(),
            "pieces": (groups["pieces"] > 1).sum(),
            "straddling_groups": (groups["locality_share"] < 0.9).sum(),
            "coverage": residents[own["minutes"] <= settings.minutes].sum() / residents.sum(),
            "coverage_any": residents[any_site <= settings.minutes].sum() / residents.sum(),
        }
    )
