"""Every assumption a measure rests on, in one place, with its default."""

from __future__ import annotations

from typing import Annotated, Literal, Self

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


class OwnRange(BaseModel):
    """A size range for one group, or for the groups of one locality, with its reason.

    Attributes:
        kind: whether ``key`` is the letter of a group or the name of a locality.
        key: the letter, which stays with a group for life, or the locality.
        band: smallest and largest list size there, in registered patients.
        reason: in a word or two, such as "rural".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["group", "locality"]
    key: str
    band: tuple[int, int]
    reason: Annotated[str, Field(max_length=60)] = ""

    @model_validator(mode="after")
    def _band_is_a_range(self) -> Self:
        _refuse_no_range(self.band)
        return self


class CorrectedDrive(BaseModel):
    """A drive as somebody who knows the roads says it is.

    Attributes:
        start: code of a small area, or of a practice.
        end: id of a surgery when ``start`` is an area, code of a practice when it is one.
        minutes: by car on an ordinary day; before :attr:`Settings.minutes_multiplier`.
        by: who says so, a name or a role.
        why: such as "no bridge at Combwich".
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    start: str
    end: str
    minutes: Annotated[float, Field(gt=0, le=240)]
    by: Annotated[str, Field(max_length=60)] = ""
    why: Annotated[str, Field(max_length=200)] = ""


def _refuse_no_range(band: tuple[int, int]) -> None:
    low, high = band
    if not 0 < low <= high:
        raise ValueError(
            "the size range must run from a smaller to a larger number of patients, "
            f"not {low:,} to {high:,}"
        )


class Settings(BaseModel):
    """The assumptions of one evaluation; immutable, so that a result can carry the ones it used.

    Attributes:
        band: smallest and largest list size wanted of a group, in registered patients; both ends
            count as inside.
        own_ranges: size ranges of single groups or localities; a group's own goes first.
        minutes: the limit of "within reach" for coverage, in estimated drive minutes.
        spread_minutes: the longest drive wanted between two practices of one group, in minutes.
        minutes_multiplier: multiplies every estimated drive; 1.2 stands for winter or caution.
        drives: drives put right by people who know the roads.
        fund_per_patient: pounds a registered patient from the transformation fund.
        include_to_check: whether returns marked "to check" take part in county extremes.
        thin_per_10000: whole-time GPs per 10,000 patients below which a practice counts as thin.
        team_gps: the most GPs that make one team, for continuity.
        consultations_per_patient: consultations a year for each registered patient; the county's
            paper has 3 million for 560,000.
        working_days: working days in a year.
        absence: share of GP time that is away on a day like any other, 0 to 1.
        shared_absence: added to ``absence`` for everybody at once, as in a bad winter.
        cover_needed: share of usual GP time below which a day counts as short.
        sharing: share of its cover that a group really shares; 0 until its practices agree to.
        breaking_point: patients per whole-time GP above which a stress test counts a practice or
            a group as beyond what it can carry.
        access_zones: (minutes up to, weight) of the zones of accessibility, nearest first.
        access_decay: the weight of a drive of t minutes is exp(-access_decay x t), in the other
            form of accessibility.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    band: tuple[int, int] = (30_000, 50_000)
    own_ranges: tuple[OwnRange, ...] = ()
    minutes: Annotated[float, Field(gt=0, le=120)] = 10
    spread_minutes: Annotated[float, Field(gt=0, le=240)] = 35
    minutes_multiplier: Annotated[float, Field(ge=0.5, le=3)] = 1.0
    drives: tuple[CorrectedDrive, ...] = ()
    fund_per_patient: Annotated[float, Field(ge=0)] = 3.0
    include_to_check: bool = False
    thin_per_10000: Annotated[float, Field(gt=0)] = 4.0
    team_gps: Annotated[int, Field(ge=1)] = 8
    consultations_per_patient: Annotated[float, Field(ge=0)] = 5.35
    working_days: Annotated[float, Field(gt=0, le=366)] = 253
    absence: Annotated[float, Field(ge=0, lt=1)] = 0.15
    shared_absence: Annotated[float, Field(ge=0, lt=1)] = 0.0
    cover_needed: Annotated[float, Field(gt=0, le=1)] = 0.7
    sharing: Annotated[float, Field(ge=0, le=1)] = 0.0
    breaking_point: Annotated[float, Field(gt=0)] = 2_500
    access_zones: tuple[tuple[float, float], ...] = ((10, 1.0), (20, 0.68), (30, 0.22))
    access_decay: Annotated[float, Field(gt=0)] = 0.342

    @model_validator(mode="after")
    def _band_is_a_range(self) -> Self:
        _refuse_no_range(self.band)
        return self

    @model_validator(mode="after")
    def _absences_leave_somebody(self) -> Self:
        if self.absence + self.shared_absence >= 1:
            raise ValueError(
                f"usual and shared absence together must stay below 100% of GP time, "
                f"not {self.absence + self.shared_absence:.0%}"
            )
        return self

    @model_validator(mode="after")
    def _zones_run_outwards(self) -> Self:
        limits = [limit for limit, _ in self.access_zones]
        if not limits or limits != sorted(set(limits)) or limits[0] <= 0:
            raise ValueError("the zones of accessibility must run from near to far, each once")
        if any(not 0 <= weight <= 1 for _, weight in self.access_zones):
            raise ValueError("the weight of a zone of accessibility must lie between 0 and 1")
        return self
