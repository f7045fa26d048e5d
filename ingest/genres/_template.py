"""A new genre: copy this file under the genre's pinyin name, and fill in the rules.

`ingest/genre.py` finds the file by itself; files that begin with `_` are passed over. Every title rule
carries an example, which the tests hold it to. A genre without tasks leaves `read_tasks` out.
"""

from __future__ import annotations

import re

from ingest.genre import GenreRules, TitleRule
from ingest.header import Header
from ingest.layout.model import Layout
from kg.model import Genre, Section, Task


def read_tasks(layout: Layout, header: Header, sections: tuple[Section, ...]) -> tuple[Task, ...] | None:
    """The tasks of one document of this genre; None where the genre never has any.

    Every span must quote the layout's text exactly. Citations, indicators and initiatives stay empty: the
    pipeline adds them by span.
    """
    return None


def evidence(layout: Layout, header: Header) -> float:
    """How sure (0..1) the structure alone makes us, where the title names no genre."""
    return 0.0


GENRE = GenreRules(
    genre=Genre.OTHER,
    titles=(TitleRule("name of the rule", re.compile(r"文种"), "云州市总工会文种"),),
    read_tasks=read_tasks,
    evidence=evidence,
)
