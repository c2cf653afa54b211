"""Keeping what people write, field by field, so that two who write at once lose nothing."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

import pandas as pd
import streamlit as st

from somerset_maps.errors import SomersetError
from somerset_maps.scenarios.entries import Entry
from somerset_maps.scenarios.review import FIELD, fields
from somerset_maps.ui.frame import Hand, is_projector

LONGEST = 600


def entries_of(hand: Hand) -> list[Entry]:
    """Return everything written about the plan in hand."""
    return hand.plans.store.entries(hand.plan_id)


def written(hand: Hand) -> dict[str, str]:
    """Return what stands in every field of the plan in hand."""
    return fields(entries_of(hand))


def keep(hand: Hand, subject: str, text: str, author: str = "") -> bool:
    """Keep one field and return whether it was kept; say why when it was not."""
    try:
        hand.plans.store.write(hand.plan_id, FIELD, subject, {"text": text.strip()}, author)
    except SomersetError as error:
        st.error(str(error))
        return False
    return True


def field(hand: Hand, subject: str, label: str, now: dict[str, str]) -> None:
    """Show one field; what is typed is kept as soon as it is left. Read only on a projector."""
    text = now.get(subject, "")
    if is_projector():
        if text:
            st.text(f"{label}: {text}")
        return
    # The text is part of the key: what another window wrote must show.
    key = f"field-{hand.plan_id}-{subject}-{crc32(text.encode())}"

    def changed() -> None:
        if st.session_state[key].strip() != text and keep(hand, subject, st.session_state[key]):
            st.toast(f"Kept at {datetime.now():%H:%M}: {label}")

    st.text_area(label, text, key=key, max_chars=LONGEST, height=80, on_change=changed)


def table(
    hand: Hand, prefix: str, rows: dict[str, str], columns: dict[str, str],
    fixed: dict[str, list[str]], now: dict[str, str],
) -> None:  # fmt: skip
    """Show fields as a table; every cell that changes is kept by itself.

    Args:
        hand: the plan in hand.
        prefix: of the subjects: a cell's subject is prefix/row/column.
        rows: key to what stands in the first column.
        columns: key to heading of the columns that people fill.
        fixed: heading to cells of columns that nobody fills.
        now: what stands in every field.
    """
    cells = {
        heading: [now.get(f"{prefix}/{row}/{column}", "") for row in rows]
        for column, heading in columns.items()
    }
    frame = pd.DataFrame({**fixed, **cells}, index=pd.Index(list(rows.values()), name=" "))
    if is_projector():
        st.dataframe(frame)
        return
    # What stands in the table is part of the key: what another window wrote must show.
    mark = crc32(repr(cells).encode())
    edited = st.data_editor(
        frame, key=f"table-{hand.plan_id}-{prefix}-{mark}", disabled=list(fixed),
        column_config={
            **{heading: st.column_config.TextColumn(width="large") for heading in fixed},
            **{
                heading: st.column_config.TextColumn(max_chars=LONGEST)
                for heading in columns.values()
            },
        },
    )  # fmt: skip
    changed = False
    for column, heading in columns.items():
        for at, row in enumerate(rows):
            text = str(edited[heading].iloc[at] or "").strip()
            if text != cells[heading][at]:
                changed |= keep(hand, f"{prefix}/{row}/{column}", text)
    if changed:
        st.rerun()
