import shutil
import sys
from pathlib import Path

import duckdb
import pytest
from mendip import PRACTICES, START, entry, move

import somerset_maps
from somerset_maps.errors import PlanError, WorkspaceError
from somerset_maps.plan import Plan
from somerset_maps.scenarios import LivePlans, Workspace, backup, restore, workspace_path
from somerset_maps.scenarios.plan_text import plan_from_text, plan_to_text
from somerset_maps.scenarios.schema import MIGRATIONS, prepare, version_of
from somerset_maps.settings import Settings


def filled(path: Path, moves: int = 40) -> str:
    with Workspace.open(path) as workspace:
        plans = LivePlans(workspace, lambda snapshot: PRACTICES)
        plan_id = plans.create(START, "2016", name="Study day")
        for seq in range(1, moves + 1):
            to = "Wells" if seq % 2 else "Street"
            plans.submit(plan_id, [move(plan_id, seq, "L85011", to)], None)
    return plan_id


# ---------------------------------------------------------------------- plans


def test_a_new_plan_is_listed_with_what_it_holds(workspace: Workspace):
    first = workspace.create("", START, "2016", Settings(), "browser-1")
    second = workspace.create("Table 4", Plan(), "2020", Settings())
    newest, older = workspace.plans()
    assert (newest.plan_id, newest.name, newest.snapshot) == (second, "Table 4", "2020")
    assert (older.plan_id, older.practices, older.groups) == (first, 3, 2)
    assert older.browser_key == "browser-1"
    assert older.created == older.saved
    assert len({first, second}) == 2
    assert all(len(plan_id) == 16 for plan_id in (first, second))


def test_an_unknown_plan_is_named_as_such(workspace: Workspace):
    with pytest.raises(PlanError, match="not in the workspace"):
        workspace.load("nothing")


def test_a_browser_finds_its_last_plan_unless_it_was_deleted(plans: LivePlans):
    first = plans.create(START, "2016", browser_key="b")
    second = plans.create(START, "2016", browser_key="b")
    assert plans.store.last_plan("b") == second
    plans.store.remember("b", first)
    assert plans.store.last_plan("b") == first
    plans.delete(first)
    assert plans.store.last_plan("b") is None
    assert plans.store.last_plan("another") is None


def test_a_plan_comes_back_exactly_order_and_odd_names_included():
    plan = (
        Plan.from_assignment({"L85034": "B, “x”", "L85002": "B, “x”", "L85011": "<script>"})
        .add_group("Å\u200b 'quoted\" \\n")
        .lock("<script>")
        .recolour("B, “x”", "#123456")
    )
    assert plan_from_text(plan_to_text(plan)) == plan
    with pytest.raises(WorkspaceError, match="cannot be read"):
        plan_from_text('[["Wells"]]')


def test_the_file_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOMERSET_WORKSPACE", raising=False)
    assert workspace_path() == Path(somerset_maps.__file__).parents[1] / "data/workspace.duckdb"
    monkeypatch.setenv("SOMERSET_WORKSPACE", "elsewhere.duckdb")
    assert workspace_path() == Path("elsewhere.duckdb")


def test_a_process_has_one_workspace_a_file(workspace: Workspace, path: Path):
    assert Workspace.open(path.parent / "." / path.name) is workspace


def test_commits_are_flushed_to_disk(workspace: Workspace):
    mode = workspace._connection.execute("SELECT current_setting('fsync_mode')").fetchone()
    assert mode == ("FULL" if sys.platform == "darwin" else "STANDARD",)


def test_a_failed_commit_keeps_nothing_of_it(plans: LivePlans, plan_id: str):
    stored = plans.store.load(plan_id)
    with pytest.raises(WorkspaceError):
        plans.store.commit(plan_id, [stored.last], stored.standing, {"board-a": "not a number"})
    assert len(plans.store.journal(plan_id)) == 1
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    assert plans.store.problems() == []


# ---------------------------------------------------------------------- damaged and foreign files


