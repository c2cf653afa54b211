"""Plan files: what people's spreadsheets make of them, and every bad row told at once."""

from __future__ import annotations

import csv
import io
import time

import pytest

from somerset_maps import Group, Plan, PlanError
from somerset_maps.plan import COLOURS, read_plan

TWO_GROUPS = {"L85002": "Wells", "L85034": "Wells", "L85008": "Frome"}


def problems_of(text: str | bytes, known: set[str] | None = None) -> tuple[str, ...]:
    with pytest.raises(PlanError) as raised:
        read_plan(text, known)
    return raised.value.problems


def test_what_is_written():
    plan = Plan.from_assignment({"L85002": "Wells"}).add_group("Frome").lock("Wells")
    assert plan.to_csv({"snapshot": "2016", "sources": "NHS\nDigital"}) == (
        "# snapshot: 2016\n"
        "# sources: NHS Digital\n"
        "practice_code,group,letter,colour,locked\n"
        f"L85002,Wells,A,{COLOURS[0]},yes\n"
        f",Frome,B,{COLOURS[1]},no\n"
    )


def test_empty_and_locked_groups_letters_and_colours_come_back():
    plan = (
        Plan.from_assignment(TWO_GROUPS)
        .add_group("Empty")
        .recolour("Frome", "#ABCDEF")
        .lock("Wells")
        .remove_group("Frome")
        .add_group("Zummerzet, “über”; 'x'\"y\"")
    )
    assert Plan.from_csv(plan.to_csv()) == plan
    assert Plan.from_csv(Plan().to_csv()) == Plan()


def test_details_come_back_with_commas_colons_and_quotation_marks():
    details = {"date": "2016-03-01 10:00", "sources": 'NHS Digital, ONS; "Crown copyright"'}
    assert read_plan(Plan().to_csv(details)).details == details


FILES_OF_PEOPLE = {
    "two columns only": "practice_code,group\nL85002,Wells\nL85034,Wells\nL85008,Frome\n",
    "byte-order mark": "\ufeffpractice_code,group\nL85002,Wells\nL85034,Wells\nL85008,Frome\n",
    "semicolons": "practice_code;group\r\nL85002;Wells\r\nL85034;Wells\r\nL85008;Frome\r\n",
    "tabs": "practice_code\tgroup\nL85002\tWells\nL85034\tWells\nL85008\tFrome\n",
    "old line ends": "practice_code,group\rL85002,Wells\rL85034,Wells\rL85008,Frome",
    "stray spaces": " practice_code , group \n L85002 , Wells\n L85034, Wells  \nL85008 ,Frome\n",
    "lower case": "PRACTICE_CODE,Group\nl85002,Wells\nl85034,WELLS\nl85008,Frome\n",
    "other headings": "Practice code,Group name\nL85002,Wells\nL85034,Wells\nL85008,Frome\n",
    "other order and extra columns": "notes,group,list,practice_code\n"
    'near the A39,Wells,"11,532",L85002\n,Wells,9000,L85034\n"two\nlines",Frome,29000,L85008\n',
    "a column of practice names": "Practice,Code,Group\n"
    "Wells Health Centre,L85002,Wells\nWells City,L85034,Wells\nFrome Medical,L85008,Frome\n",
    "blank rows and trailing separators": "\n;;;\npractice_code;group;;\n;;;\nL85002;Wells;;\n"
    "L85034;Wells;;\n\n;;;\nL85008;Frome;;\n;;;\n",
    "a separator line": "sep=;\npractice_code;group\nL85002;Wells\nL85034;Wells\nL85008;Frome\n",
    "everything quoted": '"practice_code","group"\n"L85002","Wells"\n"L85034","Wells"\n'
    '"L85008","Frome"\n',
    "a space before the quotation mark": 'practice_code, group\nL85002, "Wells"\n'
    'L85034, "Wells"\nL85008, "Frome"\n',
    "commas inside a heading of a semicolon file": 'practice_code;group;"a, b, c, d"\n'
    "L85002;Wells;1\nL85034;Wells;1\nL85008;Frome;1\n",
    "a row with a practice in no group": "practice_code,group\nL85002,Wells\nL85034,Wells\n"
    "L85008,Frome\nL85001,\n",
    "notes above, quoted by a spreadsheet": '"# snapshot: 2016, ""spring""",,\n# date: 1 March,,\n'
    "practice_code,group,\nL85002,Wells,\nL85034,Wells,\nL85008,Frome,\n",
}


@pytest.mark.parametrize("text", FILES_OF_PEOPLE.values(), ids=FILES_OF_PEOPLE)
def test_files_of_people_who_use_spreadsheets_are_read(text):
    assert Plan.from_csv(text).assignment == TWO_GROUPS
    assert Plan.from_csv(text.encode("utf-8")).assignment == TWO_GROUPS
    assert Plan.from_csv(text.encode("utf-16")).assignment == TWO_GROUPS


def test_the_notes_above_the_table_are_read():
    text = FILES_OF_PEOPLE["notes above, quoted by a spreadsheet"]
    assert read_plan(text).details == {"snapshot": '2016, "spring"', "date": "1 March"}


def test_the_windows_alphabet_of_older_spreadsheets_is_read():
    text = "practice_code;group\nL85002;Café – Wells’ end\n"
    assert Plan.from_csv(text.encode("cp1252")).assignment == {"L85002": "Café – Wells’ end"}


def test_a_line_end_inside_a_name_is_a_space():
    assert Plan.from_csv('practice_code,group\nL85002,"Mid\nMendip"\n').assignment == {
        "L85002": "Mid Mendip"
    }


