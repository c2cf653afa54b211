"""Reader of the long-term-condition registers of practices (Quality and Outcomes Framework)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from somerset_maps.sources.official_tables import as_numbers, read_official_table

_COLUMNS = {
    "PRACTICE_CODE": "practice_code",
    "GROUP_CODE": "register",
    "REGISTER": "patients",
    "PATIENT_LIST_TYPE": "ages",
    "PRACTICE_LIST_SIZE": "list_of_ages",
}
#: The list a register is set against, as published, to the youngest age on it.
_FROM_AGE = {"TOTAL": 0, "06OV": 6, "16OV": 16, "17OV": 17, "18OV": 18, "50OV": 50}


def read_disease_registers(path: Path) -> pd.DataFrame:
    """Patients on each register of each practice.

    Returns:
        practice_code, register (published code), patients, from_age (the youngest that count),
        list_of_ages (registered patients of those ages); sorted by practice and register.

    Raises:
        DataError: the file does not hold what it should.
    """
    table = read_official_table(path, _COLUMNS)
    table["from_age"] = table.pop("ages").map(_FROM_AGE)
    for column in ("patients", "list_of_ages"):
        table[column] = as_numbers(table[column], path).round()
    whole = ["patients", "from_age", "list_of_ages"]
    table[whole] = table[whole].astype(int)
    columns = ["practice_code", "register", "patients", "from_age", "list_of_ages"]
    return table[columns].sort_values(["practice_code", "register"], ignore_index=True)
