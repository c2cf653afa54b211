"""The app's navigation. Start it with ``make run``, or ``streamlit run app.py``."""

import streamlit as st

from somerset_maps.ui.bar import plan_bar
from somerset_maps.ui.frame import open_app, plan_in_hand

st.set_page_config(page_title="Somerset Maps", page_icon="🗺️", layout="wide")

page = st.navigation(
    [
        st.Page("pages/plan.py", title="Plan", default=True),
        st.Page("pages/levels.py", title="Levels", url_path="levels"),
        st.Page("pages/measures.py", title="Measures", url_path="measures"),
        st.Page("pages/data.py", title="Data", url_path="data"),
        st.Page("pages/help.py", title="Help", url_path="help"),
    ],
    position="top",
)
open_app()
hand = plan_in_hand()
bar = st.container()
page.run()  # first, so that numbers follow a drag before anything else is drawn
if hand is not None:
    with bar:
        plan_bar(hand)
