"""How do the attached papers and the outline of a document become nodes (所附文件, 章节)?"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from kg import vocabulary as v
from kg.model import Section
from kg.rdf.contents import policy_node
from kg.rdf.writer import RULING_GENRES, Writer


def write_parts(writer: Writer) -> None:
    """Each attached paper; one that rules is a policy too."""
    for k, part in enumerate(writer.document.parts, 1):
        node = writer.own("part", str(k))
        if not writer.contain(writer.me, v.HAS_PART, node, part.span):
            continue
        writer.add(node, v.TYPE, v.PART)
        writer.text(node, v.TITLE, part.title)
        writer.text(node, v.GENRE, part.genre.value)
        writer.text(node, v.POSITION, k)
        writer.quoted(node, part.span)
        for where in writer.quotes([part.body]):
            writer.add(node, v.BODY, where)
        if part.genre in RULING_GENRES and part.title:
            writer.fact(node, v.REALISES, policy_node(writer, part.title, None, part.span, None), part.span)


def write_sections(writer: Writer, parent: NamedNode, sections: Sequence[Section], above: str) -> None:
    """The sections below `parent`, with their own; `above` is the number of the parent within the document."""
    for k, section in enumerate(sections, 1):
        tail = f"{above}.{k}" if above else str(k)
        node = writer.own("section", tail)
        if writer.contain(parent, v.HAS_SECTION, node, section.span):
            writer.add(node, v.TYPE, v.SECTION)
            writer.text(node, v.NUMBER, section.number)
            writer.text(node, v.TITLE, section.title)
            writer.text(node, v.LEVEL, section.level)
            writer.text(node, v.POSITION, k)
            writer.quoted(node, section.span)
            for where in writer.quotes([section.body]):
                writer.add(node, v.BODY, where)
            parent_of_children = node
        else:
            parent_of_children = parent
        write_sections(writer, parent_of_children, section.children, tail)
