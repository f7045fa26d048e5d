"""Number targets (指标) that a text sets: how many of what, at least or at most, by when."""

from ingest.extract.indicators.exclusions import EXCLUSIONS
from ingest.extract.indicators.finding import find_indicators

__all__ = ["EXCLUSIONS", "find_indicators"]
