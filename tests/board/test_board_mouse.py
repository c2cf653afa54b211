"""Dragging with the mouse."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_practice_dragged_onto_a_group_joins_it(board: Any) -> None:
    board.drag("L85001", board.group("Wells"))
    assert "L85001" in board.shown()["Wells"], "painted before the server answers"
    board.wait_member("L85001", "Wells")
    assert board.truth()["kinds"] == ["move"]
