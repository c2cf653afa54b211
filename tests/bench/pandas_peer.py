"""The core measures as an analyst would write them in pandas, to compare speed and numbers with.

Plain documented pandas: groupby, merge, pivot and apply on the county's public frames. Nothing is
kept between calls except the frames themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from somerset_maps import County, Plan, Settings


@dataclass(frozen=True)
class PandasScores:
    """Core measures: a row a group, and one value each for the county."""

    groups: pd.DataFrame
    county: pd.Series


def evaluate_in_pandas(
    county: County, plan: Plan, settings: Settings | None = None
) -> PandasScores:
    """Return the core measures of ``plan``; groups without practices have no row."""
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
    return PandasScores(groups, _county(county, plan, chosen, practices, groups, reached))


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
