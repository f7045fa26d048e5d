"""Who stands in a cell under 姓名 or 领导?"""

from __future__ import annotations

from ingest.extract.people.entries import Entry, read_entries
from ingest.extract.people.names import is_name_in_column
from ingest.extract.people.positions import has_role
from kg.model import Span, squeeze


def column_people(text: str, span: Span, level: str) -> list[Entry]:
    """The people in a cell under 姓名 or 领导; a rare surname or an undotted minority name passes when it stands alone."""
    entries = read_entries(text, span.start, span.end, level=level)
    if entries:
        return entries
    alone = squeeze(span.of(text))
    if is_name_in_column(alone) and not has_role(alone):
        return [Entry(alone, span)]
    return []
