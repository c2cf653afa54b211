"""Lists and staff through the years: as published, and none counted twice."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from somerset_maps.derive.history import dispersed_shares
from somerset_maps.derive.lineages import lineages, lines_on
from somerset_maps.derive.snapshots import SNAPSHOTS
from somerset_maps.sources.lines import line_series

Reader = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def history(read: Reader) -> pd.DataFrame:
    return read("practice_history")


def flagged(history: pd.DataFrame, source: str, as_of: str, flag: str) -> set[str]:
    rows = history.query("source == @source and as_of == @as_of and flag == @flag")
    return set(rows["practice_code"])


@pytest.mark.parametrize(
    ("source", "as_of", "practices", "patients"),
    [
        ("BSA lists", "2015-01-01", 75, 556_703),
        ("BSA lists", "2015-10-01", 75, 561_334),
        ("BSA lists", "2016-01-01", 75, 562_446),
        ("Payments", "2014-07-01", 75, 553_873),
        ("Payments", "2015-07-01", 74, 550_948),
        ("Payments", "2018-01-01", 70, 573_599),
        ("Registered patients", "2020-04-01", 65, 583_921),
        ("Registered patients", "2021-01-01", 65, 586_160),
        ("Registered patients", "2026-04-01", 59, 605_796),
    ],
)
def test_lists_of_a_day_add_up_to_what_was_published(
    history: pd.DataFrame, source: str, as_of: str, practices: int, patients: int
) -> None:
    rows = history.query("source == @source and as_of == @as_of")
    assert len(rows) == practices
    assert rows["list_size"].sum() == patients


def test_gp_fte_of_each_year_is_as_published(history: pd.DataFrame) -> None:
    staff = history[history["source"] == "Workforce"]
    total = staff.groupby(staff["as_of"].str[:4])["gp_fte"].sum()
    published = [332.4, 326.0, 311.8, 304.1, 296.8, 292.8, 291.9, 286.3, 276.7, 288.6]
    assert total.to_list() == pytest.approx(published)
    assert total.index.to_list() == [str(year) for year in range(2015, 2025)]


def test_the_past_begins_in_july_2013(history: pd.DataFrame) -> None:
    assert history["as_of"].min() == "2013-07-01"
    assert "L85059" not in set(history["practice_code"])


def test_staff_under_closed_codes_is_marked(history: pd.DataFrame) -> None:
    assert flagged(history, "Workforce", "2018-09-30", "closed") == {
        "L85005", "L85060", "L85620", "Y00189",
    }  # fmt: skip
    assert flagged(history, "Workforce", "2019-09-30", "closed") == {"L85005", "L85041"}
    assert history.loc[history["flag"] == "closed", "list_size"].isna().all()
    assert history.query("practice_code == 'Y02778' and as_of == '2017-09-30'").empty


def test_practices_that_joined_during_a_year_are_marked(history: pd.DataFrame) -> None:
    def part_year(source: str, as_of: str) -> set[str]:
        return flagged(history, source, as_of, "part year")

    chard = {"L85028", "L85619", "L85030"}
    bridgwater = {"L85612", "L85035", "L85042", "L85025", "L85051", "L85607"}
    assert part_year("Workforce", "2022-09-30") == chard
    assert part_year("Payments", "2022-08-15") == chard
    assert part_year("Workforce", "2021-09-30") == bridgwater
    assert part_year("Payments", "2021-08-15") == bridgwater
    assert part_year("Payments", "2019-08-15") == {"L85041", "L85019"}
    assert part_year("Payments", "2018-08-15") == {
        "L85005", "L85060", "L85620", "Y00189", "L85066", "L85029", "L85004", "L85022",
    }  # fmt: skip
    last_lists = history.query("source == 'Payments' and as_of < '2018-01-01'")
    assert set(last_lists.loc[last_lists["flag"] == "part year", "practice_code"]) == {
        "L85045", "L85616", "L85608", "Y02778",
    }  # fmt: skip


def test_suspect_figures_are_four(history: pd.DataFrame) -> None:
    rows = history[history["flag"] == "suspect"].set_index(["practice_code", "as_of"])
    assert rows["gp_fte"].dropna().to_dict() == {
        ("L85033", "2015-09-30"): 1.0,
        ("L85041", "2015-09-30"): 0.4,
        ("L85066", "2016-09-30"): 0.1,
    }
    assert rows["list_size"].loc[("L85032", "2014-10-01")] == 7_466
    assert len(rows) == 4


def test_what_is_left_has_no_jump_that_is_not_said(history: pd.DataFrame) -> None:
    sound = history[~history["flag"].isin(["closed", "part year", "suspect"])]
    for source in ("BSA lists", "Workforce"):
        rows = sound[sound["source"] == source].sort_values(["practice_code", "as_of"])
        step = rows.groupby("practice_code")["list_size"].pct_change().abs()
        unsaid = rows[(step > 0.2) & (rows["flag"] != "joined")]
        assert unsaid[["practice_code", "as_of"]].to_numpy().tolist() == []


def test_april_2026_says_whose_patients_came(history: pd.DataFrame) -> None:
    rows = history.query("as_of == '2026-04-01'").set_index("practice_code")["note"]
    assert rows["L85016"] == "First figure with patients of L85010"
    assert rows["L85030"] == "First figure with patients of L85619 and L85028"


def test_lineages_are_those_of_the_successors(read: Reader, history: pd.DataFrame) -> None:
    successors, practices = read("successors"), read("practices")
    codes = dict(iter(practices.groupby("snapshot")["practice_code"]))
    computed = lineages(codes, SNAPSHOTS, successors, dispersed_shares(history, successors))
    pd.testing.assert_frame_equal(
        computed.reset_index(drop=True), read("lineages"), check_dtype=False
    )


def test_every_earlier_practice_is_in_one_line(read: Reader) -> None:
    table = read("lineages")
    counted = table.groupby(["snapshot", "kind"]).size()
    assert counted["2016"].to_dict() == {"itself": 75}
    assert counted["2018"].to_dict() == {"itself": 70, "merged": 5}
    assert counted["2020"].to_dict() == {"itself": 65, "merged": 10}
    assert counted["2026"].to_dict() == {"itself": 59, "merged": 15, "dispersed": 5}
    shares = table.groupby(["snapshot", "earlier_code"])["share"].sum()
    assert shares.to_numpy() == pytest.approx(1.0, abs=2e-4)
    of_2015 = set(table.loc[table["snapshot"] == "2016", "earlier_code"])
    for _, rows in table.groupby("snapshot"):
        assert set(rows["earlier_code"]) == of_2015


def test_lines_keep_their_check_values(read: Reader, history: pd.DataFrame) -> None:
    table = read("lineages")
    lines = table[table["snapshot"] == "2026"]
    lists = line_series(history, lines, "list_size")
    wanted = {
        ("L85019", "2015-09-30"): 13_702,
        ("L85030", "2015-09-30"): 20_874,
        ("L85014", "2016-09-30"): 14_558,
        ("L85064", "2015-09-30"): 9_044 + 6_177,  # Oaklands with the health centre; Ryalls Park
        ("L85016", "2024-09-30"): 14_705 + 13_531,  # Burnham and Highbridge while still apart
        ("L85025", "2015-09-30"): 10_640.7,
        ("L85607", "2020-09-30"): 4_989.0,
    }
    found = {key: lists.loc[key[1], key[0]] for key in wanted}
    assert found == pytest.approx(wanted, abs=1.0)
    gps = line_series(history, lines, "gp_fte")
    assert gps.loc["2015-09-30", "L85022"] == pytest.approx(24.3 - 8.9)
    assert gps.loc["2017-09-30", "L85066"] == pytest.approx(3.6)
    assert gps.loc["2024-09-30", "L85016"] == pytest.approx(7.7)


def test_a_line_is_missing_where_a_part_of_it_was_not_measured(
    read: Reader, history: pd.DataFrame
) -> None:
    table = read("lineages")
    lines = table[table["snapshot"] == "2026"]

    def missing(figure: str) -> set[tuple[str, str]]:
        series = line_series(history, lines, figure)
        gaps = series.isna().stack()
        return {(str(code), str(day)[:4]) for day, code in gaps.index[gaps]}

    bridgwater = {(c, "2021") for c in ("L85025", "L85035", "L85042", "L85051", "L85607")}
    lists = bridgwater | {("L85030", "2022"), ("L85004", "2019"), ("L85065", "2015")}
    assert missing("list_size") == lists
    suspect = {("L85033", "2015"), ("L85019", "2015"), ("L85066", "2016")}
    assert missing("gp_fte") == lists | suspect


def successor(code: str, heir: str, effective: str, kind: str = "merged") -> dict[str, str]:
    return {"practice_code": code, "successor": heir, "effective": effective, "kind": kind}


def test_mergers_are_followed_up_to_the_day_and_dispersals_are_not() -> None:
    table = pd.DataFrame(
        [
            successor("A", "B", "2016-09"),
            successor("B", "C", "2018-04-15"),
            successor("D", "C", "2017", "dispersed"),
        ]
    )
    assert lines_on(table, ["A", "B", "D"], "2016-08-31").tolist() == ["A", "B", "D"]
    assert lines_on(table, ["A", "B", "D"], "2018-04-14").tolist() == ["B", "B", "D"]
    assert lines_on(table, ["A", "C"], "2018-04-15").tolist() == ["C", "C"]
    assert lines_on(table, ["A"], "2018-04-15", among={"B"}).tolist() == ["B"]


def test_a_line_adds_parts_while_they_were_apart() -> None:
    history = pd.DataFrame(
        [
            ("A", "2015-09-30", "Workforce", 100.0, None),
            ("A", "2016-09-30", "Workforce", 180.0, "joined"),
            ("B", "2015-09-30", "Workforce", 60.0, None),
            ("B", "2016-09-30", "Workforce", 70.0, "closed"),
            ("D", "2015-09-30", "Workforce", 40.0, "suspect"),
            ("D", "2016-09-30", "Workforce", 40.0, None),
        ],
        columns=["practice_code", "as_of", "source", "list_size", "flag"],
    )
    history["gp_fte"] = history["list_size"] / 20
    lines = pd.DataFrame(
        [("A", "A", 1.0, None), ("A", "B", 1.0, "2016-04"), ("A", "D", 0.25, "2017")],
        columns=["practice_code", "earlier_code", "share", "effective"],
    )
    assert line_series(history, lines, "list_size")["A"].tolist() == [170.0, 190.0]
    gps = line_series(history, lines, "gp_fte")["A"]
    assert pd.isna(gps.iloc[0])
    assert gps.iloc[1] == pytest.approx(9.5)
