import json
import subprocess
import sys
from pathlib import Path

import pytest

from somerset_maps.cli import main
from somerset_maps.plan import Plan, read_plan
from somerset_maps.scenarios import Workspace

HOLDER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""
WELLS = 11_532 + 7_139


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text("Practice code;Group\nl85002;Wells\nL85034;Wells\n", encoding="utf-8-sig")
    return file


# ---------------------------------------------------------------------- help


@pytest.mark.parametrize(
    "command", ["build", "check", "evaluate", "export", "backup", "restore", "plans", "suggest"]
)
def test_every_command_explains_itself_with_examples(command: str, capsys):
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert "examples:" in said
    assert f"python -m somerset_maps {command}" in said
    assert "--json" in said


def test_the_program_names_its_exit_codes(capsys):
    assert main(["--help"]) == 0
    assert "3  the app is using the workspace" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["fly"], ["evaluate"], ["export", "x", "--format", "x"]])
def test_a_wrong_call_is_2(arguments: list[str], capsys):
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


# ---------------------------------------------------------------------- suggest


def test_a_suggestion_is_proved_and_written(ask, tmp_path: Path):
    file = tmp_path / "suggested.csv"
    answer = ask("suggest", "pcn-2020", "--snapshot", "2026", "--out", file)
    assert answer["proved"]
    assert answer["objective"] == answer["bound"] == answer["values"]["travel"]
    written = read_plan(file.read_text("utf-8")).plan
    assert {g.name: list(g.members) for g in written.groups} == answer["groups"]


def test_rules_that_cannot_be_kept_are_named_and_are_1(terminal):
    code, out, _ = terminal("suggest", "localities", "--snapshot", "2026", "--groups", "40")
    assert code == 1
    assert "No grouping keeps all of these rules." in out
    assert "There are 40 groups. To help: allow as few as" in out


# ---------------------------------------------------------------------- evaluate


def test_a_file_from_a_spreadsheet_is_measured(ask, plan_file: Path):
    answer = ask("evaluate", plan_file)
    assert answer["snapshot"] == "2016"
    assert answer["groups"]["Wells"]["registered"] == WELLS
    assert answer["groups"]["Wells"]["band_gap"] == WELLS - 30_000
    assert answer["county"]["compactness"] is None
    assert answer["measures"]["group"]["registered"]["unit"] == "patients"


def test_another_size_range_and_snapshot_are_used(ask, plan_file: Path):
    answer = ask("evaluate", plan_file, "--band", 18_000, 20_000, "--snapshot", "2020")
    assert answer["settings"]["band"] == [18_000, 20_000]
    assert answer["groups"]["Wells"]["registered"] == 11_460 + 7_878
    assert answer["groups"]["Wells"]["band_status"] == "in"


def test_people_read_it_in_their_words(terminal, plan_file: Path):
    code, out, _ = terminal("evaluate", plan_file)
    assert code == 0
    assert "A  Wells" in out
    assert "below the range" in out
    assert f"{WELLS:,}" in out


def test_every_bad_row_is_named_at_once(terminal, tmp_path: Path):
    bad = tmp_path / "bad.csv"
    bad.write_text("practice_code,group\nL85002,Wells\nL99999,Wells\nWells,Wells\n")
    code, out, err = terminal("evaluate", bad, "--json")
    assert code == 1
    assert "row 3" in err
    assert "row 4" in err
    assert "L99999" in json.loads(out)["problems"][0] + json.loads(out)["problems"][1]


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["evaluate", "missing.csv"], 2, "no file missing.csv"),
        (["evaluate", "missing"], 2, "is no file"),
        (["evaluate", "localities", "--band", "50000", "30000"], 2, "size range must run from"),
        (["evaluate", "localities", "--snapshot", "1948"], 1, "no snapshot “1948”"),
        (["restore", "missing.duckdb"], 2, "no file missing.duckdb"),
        (["backup", "copy.duckdb"], 1, "nothing to back up"),
        (["check", "--data", "nowhere"], 2, "no folder nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    terminal, arguments: list[str], code: int, complaint: str
):
    got, out, err = terminal(*arguments)
    assert (got, out) == (code, "")
    assert complaint in err
    assert err.count("\n") == 1


