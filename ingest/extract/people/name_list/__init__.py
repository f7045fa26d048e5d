"""Lists of people (名单): who stands in them, and in which seat of which working group."""

from ingest.extract.people.name_list.reading import read_name_lists

__all__ = ["read_name_lists"]
