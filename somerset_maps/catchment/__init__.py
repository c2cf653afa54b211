"""Modelled registrations: how many patients of each practice live in each small area."""

from somerset_maps.catchment.balance import balance
from somerset_maps.catchment.registrations import area_deterrence, registrations

__all__ = ["area_deterrence", "balance", "registrations"]
