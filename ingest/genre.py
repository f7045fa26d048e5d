"""Which kind of document (文种) is this, and which file of `ingest/genres` reads its tasks?

Each file of `ingest/genres` whose name does not begin with `_` defines `GENRE`, a `GenreRules`. The
title decides first, by its last 文种 word (GB/T 9704—2012, 7.3.1: 标题由发文机关名称、事由和文种组成);
a document whose title names none is judged by its structure.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from ingest import genres
from ingest.titles import TAIL_NOTE
from kg.model import Genre, Section, Task, squeeze

if TYPE_CHECKING:  # header.py asks here for the genre of a part
    from ingest.header import Header
    from ingest.layout.model import Layout


class TaskReader(Protocol):
    """Reads a document's tasks. Empty: it has none; None: this genre never has any."""

    def __call__(
        self, layout: Layout, header: Header, sections: tuple[Section, ...]
    ) -> tuple[Task, ...] | None: ...


class Evidence(Protocol):
    """How sure (0..1) the structure alone makes us, where the title names no 文种."""

    def __call__(self, layout: Layout, header: Header) -> float: ...


@dataclass(frozen=True, slots=True)
class TitleRule:
    """A word that names the genre in a title. `sure` (0..1) settles two rules that end at the same place;
    of rules at different places the one that ends last wins. `example` is a title that it must match."""

    name: str
    pattern: re.Pattern[str]
    example: str
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class GenreRules:
    """One genre: how it is recognised, and how its tasks are read (None where it has none)."""

    genre: Genre
    titles: tuple[TitleRule, ...]
    read_tasks: TaskReader | None = None
    evidence: Evidence | None = None


@cache
def all_genres() -> tuple[GenreRules, ...]:
    """The rules of every genre file, by file name. Raises TypeError where a file defines no GENRE."""
    found: list[GenreRules] = []
    for module in sorted(pkgutil.iter_modules(genres.__path__), key=lambda m: m.name):
        if module.name.startswith("_"):
            continue
        rules = getattr(importlib.import_module(f"{genres.__name__}.{module.name}"), "GENRE", None)
        if not isinstance(rules, GenreRules):
            raise TypeError(f"{module.name} defines no GENRE")
        found.append(rules)
    return tuple(found)


def rules_of(genre: Genre) -> GenreRules | None:
    """The rules of one genre; None for 其他, and for a genre that no file reads."""
    return next((rules for rules in all_genres() if rules.genre is genre), None)


def genre_of_title(title: str) -> Genre | None:
    """The genre that a title names, by its last 文种 word; None where it names none.

    A title 关于印发《…》的通知 is a 通知: what it carries is judged by its own title.
    """
    words = squeeze(title)
    while (note := TAIL_NOTE.search(words)) and note.start() > 0:
        words = words[: note.start()]
    best: tuple[int, float, int] | None = None
    genre: Genre | None = None
    for rules in all_genres():
        for rule in rules.titles:
            for match in rule.pattern.finditer(words):
                rank = (match.end(), rule.sure, match.end() - match.start())
                if best is None or rank > best:
                    best, genre = rank, rules.genre
    return genre


_ISSUES = re.compile(r"印发|转发|下发|发布|颁布|公布|批转")
_OWN_HEADING = re.compile(r"^\s*[一二三四五六七八九十]{1,3}、", re.MULTILINE)


def recognise(layout: Layout, header: Header) -> Genre:
    """The genre of a document; that of a bundle is its first part's (see CONTRACT.md, document).

    A notice that issues nothing by its title, has headings of its own and merely attaches a list or form
    stays a 通知.
    """
    own = genre_of_title(header.title.text) if header.title else None
    if header.parts and own is Genre.NOTICE:
        first = header.parts[0].genre
        issues = header.title is not None and _ISSUES.search(header.title.text)
        speaks = len(_OWN_HEADING.findall(layout.text, header.body_start, header.body_end)) >= 2
        if first is not Genre.OTHER and (issues or not speaks):
            return first
    if own is not None:
        return own
    best, genre = 0.0, Genre.OTHER
    for rules in all_genres():
        if rules.evidence is not None and (sure := rules.evidence(layout, header)) > best:
            best, genre = sure, rules.genre
    return genre if best >= 0.5 else Genre.OTHER
