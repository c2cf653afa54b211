"""Long-term conditions: the share of a group's patients on each register of 2021-22.

They stand beside the other measures only where they apply: in snapshots after 2018.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from somerset_maps.metrics.context import Context, Floats, ratio
from somerset_maps.metrics.measure import Measure

#: Published code of a register to its name, and the youngest age it is set against.
REGISTERS: dict[str, tuple[str, int]] = {
    "AF": ("Atrial fibrillation", 0),
    "AST": ("Asthma", 6),
    "CAN": ("Cancer", 0),
    "CHD": ("Coronary heart disease", 0),
    "CKD": ("Chronic kidney disease", 18),
    "COPD": ("Chronic obstructive pulmonary disease", 0),
    "DEM": ("Dementia", 0),
    "DEP": ("Depression", 18),
    "DM": ("Diabetes", 17),
    "EP": ("Epilepsy", 18),
    "HF": ("Heart failure", 0),
    "HYP": ("High blood pressure", 0),
    "LD": ("Learning disability", 0),
    "MH": ("Severe mental illness", 0),
    "NDH": ("Raised blood sugar, not diabetes", 18),
    "OB": ("Obesity", 18),
    "OST": ("Osteoporosis with a fracture", 50),
    "PAD": ("Peripheral arterial disease", 0),
    "PC": ("Palliative care", 0),
    "RA": ("Rheumatoid arthritis", 16),
    "STIA": ("Stroke or transient ischaemic attack", 0),
}


def _share_on(register: str) -> Callable[[Context], Floats]:
    def share(context: Context) -> Floats:
        """Share of patients of the ages that count who are on the register; shape (G,)."""
        on, of = np.zeros((2, len(context.county.codes)))
        table = context.county.county.conditions
        for row in table[table["register"] == register].itertuples():
            at = context.county.position[row.practice_code]
            on[at], of[at] = row.patients, row.list_of_ages
        return ratio(context.sum_by_group(on), context.sum_by_group(of))

    return share


MEASURES = tuple(
    Measure(
        key=f"register_{code.lower()}", level="group", title=title, unit="share",
        direction="none",
        meaning=f"How many of the group's patients{f' aged {age} and over' if age else ''} were "
        f"on the register for {title[0].lower()}{title[1:]}.",
        formula="patients on the register / registered patients of the ages that count, over "
        "practices with a register",
        source="NHS Digital, Quality and Outcomes Framework, presumed 2021-22",
        grade="measured",
        caveat="What practices found and wrote down, not all who are ill; an older list has more. "
        "The year is inferred from lists and practices.",
        compute=_share_on(code), when_missing="no register", technical=f"QOF {code}",
    )
    for code, (title, age) in REGISTERS.items()
)  # fmt: skip
