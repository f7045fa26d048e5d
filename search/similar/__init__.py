"""Initiatives like this one in other places, by what they do and for whom (相似举措)."""

from search.similar.finder import Like, Similar

__all__ = ["Like", "Similar"]
