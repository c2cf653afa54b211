"""Help: a first session, keeping plans, and the keyboard."""

from __future__ import annotations

import streamlit as st

_TEXT = """
### A first session
1. **Plan** shows every practice as a pin on the map and a row on the board.
2. Drag a practice onto another to start a group, or choose **Start from** for the four localities.
3. Drag more practices onto the group. Before you let go, it says what the group would become.
4. Read out the line below the map: it says what the last move did.
5. **Save as** gives the plan a name. Every change is saved at once on this computer anyway.

### The other pages
* **Coverage**: who lives within reach of a surgery of their own group; which group serves which
  area; what if a surgery closed; drives to put right.
* **Resilience**: what a group can bear, each practice alone and in its group; say of small
  practices; stress tests.
* **Outlook**: five years ahead, other futures, and how wrong such forecasts were.
* **Compare**: plans side by side, and five frames for a board.
* **More**: Suggest (the best grouping under your rules, proved), Roadmap (the way there in steps),
  Principles (what the county's GPs asked for), Levels, Glossary, Data.

### What moves, and what does not
Only the plan changes. No surgery moves; every practice keeps its own contract, name and partners.
The tool decides nothing and suggests only when asked: practices choose.

### Keyboard
| Key | What it does |
| --- | --- |
| Tab, arrow keys | go to a practice on the board |
| Space | pick it up; then arrows choose a group, Enter drops it, Escape cancels |
| Delete | take it out of its group |
| X | choose it, or let it go; several chosen practices move together |
| ? | list every key of the board |
| Enter | show the practice's facts |
| Ctrl+Z, Ctrl+Y | undo, redo |
| on the map: arrows, Enter, X, M | go to a pin, its facts, choose it, its menu |
| on the map: Shift and drag | choose all practices inside a line drawn by hand |

### Words
* **Group**: practices that might work together; a candidate Primary Care Home.
* **Primary Care Home (PCH)**: the 2018 paper's group of practices for 30-50,000 patients.
* **Primary Care Network (PCN)**: what practices in England formed from July 2019.
* **Federation**: practices that own a company together while each keeps its contract.
* **Locality**: one of the four districts: Mendip, Sedgemoor, South Somerset, Taunton & West
  Somerset.
* **Full-time GP**: whole-time equivalent; excludes trainees, locums, nurses and pharmacists.
* **In the size range**: as many patients as the paper in hand suggests. Outside it is not wrong.

### When something goes wrong
* *The laptop slept or the app was closed*: open the same address; the plan is as you left it.
* *Another program holds the workspace*: the app is open twice; close one of them.
* *A file was not read*: each row that needs attention is listed; your plan is as it was.
"""


def show() -> None:
    """Show the help text."""
    st.title("Help")
    st.markdown(_TEXT)
