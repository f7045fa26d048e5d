"""The JSON that CONTRACT.md names, from the graph: one file per view (视图)."""

from kg.views.documents import documents
from kg.views.entities import entities, explain
from kg.views.passages import passages
from kg.views.people import people
from kg.views.status import status
from kg.views.tasks import tasks
from kg.views.texts import text

__all__ = ["documents", "entities", "explain", "passages", "people", "status", "tasks", "text"]
