"""Other futures: what people think could change, as plain numbers they can set. All assumed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """A future as yearly changes on top of the trend.

    Attributes:
        key: stable name.
        title: plain words.
        says: what it assumes, in a sentence.
        gp_time: yearly change of GP time, as a share; -0.02 loses one part in fifty.
        gps_more: whole-time GPs who join the county each year, shared out by list.
        need: yearly growth of need per patient, as a share.
    """

    key: str
    title: str
    says: str
    gp_time: float = 0.0
    gps_more: float = 0.0
    need: float = 0.0


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("as now", "As now", "The trend of the last three years goes on, half as strong."),
    Scenario(
        "retirements", "Earlier retirements",
        "GPs leave sooner: 2% of GP time more is lost each year.", gp_time=-0.02,
    ),
    Scenario(
        "recruitment", "Recruitment",
        "Six full-time GPs more than now join the county each year, shared out by list.",
        gps_more=6.0,
    ),
    Scenario(
        "older", "Older population",
        "Need grows by 1% a patient each year, as lists grow older.", need=0.01,
    ),
    Scenario(
        "flat money", "Flat money",
        "Income does not follow costs: 1% of GP time is lost each year.", gp_time=-0.01,
    ),
)  # fmt: skip


def scenario(key: str) -> Scenario:
    """Return a scenario by its key.

    Raises:
        KeyError: if there is none.
    """
    return {one.key: one for one in SCENARIOS}[key]
