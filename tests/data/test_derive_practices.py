"""The derivation's rules, on small official extracts written by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from somerset_maps.derive.__main__ import main
from somerset_maps.derive.delivery_points import sites_of_snapshot, sites_table
from somerset_maps.derive.joined import with_joined_staff
from somerset_maps.derive.names import practice_names, title_case, without_address
from somerset_maps.derive.returns import checks_of
from somerset_maps.errors import DataError
from somerset_maps.sources.list_sizes import read_registered_broad_ages
from somerset_maps.sources.ods import read_open_practices
from somerset_maps.sources.payments import read_payments
from somerset_maps.sources.workforce import read_workforce


def the_return(gp_fte: float, headcount: float, admin: float, patients: float) -> pd.Series:
    return pd.Series(
        {
            "gp_fte": gp_fte,
            "gp_headcount": headcount,
            "admin_fte": admin,
            "list_at_count": patients,
        }
    )


@pytest.mark.parametrize(
    ("official", "readable"),
    [
        ("ST JAMES MEDICAL CENTRE", "St James Medical Centre"),
        ("DUNSTER & PORLOCK SURGERIES", "Dunster and Porlock Surgeries"),
        ("BURNHAM-ON-SEA", "Burnham-on-Sea"),
        ("ST ALDHELM'S HOUSE OF THE VALE", "St Aldhelm's House of the Vale"),
        ("NHS YEOVIL HEALTH CENTRE", "NHS Yeovil Health Centre"),
    ],
)
def test_capitals_become_title_case(official: str, readable: str) -> None:
    assert title_case(official) == readable


def test_address_tails_are_cut_but_saints_are_not() -> None:
    assert without_address("ILCHESTER SURGERY, ILCHESTER") == "ILCHESTER SURGERY"
    assert without_address("WELLS HEALTH CENTRE. GLASTONBURY ROAD") == "WELLS HEALTH CENTRE"
    assert without_address("ST. JAMES MEDICAL CENTRE") == "ST. JAMES MEDICAL CENTRE"


@pytest.mark.parametrize("name", ["DR ELLIS, FROME/SAFFRON", "THE SURGERY. HOULGATE WAY"])
def test_a_name_only_a_person_can_mend_stops_the_derivation(name: str) -> None:
    with pytest.raises(DataError, match="L85998"):
        practice_names(pd.Series({"L85998": name}))


def test_two_practices_of_one_name_stop_the_derivation() -> None:
    with pytest.raises(DataError, match="L85998 Vine Surgery, L85999 Vine Surgery"):
        practice_names(pd.Series({"L85998": "VINE SURGERY", "L85999": "VINE SURGERY, STREET"}))


def test_the_ends_of_the_ratio_are_not_to_check() -> None:
    assert checks_of(the_return(1, 1, 3, 4_000), None, "September 2015") == []
    assert checks_of(the_return(1, 1, 3, 800), None, "September 2015") == []
    assert [c.kind for c in checks_of(the_return(1, 1, 3, 4_001), None, "x")] == ["low"]
    assert [c.kind for c in checks_of(the_return(1, 1, 3, 799), None, "x")] == ["high"]


def test_a_return_repeats_only_when_all_three_figures_do() -> None:
    before = the_return(2.5, 3, 6, 5_000)
    same = checks_of(the_return(2.5, 3, 6, 5_100), before, "x")
    assert [c.reason for c in same] == ["Staff numbers are the same as the year before"]
    assert checks_of(the_return(2.5, 3, 6.1, 5_100), before, "x") == []
    no_admin = the_return(2.5, 3, float("nan"), 5_100)
    assert checks_of(no_admin, no_admin, "x") == []


def test_no_return_is_the_only_thing_said_of_it() -> None:
    none = the_return(float("nan"), float("nan"), 4, 5_000)
    assert [c.reason for c in checks_of(none, none, "September 2019")] == [
        "No GP return for September 2019"
    ]


def a_site(code: str, easting: float, name: str, opened: str | None = None) -> dict[str, object]:
    return {
        "practice_code": code,
        "source": "test",
        "name": name,
        "postcode": "TA1 1AA",
        "easting": easting,
        "northing": 120_000.0,
        "opened": opened,
    }


def test_sites_of_one_practice_within_400_metres_are_one() -> None:
    main = pd.DataFrame(
        {"name": ["A"], "postcode": ["TA1 1AA"], "easting": [300_000.0], "northing": [120_000.0]},
        index=pd.Index(["L85001"], name="practice_code"),
    )
    candidates = pd.DataFrame(
        [
            a_site("L85001", 300_400, "the same"),
            a_site("L85001", 300_401, "a branch", "2017-04-01"),
            a_site("L85999", 305_000, "of a closed practice"),
            a_site("L81025", 306_000, "of a practice outside"),
        ]
    )
    sites = sites_of_snapshot(main, candidates)
    assert list(zip(sites["name"], sites["kind"], strict=True)) == [
        ("A", "main"),
        ("a branch", "branch"),
        ("of a practice outside", "outside"),
    ]
    both = sites_table({"2016": sites, "2020": sites}, {"2016": "2015-11-27", "2020": "2019-09"})
    branch = both[both["name"] == "a branch"].set_index("snapshot")
    assert set(branch["site_id"]) == {"L85001-2"}
    assert branch["open_at_snapshot"].to_dict() == {"2016": "false", "2020": "true"}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


EPRACCUR = (
    "organisation_code,name,address_1,postcode,status_code,commissioner_parent,prescribing_setting\n"
    "L85001,ONE,A,TA1  1NW,A,11X,4\n"
    "L85002,HOSPICE,A,TA1 1NW,A,11X,8\n"
    "L85003,CLOSED,A,TA1 1NW,C,11X,4\n"
    "L83001,ELSEWHERE,A,EX1 1NW,A,15N,4\n"
)


def test_open_practices_are_active_gp_practices_of_somerset(tmp_path: Path) -> None:
    path = write(tmp_path / "epraccur.csv", EPRACCUR)
    assert list(read_open_practices(path).index) == ["L85001"]
    assert read_open_practices(path).loc["L85001", "postcode"] == "TA1 1NW"
    assert list(read_open_practices(path, also_open=("L85003",)).index) == ["L85001", "L85003"]


def test_a_table_of_another_kind_is_refused_by_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "epraccur.csv", "code,name\nL85001,ONE\n")
    with pytest.raises(DataError, match=r"epraccur\.csv has no column 'organisation_code'"):
        read_open_practices(path)


def test_a_zero_return_is_missing_and_text_is_refused(tmp_path: Path) -> None:
    head = (
        "Practice.Code,Year,TOTAL_PATIENTS,TOTAL_GP_EXTGL_HC,TOTAL_GP_EXTGL_FTE,TOTAL_ADMIN_FTE\n"
    )
    path = write(tmp_path / "staff.csv", f"{head}L85001,2016,9000,5,4.5,0\nL85002,2016,1,NA,NA,1\n")
    staff = read_workforce(path, 2016)
    assert pd.isna(staff.loc["L85001", "admin_fte"])
    assert pd.isna(staff.loc["L85002", "gp_fte"])
    with pytest.raises(DataError, match="no returns for 2015; it has 2016"):
        read_workforce(path, 2015)
    wrong = write(tmp_path / "wrong.csv", f"{head}L85001,2016,9000,five,4.5,1\n")
    with pytest.raises(DataError, match=r"wrong\.csv, row 2, column gp_headcount: .*'five'"):
        read_workforce(wrong, 2016)


def test_overlapping_published_ages_become_bands_that_do_not_overlap(tmp_path: Path) -> None:
    path = write(
        tmp_path / "ages.csv",
        "PRACTICE_CODE,Total,16+,18+,50+,65+\nL85065,6494,5739,5649,4014,2325\n",
    )
    sizes = read_registered_broad_ages(path)
    bands = sizes.ages.set_index("age_band")["patients"].to_dict()
    assert bands == {"0-15": 755, "16-17": 90, "18-49": 1635, "50-64": 1689, "65+": 2325}
    assert sizes.lists.loc["L85065", "patients_65_plus"] == 2325


def test_payments_without_a_list_are_missing(tmp_path: Path) -> None:
    path = write(
        tmp_path / "payments.csv",
        "Practice Code,Contract Type,Dispensing Practice,"
        "Number of Registered Patients (Last Known Figure),"
        "Number of Weighted Patients (Last Known Figure)\n"
        "L85001,GMS,Yes,0,0\nL85002,PMS,No,100,90.5\n",
    )
    payments = read_payments(path)
    assert payments["dispensing"].to_dict() == {"L85001": "true", "L85002": "false"}
    assert pd.isna(payments.loc["L85001", "list_size"])
    assert payments.loc["L85002", "weighted_list"] == 90.5


def test_staff_of_a_practice_that_joined_is_added_to_its_successor_and_said() -> None:
    staff = pd.DataFrame(
        {"gp_fte": [4.0, 3.7, 8.0], "admin_fte": [10.0, float("nan"), 13.7]},
        index=pd.Index(["L85016", "L85010", "L85001"], name="practice_code"),
    )
    added = with_joined_staff(staff, {"L85010": "L85016"})
    assert added["gp_fte"].to_dict() == pytest.approx({"L85001": 8.0, "L85016": 7.7})
    assert added.loc["L85016", "admin_fte"] == 10.0
    found = checks_of(the_return(7.7, 10, 20, 16_000), None, "x", ["L85010"])
    assert [c.reason for c in found] == [
        "Staff of L85010, which has joined, was added to the return"
    ]


def test_the_command_says_which_folder_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "geo").mkdir()
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"{tmp_path} has no folder practice/.\n"


def test_the_command_says_which_file_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "geo").mkdir()
    (tmp_path / "practice").mkdir()
    assert main([str(tmp_path), "--out", str(tmp_path / "out"), "--only", "practices"]) == 1
    assert "code_point_open_2014_somerset_postcodes.csv is missing" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
