"""Whom is a document addressed to (主送机关, GB/T 9704—2012 7.3.2)?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.issuer import ORGAN
from ingest.layout.model import Layout
from ingest.parts import Line
from ingest.titles import NUMBERED
from kg.model import Quoted, Span, squeeze

ADDRESS_END = re.compile(r"[:：]$")
_SALUTATION = re.compile(
    r"^(?:同志们|各位|尊敬的|亲爱的|女士们|全体|广大)|如下[:：]$|(?:通知|事项|安排|要求|意见)[:：]$"
)
_SPLIT = re.compile(r"[，,；;]")


def read_addressees(layout: Layout, lines: Sequence[Line], at: int) -> tuple[int, tuple[Quoted, ...]]:
    """主送机关, 7.3.2: the line(s) after the title that end in a colon, split at ， and ；, never at 、."""
    count, words = 0, ""
    for line in lines[at : at + 4]:
        words += line.words
        count += 1
        if ADDRESS_END.search(line.words) or "。" in line.words or len(words) > 500:
            break
        if NUMBERED.match(line.words):
            return 0, ()
    if not ADDRESS_END.search(words) or "。" in words or _SALUTATION.search(words) or NUMBERED.match(words):
        return 0, ()
    start, end = lines[at].span.start, lines[at + count - 1].span.end
    raw = layout.text[start:end]
    body_end = len(raw.rstrip()) - 1  # less the colon
    out: list[Quoted] = []
    begin, depth = 0, 0
    for i in range(body_end + 1):
        char = raw[i] if i < body_end else "，"
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        if i == body_end or (depth == 0 and _SPLIT.match(char)):
            piece = raw[begin:i]
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                out.append(
                    Quoted(squeeze(text), Span(start + begin + lead, start + begin + lead + len(text)))
                )
            begin = i + 1
    tidy = [q for q in out if 2 <= len(q.text) <= 80]
    organs = sum(1 for q in tidy if _is_addressee(q.text))
    if not tidy or organs * 2 < len(tidy):
        return 0, ()
    return count, tuple(out)


def _is_addressee(name: str) -> bool:
    return (
        bool(ORGAN.search(re.sub(r"[（(][^（()）]*[)）]$", "", name)))
        or bool(re.match(r"^(?:各|全市|全省|全县|全区|市直|县直|区直|省直|市属|直属|局属|机关)", name))
        or name.endswith(
            (
                "部室",
                "部门",
                "单位",
                "企业",
                "党支部",
                "处室",
                "科室",
                "基层",
                "组织",
                "同志",
                "小组",
                "乡镇",
                "街道",
            )
        )
    )
