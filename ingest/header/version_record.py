"""Who gets copies, and where does the 版记 (GB/T 9704—2012 7.4) begin?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dating import DATE
from ingest.header.signature import PRINTED, is_body
from ingest.layout.model import Layout, Paragraph
from ingest.parts import Line
from ingest.titles import NUMBERED
from kg.model import Quoted, Span, squeeze

_COPIES = re.compile(r"^\s*(?:抄\s*送|抄\s*报|主送|分送)(?:单位|机关)?\s*[:：]\s*(?P<n>[^\n]+)")
#: 主题词：工会 要点, the record's first line until GB/T 9704—2012 dropped it.
_SUBJECT = re.compile(r"主题词[:：]")
#: Characters. The list of 抄送机关 runs on; a longer line is text.
_LONGEST_RECORD_LINE = 300


def read_version_record(layout: Layout, lines: Sequence[Line], at: int) -> tuple[tuple[Quoted, ...], int]:
    """版记, 7.4: 抄送机关, and the index of its first line (len(lines) if there is none)."""
    copied: list[Quoted] = []
    seal = len(lines)
    for i in range(max(at, len(lines) - 12), len(lines)):
        line = lines[i]
        if match := _COPIES.match(layout.words(line.span)):
            seal = min(seal, i)
            for piece in re.finditer(r"[^，,；;。]+", match["n"]):
                text = piece.group().strip()
                if text:
                    begin = line.span.start + match.start("n") + piece.start() + piece.group().index(text)
                    copied.append(Quoted(squeeze(text), Span(begin, begin + len(text))))
        elif _SUBJECT.match(line.words):
            seal = min(seal, i)
        elif len(line.words) <= 60 and PRINTED.search(line.words) and DATE.search(layout.words(line.span)):
            # 云州市总工会办公室 on a line of its own above 2024年2月19日印发
            above = i > at and re.search(r"(?:办公室|秘书[处科])$", lines[i - 1].words)
            seal = min(seal, i - 1 if above and is_body(lines[i - 1].words) else i)
    return tuple(copied), seal


def ends_with(layout: Layout, lines: Sequence[Line], seal: int) -> bool:
    """Nothing but the 版记 stands from line `seal` on: no point, no attachment, no table."""
    tail = lines[seal:]
    return (
        all(isinstance(b, Paragraph) for b in layout.blocks[tail[0].block :])
        and not any(NUMBERED.match(line.words) or "附件" in line.words[:3] for line in tail)
        and all(len(line.words) <= _LONGEST_RECORD_LINE for line in tail)
    )
