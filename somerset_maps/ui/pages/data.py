"""Where the numbers come from."""

from __future__ import annotations

import streamlit as st

from somerset_maps.report.details import SOURCES
from somerset_maps.sources.build import default_data_dir, open_database


def show() -> None:
    """Show snapshots, measured errors of the models, the description of the tables, licences."""
    st.title("Data")
    with open_database() as connection:
        snapshots = connection.execute("select title, basis_note from snapshots").df()
        errors = connection.execute("from model_errors").df()
    st.header("Snapshots")
    st.dataframe(
        snapshots, hide_index=True, column_config={"title": "Snapshot", "basis_note": "Holds"}
    )
    st.header("How far off the models are")
    st.write(
        "Drive minutes and the table of who is registered where are estimates. Here is how they "
        "compare with published figures."
    )
    st.dataframe(errors, hide_index=True)
    st.header("Tables and their sources")
    st.caption(SOURCES)
    st.markdown((default_data_dir() / "README.md").read_text("utf-8"))
