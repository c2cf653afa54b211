"""The lines that every file carries: snapshot, settings, date, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from somerset_maps.county import County
from somerset_maps.settings import Settings

SOURCES = (
    "Contains information from NHS England / NHS Digital, NHSBSA, OHID and CQC, licensed under the "
    "Open Government Licence v3.0. Source: Office for National Statistics licensed under the Open "
    "Government Licence v3.0. Contains OS data © Crown copyright and database right 2025. Contains "
    "Royal Mail data © Royal Mail copyright and database right 2025. Contains National Statistics "
    "data © Crown copyright and database right 2025."
)


def details_of(
    county: County,
    settings: Settings,
    name: str = "",
    now: datetime | None = None,
    agreed: Sequence[str] = (),
) -> dict[str, str]:
    """Return the lines as name to text, in the order in which they should stand.

    Args:
        county: the snapshot.
        settings: the assumptions in use.
        name: what the plan is saved under.
        now: the moment of the download; the present one when left out.
        agreed: codes of the practices that have agreed to be in their group.
    """
    low, high = settings.band
    moment = now or datetime.now(UTC)
    return {
        "plan": name or "unnamed plan",
        "snapshot": county.snapshot,
        "snapshot holds": county.about["basis_note"],
        "size range": f"{low} to {high} registered patients",
        "settings": settings.model_dump_json(),
        "date": moment.strftime("%Y-%m-%d %H:%M UTC"),
        "standing": _standing(agreed, len(county.practices)),
        "sources": SOURCES,
    }


def _standing(agreed: Sequence[str], practices: int) -> str:
    """Return how far the plan is more than a what-if."""
    if not agreed:
        return "a what-if grouping; no practice has agreed"
    return (
        f"{len(agreed)} of {practices} practices have said they agree to be in their group "
        f"({' '.join(agreed)}); the others have not"
    )