# ---------------------------------------------------------------------- plans and export


def test_a_plan_of_the_workspace_is_found_by_name_or_id_with_its_own_size_range(ask, study_day):
    for named in (study_day, "study DAY"):
        answer = ask("evaluate", named)
        assert answer["settings"]["band"] == [25_000, 30_000]
        assert answer["groups"]["Wells"]["registered"] == WELLS


def test_plans_are_listed(ask, terminal, study_day):
    listed = ask("plans")["plans"]
    assert [(p["plan_id"], p["name"], p["practices_in_a_group"]) for p in listed] == [
        (study_day, "Study day", 2)
    ]
    assert "Study day: 2016, 2 practices in 1 groups" in terminal("plans")[1]


def test_no_plans_yet_is_fine_and_makes_no_file(terminal, workspace_file: Path):
    assert terminal("plans")[:2] == (0, "There are no plans yet\n")
    assert not workspace_file.exists()


def test_an_exported_plan_reads_back_with_everything_it_needs(ask, study_day, tmp_path: Path):
    file = tmp_path / "study-day.csv"
    ask("export", "Study day", "--out", file)
    content = read_plan(file.read_bytes())
    assert content.plan == Plan.from_assignment({"L85002": "Wells", "L85034": "Wells"})
    assert content.details["snapshot"] == "2016"
    assert "Open Government Licence" in content.details["sources"]
    assert ask("evaluate", file)["settings"]["band"] == [25_000, 30_000]


def test_geojson_goes_to_standard_output(terminal, plan_file: Path):
    code, out, _ = terminal("export", plan_file, "--format", "geojson")
    features = json.loads(out)["features"]
    assert code == 0
    assert len(features) == 75
    assert sum(f["properties"]["group"] == "Wells" for f in features) == 2


# ---------------------------------------------------------------------- data and workspace


def test_check_says_what_is_fine(ask, study_day):
    answer = ask("check")
    assert answer["tables"]["says"].startswith("fine, ")
    assert answer["workspace"]["says"].startswith("fine, 1 plan in ")


def test_check_finds_a_damaged_workspace(terminal, workspace_file: Path):
    workspace_file.write_text("damaged")
    code, out, _ = terminal("check")
    assert code == 1
    assert "restore a backup" in out
    assert workspace_file.read_text() == "damaged"


def test_check_names_what_a_folder_of_tables_lacks(terminal, tmp_path: Path):
    code, out, _ = terminal("check", "--data", tmp_path)
    assert code == 1
    assert "practices.csv" in out


def test_build_has_nothing_to_do_the_second_time(terminal):
    terminal("build")
    code, out, err = terminal("build")
    assert (code, err) == (0, "")
    assert "is up to date" in out


def test_a_backup_is_restored_and_the_replaced_file_kept(
    ask, terminal, study_day, workspace_file: Path, tmp_path: Path
):
    copy = tmp_path / "monday.duckdb"
    ask("backup", copy)
    assert terminal("backup", copy)[0] == 1
    with Workspace.open(workspace_file) as workspace:
        workspace.create("", Plan(), "2016", workspace.load(study_day).standing.settings)
    kept = ask("restore", copy)["kept"]
    assert len(ask("plans")["plans"]) == 1
    with Workspace.open(Path(kept)) as workspace:
        assert len(workspace.plans()) == 2


def test_while_the_app_holds_the_workspace_one_sentence_says_so(
    terminal, study_day, workspace_file: Path, plan_file: Path, tmp_path: Path
):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout.readline().strip() == b"held"
        for arguments in (
            ["plans"],
            ["evaluate", "Study day"],
            ["export", study_day],
            ["backup", tmp_path / "copy.duckdb"],
        ):
            code, out, err = terminal(*arguments)
            assert (code, out) == (3, "")
            assert "already using" in err
            assert err.count("\n") == 1
        assert terminal("evaluate", plan_file)[0] == 0
        code, out, _ = terminal("check")
        assert code == 3
        assert "tables: fine" in out
        assert "workspace: not checked. Another Somerset Maps is already using" in out
        holder.stdin.close()
