"""Every assumption a measure rests on, in one place, with its default."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: Size ranges named in the county's two papers: (key, range of registered patients, caption).
SIZE_RANGES: tuple[tuple[str, tuple[int, int], str], ...] = (
    (
        "30-50,000",
        (30_000, 50_000),
        "the 2018 paper's planning area, “not necessarily for primary care providers”",
    ),
    (
        "25-30,000",
        (25_000, 30_000),
        "the 2015 paper's provider size, “at least in relatively urban areas”",
    ),
)


class Settings(BaseModel):
    """The assumptions of one evaluation; immutable, so that a result can carry the ones it used.

    Attributes:
        band: smallest and largest list size wanted of a group, in registered patients; both ends
            count as inside.
        minutes: the limit of "within reach" for coverage, in estimated drive minutes.
        spread_minutes: the longest drive wanted between two practices of one group, in minutes.
        minutes_multiplier: multiplies every estimated drive; 1.2 stands for winter or caution.
        fund_per_patient: pounds a registered patient from the transformation fund.
        include_to_check: whether returns marked "to check" take part in county extremes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    band: tuple[int, int] = (30_000, 50_000)
    minutes: Annotated[float, Field(gt=0, le=120)] = 10
    spread_minutes: Annotated[float, Field(gt=0, le=240)] = 35
    minutes_multiplier: Annotated[float, Field(ge=0.5, le=3)] = 1.0
    fund_per_patient: Annotated[float, Field(ge=0)] = 3.0
    include_to_check: bool = False

    @model_validator(mode="after")
    def _band_is_a_range(self) -> Self:
        low, high = self.band
        if not 0 < low <= high:
            raise ValueError(
                f"the size range must run from a smaller to a larger number of patients, "
                f"not {low:,} to {high:,}"
            )
        return self