def test_looks_may_stand_in_one_row_of_the_group_only():
    text = (
        "practice_code,group,letter,colour,locked\n"
        "L85002,Wells,,,\nL85034,Wells,q,#aabbcc,yes\nL85008,Frome,,,no\n"
    )
    assert Plan.from_csv(text).groups == (
        Group("Wells", "Q", "#AABBCC", locked=True, members=("L85002", "L85034")),
        Group("Frome", "A", COLOURS[0], members=("L85008",)),
    )


def test_names_alike_but_for_capitals_are_one_group_called_as_first_written():
    plan = Plan.from_csv("practice_code,group\nL85002,Wells\nL85034,wells\n,WELLS\n")
    assert [(group.name, group.members) for group in plan.groups] == [
        ("Wells", ("L85002", "L85034"))
    ]


def test_every_bad_row_is_told_at_once_with_its_row_and_column():
    text = (
        "# snapshot: 2016\n"
        "practice_code,group,letter,colour,locked\n"  # row 2
        "L85002,Wells,A,#0072B2,yes\n"
        "L85099,Wells,A,#0072B2,yes\n"  # row 4: unknown
        "85001,Wells,A,#0072B2,yes\n"  # row 5: malformed
        "\n"
        "l85002,Frome,B,#E69F00,no\n"  # row 7: twice
        "L85008,Frome,É,blue,perhaps\n"  # row 8: letter, colour, lock
        "L85034,Bath,A,,\n"  # row 9: letter of Wells
        "L85001,wells,C,#000000,no\n"  # row 10: looks of Wells contradicted
        "L85003,=HYPERLINK(1),,,\n"  # row 11: formula
    )
    told = problems_of(text, {"L85001", "L85002", "L85003", "L85008", "L85034"})
    assert [problem.split(":")[0] for problem in told] == [
        "row 4, column practice_code",
        "row 5, column practice_code",
        "row 7, column practice_code",
        "row 8, column letter",
        "row 8, column colour",
        "row 8, column locked",
        "row 9, column letter",
        "row 10, column letter",
        "row 10, column colour",
        "row 10, column locked",
        "row 11, column group",
    ]
    assert told[0].endswith("L85099 is not a practice of this snapshot")
    assert told[2].endswith("L85002 stands in row 3 too")
    assert told[6].endswith("A is the letter of “Wells” already")


def test_the_message_counts_what_it_does_not_show():
    rows = "".join(f"X{n},Wells\n" for n in range(60))
    with pytest.raises(PlanError, match="60 things need attention") as raised:
        Plan.from_csv("practice_code,group\n" + rows)
    assert len(raised.value.problems) == 60
    assert str(raised.value).endswith("… and 10 more")


def test_a_practice_twice_is_told_even_when_its_first_row_is_bad():
    told = problems_of("practice_code,group,letter\nL85002,Wells,9\nL85002,Frome,B\n")
    assert len(told) == 2
    assert "stands in row 2 too" in told[1]


@pytest.mark.parametrize("tail", ['L85034,"Bath\n', 'L85034,"Bath\nL85008,"Frome\n'])
def test_a_quotation_mark_left_open_swallows_no_row_silently(tail):
    told = problems_of("practice_code,group\nL85002,Wells\n" + tail)
    assert told[0].startswith("row 3: cannot be read as CSV; look for a stray quotation mark")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no table"),
        ("\ufeff", "holds no table"),
        ("# snapshot: 2016\n\n", "holds no table"),
        ("code\nL85002\n", "no column group"),
        ("name,list\nWells,11532\n", "no column practice_code and no column group"),
        ("practice_code,group,group\nL85002,Wells,Frome\n", "the column group twice"),
        ("Practice code,practice  CODE,group\nL85002,L85034,Wells\n", "practice code twice"),
        ("x" * 200_000 + ",practice_code,group\n", "cannot be read as CSV"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is a workbook"),
        (b"\x89PNG\r\n\x81\x8d\x8f", "is not text"),
        (b"\xff\xfea", "is not text"),
    ],
)
def test_what_holds_no_plan_is_refused_in_one_sentence(text, why):
    with pytest.raises(PlanError, match=why):
        read_plan(text)


def test_bytes_that_no_sheet_should_hold_are_told_and_not_run():
    assert problems_of("practice_code,group\nL85\x00002,Wells\n")[0].startswith("row 2, column")
    plan = Plan.from_csv("practice_code,group\nL85002,<script>alert('x')</script>\n")
    assert plan.groups[0].name == "<script>alert('x')</script>"
    assert Plan.from_csv("practice_code,group\nL85002,We\x0blls\n").groups[0].name == "We lls"


@pytest.mark.parametrize("big", ["x" * 50_000_000, b"x" * 50_000_000], ids=["text", "bytes"])
def test_fifty_megabytes_are_refused_at_once(big):
    started = time.perf_counter()
    with pytest.raises(PlanError, match="has 50 MB"):
        read_plan(big)
    assert time.perf_counter() - started < 0.5


def test_a_file_full_of_groups_is_refused_soon():
    text = "practice_code,group,letter\n" + "".join(f",g{n},\n" for n in range(120_000))
    started = time.perf_counter()
    with pytest.raises(PlanError, match="120,000 groups; a plan can have 500"):
        read_plan(text)
    assert time.perf_counter() - started < 10


def test_another_csv_reader_sees_no_formula_and_the_same_rows():
    plan = Plan.from_assignment({"L85002": 'a "quoted", name; with =1+1 inside', "L85008": "Frome"})
    rows = list(csv.DictReader(io.StringIO(plan.to_csv())))
    assert [row["group"] for row in rows] == ['a "quoted", name; with =1+1 inside', "Frome"]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
