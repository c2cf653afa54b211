"""The practice side of data/: published totals, names people can read, nothing invented."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

Reader = Callable[[str], pd.DataFrame]


def of(table: pd.DataFrame, snapshot: str) -> pd.DataFrame:
    return table[table["snapshot"] == snapshot].set_index("practice_code")


def test_2016_has_75_practices_and_their_published_patients(practices: pd.DataFrame) -> None:
    county = of(practices, "2016")
    assert len(county) == 75
    assert county["list_size"].sum() == 562_446
    assert county["patients_65_plus"].sum() == 129_362
    assert county["patients_75_plus"].sum() == 58_850
    localities = county.groupby("locality")["list_size"].agg(["size", "sum"])
    assert localities.to_dict("index") == {
        "Mendip": {"size": 12, "sum": 114_491},
        "Sedgemoor": {"size": 15, "sum": 124_328},
        "South Somerset": {"size": 27, "sum": 170_860},
        "Taunton & West Somerset": {"size": 21, "sum": 152_767},
    }


def test_2016_has_332_full_time_gps_in_74_returns(practices: pd.DataFrame) -> None:
    gp_fte = of(practices, "2016")["gp_fte"]
    assert gp_fte.sum() == pytest.approx(332.4)
    assert gp_fte.notna().sum() == 74
    assert pd.isna(gp_fte["L85602"])


def test_2020_has_65_practices_and_their_published_patients(practices: pd.DataFrame) -> None:
    county = of(practices, "2020")
    assert len(county) == 65
    assert county["list_size"].sum() == 583_921
    assert county["locality"].value_counts().to_dict() == {
        "Mendip": 11,
        "Sedgemoor": 15,
        "South Somerset": 22,
        "Taunton & West Somerset": 17,
    }
    assert county["patients_75_plus"].isna().all()
    assert pd.isna(county.loc["L85004", "gp_fte"])


def test_2018_has_70_practices_and_the_patients_of_the_payments(practices: pd.DataFrame) -> None:
    county = of(practices, "2018")
    assert len(county) == 70
    assert county["list_size"].sum() == 573_599
    assert county["gp_fte"].sum() == pytest.approx(311.8)
    # Closed a fortnight later, closed half a year before.
    assert "L85060" in county.index
    assert "Y02778" not in county.index


def test_2026_has_59_practices_and_the_staff_of_those_that_joined(practices: pd.DataFrame) -> None:
    county = of(practices, "2026")
    assert len(county) == 59
    assert county["list_size"].sum() == 605_796
    assert county["gp_fte"].sum() == pytest.approx(288.6)
    added = {"L85016": 7.7, "L85012": 12.2, "L85064": 6.0}
    assert county.loc[list(added), "gp_fte"].to_dict() == pytest.approx(added)
    marked = county[county["to_check_kinds"].fillna("").str.contains("joined")]
    assert set(marked.index) == set(added)
    assert county.loc["L85016", "to_check"] == (
        "Staff of L85010, which has joined, was added to the return"
    )
    assert county["locality"].value_counts().to_dict() == {
        "Mendip": 11,
        "Sedgemoor": 13,
        "South Somerset": 19,
        "Taunton & West Somerset": 16,
    }
    assert county.groupby("locality")["list_size"].sum().to_dict() == {
        "Mendip": 120_386,
        "Sedgemoor": 137_010,
        "South Somerset": 181_501,
        "Taunton & West Somerset": 166_899,
    }


def test_weighted_lists_and_scores_of_2026_hold_those_who_joined(practices: pd.DataFrame) -> None:
    county = of(practices, "2026")
    assert county["weighted_list"].notna().all()
    # Payments 2022-23: 16,921 of Burnham and 14,458 of Highbridge.
    assert county.loc["L85016", "weighted_list"] == 31_379
    apart = of(practices, "2020")["imd_score"]
    together = county.loc["L85016", "imd_score"]
    assert apart[["L85010", "L85016"]].min() < together < apart[["L85010", "L85016"]].max()
    assert county.loc["L85001", "imd_score"] == apart["L85001"]


def test_estimated_shares_of_older_patients_say_that_they_are(practices: pd.DataFrame) -> None:
    basis = practices.groupby("snapshot")["share_65_basis"].agg(["count", "unique"])
    assert basis["count"].to_dict() == {"2016": 75, "2018": 70, "2020": 65, "2026": 57}
    assert of(practices, "2018")["share_65_basis"].unique().tolist() == ["interpolated"]
    latest = of(practices, "2026")
    assert set(latest["share_65_basis"].dropna()) == {"share of 2023"}
    unknown = latest.index[latest["patients_65_plus"].isna()]
    assert set(unknown) == {"L85007", "L85032"}
    assert latest.loc[unknown, "share_65_basis"].isna().all()
    for snapshot in ("2016", "2020"):
        assert set(of(practices, snapshot)["share_65_basis"]) == {"published"}
    later = practices[practices["snapshot"] != "2016"]
    assert later["patients_75_plus"].isna().all()


def test_interpolated_shares_lie_between_the_published_ones(practices: pd.DataFrame) -> None:
    share = practices.assign(share=practices["patients_65_plus"] / practices["list_size"])
    share = share.pivot(index="practice_code", columns="snapshot", values="share")
    # French Weir took nobody over: half way, to within a patient.
    between = (share.loc["L85001", "2016"] + share.loc["L85001", "2020"]) / 2
    assert share.loc["L85001", "2018"] == pytest.approx(between, abs=1e-4)
    # Abbey Manor joined Hendford Lodge in June 2018: it keeps its own young list until then.
    assert share.loc["Y00189", "2018"] == pytest.approx(share.loc["Y00189", "2016"], abs=0.01)
    # Oaklands took over the health centre in 2017: its share of 2018 is that of both.
    assert share.loc["L85064", "2018"] < 0.7 * share.loc["L85064", "2016"]


def test_a_surgery_that_joined_stays_a_delivery_point(sites: pd.DataFrame) -> None:
    latest = sites[sites["snapshot"] == "2026"].set_index("site_id")
    highbridge = latest[latest["name"] == "Highbridge Medical Centre"].iloc[0]
    assert (highbridge["practice_code"], highbridge["kind"]) == ("L85016", "branch")
    # Luson stood 0.3 km from Wellington Medical Centre: one site of one practice.
    assert "L85012-2" not in latest.index


def test_a_row_is_as_published(practices: pd.DataFrame) -> None:
    french_weir = of(practices, "2016").loc["L85001"]
    assert french_weir["official_name"] == "FRENCH WEIR HEALTH CENTRE"
    assert french_weir["list_size"] == 16_061
    assert french_weir["weighted_list"] == 15_025
    assert (french_weir["gp_fte"], french_weir["gp_headcount"]) == (8.0, 10)
    assert french_weir["admin_fte"] == pytest.approx(13.7)
    assert (french_weir["contract"], french_weir["dispensing"]) == ("GMS", False)
    assert french_weir["imd_score"] == pytest.approx(16.60)
    assert (french_weir["easting"], french_weir["northing"]) == (322_034, 125_011)
    assert french_weir["place"] == "Taunton"


def test_what_was_not_published_is_missing_and_never_zero(practices: pd.DataFrame) -> None:
    county = of(practices, "2016")
    assert county.loc["L85029", ["weighted_list", "contract", "dispensing"]].isna().all()
    assert county.loc[["L85009", "L85055"], "admin_fte"].isna().all()
    numbers = practices[["weighted_list", "gp_fte", "gp_headcount", "admin_fte", "imd_score"]]
    assert not (numbers == 0).any().any()


def test_names_are_readable_and_unlike_each_other(practices: pd.DataFrame) -> None:
    for _, county in practices.groupby("snapshot"):
        assert county["name"].is_unique
    for name in practices["name"]:
        assert not name.isupper()
        assert not re.search(r"\bDrs?\b|[.,]|&|\bAnd\b|\bOf\b|^The Surgery", name), name


@pytest.mark.parametrize(
    ("snapshot", "code", "name"),
    [
        ("2016", "L85055", "Axbridge Surgery"),
        ("2016", "L85023", "St James Medical Centre"),
        ("2016", "L85026", "Hamdon Medical Centre"),
        ("2016", "L85045", "Westlake Surgery (L85045)"),
        ("2016", "L85060", "Vine Surgery (L85060)"),
        ("2016", "L85014", "Blackbrook Surgery"),
        ("2020", "L85014", "Taunton Vale Healthcare"),
        ("2020", "L85065", "Dunster and Porlock Surgeries"),
        ("2020", "L85066", "Buttercross Health Centre"),
    ],
)
def test_a_name_is_the_one_in_use_then(
    practices: pd.DataFrame, snapshot: str, code: str, name: str
) -> None:
    assert of(practices, snapshot).loc[code, "name"] == name


def test_odd_returns_are_marked_with_the_reason(practices: pd.DataFrame) -> None:
    to_check = of(practices, "2016")["to_check"]
    assert to_check["L85033"] == (
        "GP return looks low for the list: 12,244 patients per full-time GP"
    )
    assert to_check["Y00189"] == (
        "GP return looks high for the list: 326 patients per full-time GP"
    )
    for code, per_gp in {"L85620": "9,945", "L85608": "717", "L85041": "16,680"}.items():
        assert f" {per_gp} patients per full-time GP" in to_check[code]
    assert to_check["L85602"] == "No GP return for September 2015"
    assert to_check["L85012"] == "The return counts more full-time GPs (14.7) than people (11)"
    assert pd.isna(to_check["L85001"])


def test_returns_that_repeat_the_year_before_say_so(practices: pd.DataFrame) -> None:
    kinds = of(practices, "2020")["to_check_kinds"].dropna()
    repeated = kinds[kinds.str.contains("repeated")]
    assert set(repeated.index) == {"L85014", "L85619"}


def test_ages_add_up_to_the_list(read: Reader, practices: pd.DataFrame) -> None:
    ages = read("practice_ages").groupby(["snapshot", "practice_code"])["patients"].sum()
    published = practices[practices["snapshot"].isin(["2016", "2020"])]
    lists = published.set_index(["snapshot", "practice_code"])["list_size"]
    assert (ages.sort_index() == lists.sort_index()).all()


def test_delivery_points_of_2016_and_2020_number_92_and_82_with_two_of_outside_practices(
    sites: pd.DataFrame,
) -> None:
    counted = sites.groupby(["snapshot", "kind"]).size()
    assert counted["2016"].to_dict() == {"branch": 17, "main": 75, "outside": 2}
    assert counted["2018"].to_dict() == {"branch": 16, "main": 70, "outside": 2}
    assert counted["2020"].to_dict() == {"branch": 17, "main": 65, "outside": 2}
    assert counted["2026"].to_dict() == {"branch": 18, "main": 59, "outside": 2}
    outside = sites[sites["kind"] == "outside"]
    assert set(outside["practice_code"]) == {"L81025", "L83044"}


def test_delivery_points_lie_where_published(sites: pd.DataFrame) -> None:
    county = sites[sites["snapshot"] == "2016"].set_index("site_id")
    watchet = county.loc["L85009-2"]
    assert watchet["name"] == "Watchet Surgery"
    assert (watchet["easting"], watchet["northing"]) == pytest.approx((307_101, 143_200), abs=3)
    templecombe = county.loc["L85031-2"]
    assert templecombe["name"] == "Rock House, Templecombe"
    assert not sites["name"].str.contains("Millfield|Sanatorium|^Dr ").any()


def test_a_site_id_is_one_place_in_every_snapshot(sites: pd.DataFrame) -> None:
    assert not sites.duplicated(["snapshot", "site_id"]).any()
    spread = sites.groupby("site_id")[["easting", "northing"]].agg(lambda v: v.max() - v.min())
    assert spread.to_numpy().max() <= 10


def test_branches_opened_later_are_told_from_those_of_the_day(sites: pd.DataFrame) -> None:
    later = sites[~sites["open_at_snapshot"]]
    assert set(later["snapshot"]) == {"2016"}
    assert set(later["site_id"]) == {"L85014-2", "L85065-2"}


def test_there_are_13_networks_and_victoria_park_keeps_its_own(
    read: Reader, practices: pd.DataFrame
) -> None:
    groups = read("reference_groups").set_index("practice_code")["group"]
    assert groups.nunique() == 13
    assert groups["L85612"] == "Bridgwater"
    assert "Y01163" not in groups.index
    assert set(of(practices, "2020").index) - set(groups.index) == {"Y01163"}


def test_every_practice_gone_by_2020_has_a_successor_that_is_open(
    read: Reader, practices: pd.DataFrame
) -> None:
    successors = read("successors")
    gone = set(of(practices, "2016").index) - set(of(practices, "2020").index)
    rows = successors[successors["practice_code"].isin(gone)]
    assert set(rows["practice_code"]) == gone
    assert set(rows["successor"]) <= set(of(practices, "2020").index)
    assert successors["practice_code"].nunique() == 16
    shares = successors.groupby("practice_code")["share"].sum()
    assert shares.to_numpy() == pytest.approx(1.0)


def test_services_of_the_county_and_its_neighbours(read: Reader) -> None:
    services = read("services")
    inside = services[services["in_county"]]
    assert set(inside.loc[inside["kind"] == "acute hospital", "name"]) == {
        "Musgrove Park Hospital, Taunton",
        "Yeovil District Hospital",
    }
    assert (inside["kind"] == "community hospital").sum() == 13
    pharmacies = inside[inside["kind"] == "pharmacy"]["snapshots"].str.contains
    assert pharmacies("2016").sum() == 101
    for later in ("2018", "2020", "2026"):
        assert pharmacies(later).sum() == 102
    hospitals = services[services["kind"] != "pharmacy"]
    assert set(hospitals["snapshots"]) == {"2016;2018;2020;2026"}
    assert "Weston General Hospital, Weston-super-Mare" in set(services["name"])


def test_published_deprivation_is_kept_for_each_edition(read: Reader) -> None:
    scores = read("published_practice_deprivation").set_index(["imd_year", "practice_code"])
    assert scores.loc[(2015, "L85003"), "score"] == pytest.approx(24.32, abs=0.005)
    assert scores.groupby("imd_year").size().to_dict() == {2010: 76, 2015: 75, 2019: 66}
