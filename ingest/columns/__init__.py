"""Columns of work tables (栏目): what each holds, told by its heading."""

from ingest.columns.kinds import HALVES, QUARTERS, STEPS, Column
from ingest.columns.meaning import column_of
from ingest.columns.rules import HEADING_RULES
from ingest.columns.tables import is_work_table, roles_of
from ingest.columns.words import HEADING_WORDS

__all__ = [
    "HALVES",
    "HEADING_RULES",
    "HEADING_WORDS",
    "QUARTERS",
    "STEPS",
    "Column",
    "column_of",
    "is_work_table",
    "roles_of",
]
