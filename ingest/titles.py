"""Which words end a title, and which lines belong to one?

GB/T 9704—2012, 7.3.1: the title stands over one or several lines, broken where sense allows; printers and
converters break it anywhere, and letter-space short words (通 知).
"""

from __future__ import annotations

import re

from kg.model import squeeze

TAIL_NOTE = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]{1,40}[）)〕\]】]$")
"""A note after the title: （试行）, （征求意见稿）, （2021—2025年）."""

# Words that close a title: the kinds of GB/T 9704—2012 and GB/T 33476, and those of internal papers.
_CLOSING = (
    "通知|意见|办法|规定|细则|条例|规则|章程|制度|守则|准则|规范|措施|方案|计划|规划|纲要|要点|安排|打算|思路|"
    "总结|报告|汇报|述职|小结|台账|清单|名单|名册|一览表|分工表|分解表|推进表|责任表|汇总表|推荐表|申报表|登记表|"
    "报名表|统计表|分配表|进度表|任务书|责任书|倡议书|指南|指引|预案|简报|通报|通告|公告|公示|公报|决定|决议|"
    "命令|议案|批复|请示|函|纪要|讲话|致辞|说明|须知|标准|目录|任务分解|任务分工|责任分工|工作情况|分工|回执|材料"
)
_CLOSED = re.compile(rf"(?:{_CLOSING})[”’\"》]?$")
_NOTE_LINE = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】日]{1,22}[）)〕\]】]")
_SENTENCE_END = re.compile(r"[。；;！？!?，,：:]$")
NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)|"
    r"第[一二三四五六七八九十百零〇\d]{1,4}[章节条编]|[①-⑳])"
)


def closed(title: str) -> bool:
    """Whether a title could end here: its last word is a 文种, notes in brackets apart."""
    words = squeeze(title)
    while (note := TAIL_NOTE.search(words)) and note.start() > 0:
        words = words[: note.start()]
    opened = words.count("《") > words.count("》") or words.count("“") > words.count("”")
    return not opened and bool(_CLOSED.search(words))


def may_be_title(line: str) -> bool:
    """Whether a squeezed line could be (part of) a title: short, no sentence, no numbered heading."""
    return (
        0 < len(line) <= 80
        and not _SENTENCE_END.search(line)
        and not NUMBERED.match(line)
        and "。" not in line
    )


def title_lines(lines: list[str], limit: int = 5) -> int:
    """How many of the squeezed `lines` make up the title that begins with the first one; 0 for none.

    A 副标题 (——…) and a note on a line of its own （试行） belong to it. Lines that never come to a 文种
    count one.
    """
    if not lines or not may_be_title(lines[0]):
        return 0
    count = _closing_line(lines, limit)
    if count == 0:
        count = 1
    if count < len(lines) and lines[count].startswith(("—", "－－", "--", "──")) and len(lines[count]) <= 60:
        rest = _closing_line(lines[count:], 3)
        count += max(1, rest)
    if count < len(lines) and len(lines[count]) <= 24 and _NOTE_LINE.fullmatch(lines[count]):
        count += 1
    return count


def _closing_line(lines: list[str], limit: int) -> int:
    """The number of lines after which the words first close as a title; 0 if none of `limit` lines does."""
    words = ""
    for k, line in enumerate(lines[:limit]):
        if k and (not may_be_title(line) or line.startswith(("—", "──")) or len(words) + len(line) > 120):
            return 0
        words += line
        if closed(words):
            # 关于印发《…方案》 / 的通知: a line that goes on with 的… belongs to the title.
            if (
                k + 1 < len(lines[:limit])
                and re.match(r"^(?:的|》)", lines[k + 1])
                and may_be_title(lines[k + 1])
            ):
                continue
            return k + 1
    return 0


def title_words(lines: list[str]) -> str:
    """The title's own text from its printed lines: layout blanks taken out, the blank of a couplet kept.

    >>> title_words(["凝心聚力开新局 真抓实干谱新篇", "——云州市总工会2021年工作总结"])
    '凝心聚力开新局 真抓实干谱新篇——云州市总工会2021年工作总结'
    """
    out = []
    for line in lines:
        halves = line.split()
        couplet = len(halves) == 2 and len(halves[0]) == len(halves[1]) >= 4 and "《" not in line
        out.append(" ".join(halves) if couplet else squeeze(line))
    return "".join(out)
