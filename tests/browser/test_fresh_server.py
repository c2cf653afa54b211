"""A page's own address leads to that page, also on a server that has only just started."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


def test_a_link_to_a_page_opens_that_page(windows: Windows, own_app: AppServer) -> None:
    plan = own_app.take_plan("few")
    for _ in range(2):  # on the fresh server, and once it is warm
        page = windows.browser().new_page()
        page.goto(f"{own_app.address}/coverage?plan={plan}")
        expect(page.get_by_text("What a plan can change is which surgeries").first).to_be_visible()
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        expect(page.get_by_role("heading", name="Coverage", exact=True)).to_have_count(1)
        assert f"plan={plan}" in page.url
