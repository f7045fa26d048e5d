"""How is a paper in Traditional characters (繁体) read? The rules know Simplified ones, so they read a folded twin.

Each character is folded by itself, so that every offset stays what it is: the document keeps its own text, and every
quote is in the characters of the paper. Wordings, titles and responsible units are given back as printed; other names
stay Simplified, and `kg.naming` folds units, so that 組織部 and 组织部 are one department.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from ingest.layout.model import Layout
from kg.characters import simplified
from kg.model import Document, Quoted, Section, Span, Step, Task, UnitMention, squeeze

#: Common characters that only Traditional papers have; a paper with less than one in a hundred of them is not one.
_TELLING = frozenset(
    "會個為國來時們對業產關務發門開動員實現區長進過這還應團組織職責辦級點總結報設層種類際據導證質題園資電號"
)
_SHARE = 0.01


def is_traditional(text: str) -> bool:
    """Whether a paper is in Traditional characters: by the common ones that differ."""
    head = text[:6000]
    return sum(1 for c in head if c in _TELLING) > _SHARE * max(1, len(head))


def folded(layout: Layout) -> Layout:
    """The same layout in Simplified characters: as long, sign for sign."""
    return replace(layout, text=simplified(layout.text))


def as_printed(document: Document, text: str) -> Document:
    """The document with its own text again: wordings, steps, titles and headings in the characters of the paper."""
    return replace(_restored(document, text), text=text)


_T = TypeVar("_T")


def _words(text: str, span: Span | None, kept: str | None) -> str | None:
    """The printed form of `kept`, where it is no more than the span's words without blanks."""
    if span is None or kept is None:
        return kept
    printed = squeeze(span.of(text))
    return printed if len(printed) == len(kept) and simplified(printed) == kept else kept


def _restored(thing: _T, text: str) -> _T:
    """Every wording in this record and the records in it, as printed."""
    if isinstance(thing, tuple):
        return tuple(_restored(item, text) for item in thing)  # type: ignore[return-value]
    if not is_dataclass(thing) or isinstance(thing, (Span, type)):
        return thing
    changed: dict[str, Any] = {
        f.name: _restored(getattr(thing, f.name), text) for f in fields(thing) if f.name != "text"
    }
    if isinstance(thing, (Quoted, Step, Task)):
        changed["text"] = _words(text, thing.span, thing.text)
    if isinstance(thing, UnitMention):
        changed["name"] = _words(text, thing.span, thing.name)
    if isinstance(thing, Task):
        changed["title"] = _words(text, thing.title_span, thing.title)
    if isinstance(thing, Section):
        changed["title"] = _section_title(thing, text)
    return replace(thing, **changed)


def _section_title(section: Section, text: str) -> str:
    printed = section.span.of(text)
    at = simplified(printed).find(section.title)
    return printed[at : at + len(section.title)] if at >= 0 and section.title else section.title
