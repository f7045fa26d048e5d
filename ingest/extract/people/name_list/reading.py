"""Who stands in the lists of people (名单) of a document, and in which seat of which working group?

Lists come as paragraphs under a title (…领导小组名单), as labelled lines (组长：…), whole in one line, or as
tables (姓名 | 职务 | 小组职务). A label holds for the lines after it until the next.
"""

from __future__ import annotations

from ingest.extract.people.groups import GroupBook
from ingest.extract.people.home import own_level
from ingest.extract.people.name_list.paragraphs import read_paragraph
from ingest.extract.people.name_list.state import ListFacts, ListReader, ListState
from ingest.extract.people.name_list.tables import read_table
from ingest.layout.model import Layout, Table


def read_name_lists(layout: Layout, book: GroupBook, issuer: str | None, skip: frozenset[int]) -> ListFacts:
    """The people in lists of `layout`; blocks whose index is in `skip` (liaison tables) are left out.

    Without `issuer` the issuing union stays unnamed; spans quote `layout.text`.
    """
    reader = ListReader(layout.text, book, issuer, own_level(issuer))
    for k, block in enumerate(layout.blocks):
        if k in skip:
            reader.state = ListState()
        elif not isinstance(block, Table):
            read_paragraph(reader, block.span)
        elif read_table(reader, block):
            reader.facts.taken.append(block.span)
    return reader.facts
