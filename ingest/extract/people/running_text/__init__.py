"""People named in running text (正文里的人): who, in which posts and seats, with which honours."""

from ingest.extract.people.running_text.reading import read_running_text

__all__ = ["read_running_text"]