def refused(path: Path) -> str:
    """Open a bad file, check that it was left alone, and return what was said."""
    before = path.read_bytes()
    with pytest.raises(WorkspaceError) as error:
        Workspace.open(path)
    assert path.read_bytes() == before
    assert "restore a backup" in str(error.value)
    assert "name another file" in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("content", [b"", b"practice_code,group\n", b"\0" * 100_000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes):
    path.write_bytes(content)
    refused(path)


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path):
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE plans (plan_id VARCHAR)")
    assert "another program" in refused(path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_refused_and_left_alone(path: Path, part: float):
    filled(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    refused(path)


def test_a_damaged_log_is_refused_and_left_alone(path: Path, tmp_path: Path):
    copy = tmp_path / "copy.duckdb"
    with Workspace.open(path) as workspace:
        plans = LivePlans(workspace, lambda snapshot: PRACTICES)
        plan_id = plans.create(START, "2016")
        for seq in range(1, 20):
            plans.submit(plan_id, [entry(plan_id, seq, "add_group", name=f"Group {seq}")], None)
        shutil.copy(path, copy)
        log = bytearray(Path(f"{path}.wal").read_bytes())
    log[len(log) // 2] ^= 0xFF
    Path(f"{copy}.wal").write_bytes(log)
    refused(copy)
    assert Path(f"{copy}.wal").read_bytes() == log


def test_a_log_without_its_workspace_is_refused_and_left_alone(path: Path):
    log = Path(f"{path}.wal")
    log.write_bytes(b"log")
    with pytest.raises(WorkspaceError, match="is there without it"):
        Workspace.open(path)
    assert log.read_bytes() == b"log"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be used as a workspace"):
        Workspace.open(tmp_path / "file" / "workspace.duckdb")


def test_problems_in_the_tables_are_found(workspace: Workspace, plan_id: str):
    assert workspace.problems() == []
    workspace._connection.execute("UPDATE journal SET position = 7")
    assert workspace.problems() == [f"plan {plan_id} should have 1 steps in its journal and has 1"]
    workspace._connection.execute("DELETE FROM plans")
    assert workspace.problems() == [
        f"plan {plan_id} has 1 steps in the journal and is not in the list"
    ]


# ---------------------------------------------------------------------- versions


def test_an_older_workspace_is_brought_forward_with_everything_in_it(path: Path):
    plan_id = filled(path, moves=3)
    longer = (*MIGRATIONS, "ALTER TABLE plans ADD COLUMN room VARCHAR DEFAULT ''")
    with duckdb.connect(str(path)) as connection:
        prepare(connection, longer)
        assert version_of(connection) == len(MIGRATIONS) + 1
        assert connection.execute("SELECT plan_id, room FROM plans").fetchall() == [(plan_id, "")]


def test_a_step_forward_that_fails_changes_nothing(path: Path):
    filled(path, moves=3)
    broken = (*MIGRATIONS, "ALTER TABLE plans ADD COLUMN room VARCHAR", "ALTER TABLE nothing")
    with duckdb.connect(str(path)) as connection:
        with pytest.raises(duckdb.Error):
            prepare(connection, broken)
        assert version_of(connection) == len(MIGRATIONS)
    with Workspace.open(path) as workspace:
        assert workspace.problems() == []


def test_a_workspace_of_a_newer_version_is_refused(path: Path):
    Workspace.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE workspace_info SET value = '9' WHERE key = 'version'")
    with pytest.raises(WorkspaceError, match="newer version of Somerset Maps"):
        Workspace.open(path)


# ---------------------------------------------------------------------- backups


def test_a_backup_made_while_in_use_restores_everything_until_then(
    plans: LivePlans, plan_id: str, path: Path, tmp_path: Path
):
    plans.submit(plan_id, [move(plan_id, 1, "L85011", "Wells")], 0)
    then = plans.state(plan_id)
    copy = plans.store.backup(tmp_path / "copies" / "monday.duckdb")
    plans.submit(plan_id, [move(plan_id, 2, "L85011", "Street")], 1)
    now = plans.state(plan_id)
    plans.store.close()

    kept = restore(copy, path)
    assert kept is not None
    assert kept.name.startswith("workspace-replaced-20")
    for file, state in ((path, then), (kept, now)):
        with Workspace.open(file) as workspace:
            assert LivePlans(workspace, lambda snapshot: PRACTICES).state(plan_id) == state
            assert workspace.problems() == []
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {path.name, kept.name, "copies"}


def test_a_backup_never_overwrites_and_takes_a_folder(path: Path, tmp_path: Path):
    with pytest.raises(WorkspaceError, match="nothing to back up"):
        backup(path, tmp_path / "copy.duckdb")
    filled(path, moves=2)
    made = backup(path, tmp_path)
    assert made.name.startswith("somerset-maps-backup-20")
    with pytest.raises(WorkspaceError, match="exists already"):
        backup(path, made)


@pytest.mark.parametrize("damage", ["missing", "text", "foreign", "cut", "flipped", "itself"])
def test_a_bad_backup_changes_nothing(path: Path, tmp_path: Path, damage: str):
    filled(path)
    before = path.read_bytes()
    bad = tmp_path / "bad.duckdb"
    if damage == "text":
        bad.write_text("not a backup")
    elif damage == "foreign":
        duckdb.connect(str(bad)).close()
    elif damage == "cut":
        bad.write_bytes(before[: len(before) // 2])
    elif damage == "flipped":
        content = bytearray(before)
        for place in range(12_288, len(content), 1999):
            content[place] ^= 0xFF
        bad.write_bytes(content)
    elif damage == "itself":
        bad = path
    with pytest.raises(WorkspaceError):
        restore(bad, path)
    assert path.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, bad.name}


def test_a_damaged_workspace_can_be_replaced_and_is_kept(path: Path, tmp_path: Path):
    plan_id = filled(path)
    copy = backup(path, tmp_path / "copy.duckdb")
    path.write_bytes(b"damaged")
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes() == b"damaged"
    with Workspace.open(path) as workspace:
        assert workspace.load(plan_id).standing.name == "Study day"


def test_a_backup_can_be_restored_where_there_is_no_workspace(path: Path, tmp_path: Path):
    filled(path, moves=2)
    copy = backup(path, tmp_path / "copy.duckdb")
    assert restore(copy, tmp_path / "new" / "workspace.duckdb") is None
    with Workspace.open(tmp_path / "new" / "workspace.duckdb") as workspace:
        assert len(workspace.plans()) == 1
