"""Where the numbers come from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from somerset_maps.report.details import SOURCES
from somerset_maps.sources.build import default_data_dir, open_database
from somerset_maps.ui import resources


def show() -> None:
    """Show snapshots, measured errors of the models, the description of the tables, licences."""
    st.title("Data")
    st.header("Snapshots")
    for row in resources.snapshot_table().itertuples():
        st.markdown(f"**{row.title}** {row.basis_note}.")
    st.header("How far off the models are")
    st.write(
        "Drive minutes and the table of who is registered where are estimates. Here is how they "
        "compare with published figures."
    )
    st.dataframe(
        _model_errors(),
        hide_index=True,
        column_config={
            "note": st.column_config.TextColumn("compared with", width="large"),
            "value": st.column_config.NumberColumn(format="%.2f"),
        },
    )
    st.header("Tables and their sources")
    st.caption(SOURCES)
    st.markdown((default_data_dir() / "README.md").read_text("utf-8"))


def _model_errors() -> pd.DataFrame:
    with open_database() as connection:
        errors = connection.execute("from model_errors").df()
    errors["snapshot"] = errors["snapshot"].fillna("all")
    return errors[["model", "measure", "snapshot", "value", "unit", "note"]]
