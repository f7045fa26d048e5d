"""Named campaigns, brands, competitions and programmes (品牌活动) that a text names."""

from ingest.extract.initiatives.finding import find_initiatives

__all__ = ["find_initiatives"]
