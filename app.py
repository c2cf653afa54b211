"""The app's navigation. Start it with ``make run``, or ``streamlit run app.py``."""

import streamlit as st

from somerset_maps.ui.bar import plan_bar
from somerset_maps.ui.frame import open_app, page_asked_for, plan_in_hand

st.set_page_config(page_title="Somerset Maps", page_icon="🗺️", layout="wide")

SECTIONS = {
    "": ("Plan", "Coverage", "Resilience", "Outlook", "Compare"),
    "More": ("Suggest", "Roadmap", "Principles", "Levels", "Glossary", "Data", "Help"),
}


def _page(title: str) -> st.Page:
    name = title.lower()
    return st.Page(f"pages/{name}.py", title=title, url_path=name, default=title == SECTIONS[""][0])


pages = {section: [_page(title) for title in titles] for section, titles in SECTIONS.items()}
page = st.navigation(pages, position="top")
asked = page_asked_for()
for one in (one for section in pages.values() for one in section):
    if asked and one.url_path == asked:
        st.switch_page(one, query_params=dict(st.query_params))
open_app()
hand = plan_in_hand()
bar = st.container()
page.run()  # first, so that numbers follow a drag before anything else is drawn
if hand is not None:
    with bar:
        plan_bar(hand)
