"""Deviations between the parties of the chain. Private to `deviations`."""

from deviations.models.deviation import Deviation

__all__ = ["Deviation"]
