"""What does a table cell say? Its printed lines as one paragraph: which breaks are the printer's, which the writer's.

A line without room for the next one's first word was broken by the printer; after the others the writer began a new
line. In a narrow cell every line is full: whole names of departments one below the other stay names of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ingest.layout.cells import UNIT_NAME, names_units
from ingest.layout.lines import width
from ingest.layout.paragraphs import OUTLINE_MARK
from ingest.layout.printed import TextParagraph
from ingest.readers.pdf_lines import TextLine

#: Blank that is kept beside each rule, and what a line may lack, in em.
_PADDING, _MOST_PADDING, _SLACK = 0.25, 0.7, 0.35
#: In cells narrower than this (em) names may fill their lines.
_NARROW = 8.0
_FIRST_WORD = re.compile(
    r"[“‘（《〈〔【(]{0,3}(?:[0-9A-Za-z.%+\-/@_]+[%％]?|.)?(?:[“‘]+.|[”’]+[^，。、；：！？）》]?)?"
)
_NOT_FIRST = "，。、；：！？”’）》〉〕】％"
_STOP = re.compile(r"[。！？；!?;][”’」』）)】〕]*$")
_WHOLE_UNIT = re.compile(rf"{UNIT_NAME}")
#: Words that may all be names: no sentence.
_NAMES = re.compile(r"[\u3400-\u9fff、（）()/ ]{2,60}")
_NAME = re.compile(r"[\u3400-\u9fff]{2,3}")


def first_word(text: str) -> float:
    """Width in em of what a line break cannot part from the start of `text`; programs do not break beside quotes (Unicode
    Standard Annex 14, class QU), and no line begins with a closing mark."""
    found = _FIRST_WORD.match(text)
    word = found.group() if found else text[:1]
    rest = text[len(word) :]
    return width(word) + min(2, len(rest) - len(rest.lstrip(_NOT_FIRST)))


def join(text: str, added: str) -> str:
    """What stands between two printed lines of one paragraph: a blank between Latin words, else nothing."""
    both = text[-1:].isascii() and text[-1:].isalpha() and added[:1].isascii() and added[:1].isalpha()
    return " " if both else ""


def paragraph(lines: Sequence[TextLine], glues: Sequence[str]) -> TextParagraph:
    """Printed lines as one paragraph, each at its place; `glues[k]` stands before line k."""
    text, pieces = "", []
    for line, glue in zip(lines, glues, strict=True):
        text += glue
        pieces.append((len(text), line.location))
        text += line.text
    return TextParagraph(
        text, pieces[0][1], page=lines[0].page, pieces=tuple(pieces) if len(pieces) > 1 else ()
    )


def cell_paragraph(lines: Sequence[TextLine], room: float) -> TextParagraph:
    """A cell's lines, top to bottom; `room`: points that its rules leave to words (`room_in`)."""
    glues = [""]
    for before, line in itertools.pairwise(lines):
        glues.append(join(before.text, line.text) if is_broken(before, line, room, lines) else "\n")
    return paragraph(lines, glues)


def room_in(lines: Sequence[TextLine], width: float, left: float | None) -> float:
    """Points that a cell `width` points wide leaves to words; `left`: where its left rule stands, if that is known:
    blank is kept on the right as on the left."""
    em = lines[0].size
    if left is None:
        return width - 2 * _PADDING * em
    margin = min(line.x0 for line in lines) - left
    return width - 2 * max(0.0, min(margin, _MOST_PADDING * em))


def is_broken(before: TextLine, line: TextLine, room: float, lines: Sequence[TextLine]) -> bool:
    """The printer broke the line, one of `lines`, for want of room."""
    em = before.size
    inner = room / em
    widest = max((one.x1 - one.x0) / one.size for one in lines)
    left = min(inner, max(widest, inner - 1.5)) - (before.x1 - before.x0) / em
    if len(before.text) == 1 and len(line.text) == 1:
        return True
    if left > first_word(line.text) + _SLACK:
        return False
    if OUTLINE_MARK.match(line.text) and _STOP.search(before.text):
        return False
    if inner < _NARROW and _NAMES.fullmatch("".join(one.text for one in lines)):
        if _WHOLE_UNIT.fullmatch(before.text) and names_units(line.text) and names_units(before.text):
            return False
        if inner < 4.2 and all(_NAME.fullmatch(one.text) for one in lines):
            return False
    return True
