"""Downloads that carry their details, and files that come back in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from somerset_maps.plan import read_plan
from tests.browser.app_server import AppServer
from tests.browser.plan_page import PlanPage
from tests.browser.test_plans import popover, wait_for_other_plan

pytestmark = pytest.mark.browser

HOSTILE = '<script>window.hit=1</script>"&'


def download(window: PlanPage, title: str, folder: Path) -> bytes:
    body = popover(window, "Download")
    with window.page.expect_download() as waiting:
        body.get_by_role("button", name=title).click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target.read_bytes()


def upload(window: PlanPage, text: str | bytes, name: str = "plan.csv") -> None:
    body = popover(window, "Start from")
    content = text if isinstance(text, bytes) else text.encode()
    body.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def test_a_downloaded_csv_is_the_same_plan_again(
    plan: PlanPage, app: AppServer, tmp_path: Path
) -> None:
    plan.menu("Wells", "Lock")
    plan.settle()
    state = app.state(plan.plan_id)
    content = download(plan, "Plan as CSV", tmp_path)
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8"
    file = read_plan(content)
    assert file.plan == state.plan
    assert file.details["snapshot"] == "2016"
    carried = json.dumps(file.details)
    for part in ("30,000", "Crown copyright", "Open Government Licence", "NHS"):
        assert part in carried or part.replace(",", "") in carried, part

    first = plan.plan_id
    plan.page.keyboard.press("Escape")
    upload(plan, content)
    plan.page.get_by_role("button", name="Start from this file").click()
    second = wait_for_other_plan(plan, first)
    assert app.state(second).plan == state.plan


def test_a_downloaded_geojson_carries_practices_and_details(plan: PlanPage, tmp_path: Path) -> None:
    shown = plan.settle()
    layer = json.loads(download(plan, "Plan as GeoJSON", tmp_path))
    points = [f for f in layer["features"] if f["geometry"]["type"] == "Point"]
    found = {
        f["properties"]["practice_code"]: f["properties"].get("group")
        for f in points
        if f["properties"].get("group")
    }
    assert found == shown
    for feature in points:
        east, north = feature["geometry"]["coordinates"]
        assert -4 < east < -2
        assert 50.5 < north < 51.5
    everything = json.dumps({k: v for k, v in layer.items() if k != "features"})
    assert "2016" in everything
    assert "Crown copyright" in everything


def test_a_bad_file_lists_every_bad_row_and_changes_nothing(plan: PlanPage, app: AppServer) -> None:
    before, revision = plan.settle(), app.state(plan.plan_id).revision
    upload(plan, "practice_code,group\nL85001,A\nL99999,B\nL85001,C\nrubbish!,D\n")
    body = plan.page.get_by_test_id("stPopoverBody")
    expect(body.get_by_text("your plan is as it was")).to_be_visible()
    for part in ("L99999", "L85001", "RUBBISH!"):
        expect(body.get_by_text(part).first).to_be_visible()
    expect(body.get_by_role("button", name="Start from this file")).to_have_count(0)
    assert plan.settle() == before
    assert app.state(plan.plan_id).revision == revision


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 500, b"PK\x03\x04 a workbook"])
def test_a_file_that_is_no_table_is_refused_in_words(plan: PlanPage, content: bytes) -> None:
    upload(plan, content)
    body = plan.page.get_by_test_id("stPopoverBody")
    expect(body.get_by_text("your plan is as it was")).to_be_visible()
    expect(plan.page.get_by_test_id("stException")).to_have_count(0)


def test_a_file_as_excel_writes_it_starts_a_plan(
    on_desk: Callable[[str], PlanPage], app: AppServer
) -> None:
    window = on_desk("empty")
    upload(window, "\ufeffPractice_Code ;Group;Remarks\r\n l85001 ; Taunton;x\r\nL85002;Wells;\r\n")
    window.page.get_by_role("button", name="Start from this file").click()
    window.expect_member("L85001", "Taunton")
    assert window.settle() == {"L85001": "Taunton", "L85002": "Wells"}


def test_a_hostile_name_in_a_file_is_only_ever_text(
    on_desk: Callable[[str], PlanPage], app: AppServer
) -> None:
    window = on_desk("empty")
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    upload(window, f"practice_code,group\nL85001,{quoted}\n", name="<b onclick=alert(1)>.csv")
    window.page.get_by_role("button", name="Start from this file").click()
    expect(window.group(HOSTILE)).to_have_count(1)
    assert window.settle() == {"L85001": HOSTILE}
    assert window.page.evaluate("() => window.hit") is None
    assert window.map.evaluate("() => window.hit") is None


def test_a_file_of_50_mb_is_refused_and_the_app_lives(plan: PlanPage, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    line = b"L85001,A group with a rather long name\n"
    large.write_bytes(b"practice_code,group\n" + line * (50_000_000 // len(line)))
    body = popover(plan, "Start from")
    body.locator("input[type=file]").set_input_files(large)
    expect(body.get_by_text("must be 2.0MB or smaller")).to_be_visible()
    plan.page.keyboard.press("Escape")
    plan.drop_pin_on("L85034", "L85002")
    plan.expect_member("L85034", "Wells")
