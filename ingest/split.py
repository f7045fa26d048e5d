"""How many documents does one file hold, and where does each begin?

Files from shared folders often hold several papers one after another without any mark. A new one begins where a
title stands at the top of a page (or after a paper that has visibly ended), and no paper before it announced that
title: what a notice issues (《…》) or lists under 附件 belongs to the notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.header import Header, read_header
from ingest.layout.model import Block, Layout, Paragraph, Row, Table
from ingest.titles import closed, may_be_title, title_lines
from kg.model import Finding, squeeze

#: 文种 that papers of their own have; lists, tables and forms are mostly attached to something.
_OWN = re.compile(
    r"(?:总结|要点|方案|计划|规划|意见|办法|细则|规定|报告|汇报|通知|通报|通告|公告|决定|台[账帐]|简报|讲话|函|纪要|倡议书|安排|打算)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_MASTHEAD = re.compile(r"^[\u3400-\u9fff（）()、 ]{4,40}文件$")
_NUMBER = re.compile(r"^[\u3400-\u9fff]{2,12}[〔\[［（(【][0-9]{4}[〕\]］）)】]第?[0-9]{1,4}号$")
_ATTACHED = re.compile(r"^附\s*件?\s*[0-9一二三四五六七八九十]{0,2}\s*[:：]?$")
_ENDED = re.compile(r"(?:[。！]|[日号]|^[（(].{4,20}[）)])$")
_SAYS_WHO = re.compile(
    r"工会|总工会|局|委|会|部|公司|集团|医院|学校|街道|镇|乡|县|区|市|省|中心|[12][0-9]{3}年"
)
_DATE = re.compile(r"^[（(]?[12二][0-9〇○零一二三四五六七八九]{3}年.{1,3}月.{1,3}日[）)]?$")
_REACH = 4


def split_documents(layout: Layout) -> tuple[Layout, ...]:
    """Each document of the file as a layout of its own; offsets start anew, `origin` still leads into the raw text."""
    starts = [0]
    for k in range(1, len(layout.blocks)):
        if _may_begin(layout, k) and not _announced(layout, starts[-1], k):
            starts.append(k)
    if len(starts) == 1:
        return (layout,)
    ends = [*starts[1:], len(layout.blocks)]
    return tuple(_slice(layout, a, b) for a, b in zip(starts, ends, strict=True))


def _lines(layout: Layout, k: int) -> list[str]:
    out: list[str] = []
    for block in layout.blocks[k : k + _REACH]:
        if not isinstance(block, Paragraph):
            break
        out.append(squeeze(layout.words(block)))
    return out


def _may_begin(layout: Layout, k: int) -> bool:
    """A title, or the red header of an official paper, stands at block k."""
    block = layout.blocks[k]
    if not isinstance(block, Paragraph):
        return False
    words = layout.words(block).strip()
    if len(words) > 80 or not may_be_title(squeeze(words)):
        return False
    before = layout.blocks[k - 1]
    if isinstance(before, Paragraph) and _ATTACHED.match(squeeze(layout.words(before))):
        return False
    lines = _lines(layout, k)
    if _MASTHEAD.match(words) and any(_NUMBER.match(line) for line in lines[1:3]):
        return True
    count = title_lines(lines, 3)
    title = "".join(lines[:count])
    if any(_DATE.match(line) for line in lines[:count]):
        return False
    named = bool(_OWN.search(title)) and closed(title) and bool(_SAYS_WHO.search(title)) and len(title) <= 90
    if not named or _numbered_around(lines, count):
        return False
    if block.page_start:
        return True
    ended = isinstance(before, Paragraph) and bool(_ENDED.search(layout.words(before).strip()))
    return (
        ended
        and bool(re.search(r"[12][0-9]{3}年", title))
        and bool(re.search(r"工会|局|公司|医院|学校|集团|委员会", title))
    )


def _numbered_around(lines: Sequence[str], count: int) -> bool:
    """The would-be title is an item of a list: what follows it is another such short line."""
    rest = lines[count:]
    return bool(rest) and bool(_ATTACHED.match(rest[0]))


def _announced(layout: Layout, start: int, k: int) -> bool:
    """The document that began at block `start` issues or attaches what begins at block k."""
    title = "".join(_lines(layout, k)[: title_lines(_lines(layout, k), 3) or 1])
    so_far = _slice(layout, start, k)
    if not _has_body(so_far):
        return True
    header = read_header(so_far)
    key = _key(title)
    if (
        header.title is not None
        and _REPORTS.search(header.title.text)
        and _within(key, _key(header.title.text))
    ):
        return True
    return any(_alike(key, _key(name)) for name in _promised(so_far, header))


#: 关于报送2023年工作总结的报告: the summary itself follows.
_REPORTS = re.compile(r"报送|呈报|上报|呈送|报请")


def _has_body(layout: Layout) -> bool:
    """Something has been said: a sentence or a table. Before that, a title is this document's own."""
    return bool(layout.tables()) or any(
        (len(words) >= 20 and words.endswith(("。", "！", "；", "："))) or "。" in words
        for words in (layout.words(p).strip() for p in layout.paragraphs())
    )


def _within(short: str, long: str) -> bool:
    """All characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return bool(short) and all(c in rest for c in short)


def _promised(layout: Layout, header: Header) -> list[str]:
    """What this document says it carries: 《…》 in its title, and the names of its attachments."""
    names = [squeeze(q.text) for q in header.attachments]
    if header.title is not None:
        names += re.findall(r"《(.+)》", header.title.text)
        if re.search(r"印发|转发|下发|发布|公布", header.title.text):
            names += [re.sub(r"^.*?(?:印发|转发|下发|发布|公布)", "", header.title.text)]
    return [n for n in names if len(n) >= 4]


def _key(title: str) -> str:
    return re.sub(r"[^\u3400-\u9fff0-9A-Za-z]", "", title)


def _alike(one: str, other: str) -> bool:
    """The same title: one holds the other, or they share nearly all their characters (a scan's misreading)."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if short in long:
        return True
    common = sum(min(short.count(c), long.count(c)) for c in set(short))
    return common >= 0.85 * len(long)


def _shift(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, span=block.span.shifted(by))
    rows = tuple(Row(tuple(replace(c, span=c.span.shifted(by)) for c in row.cells)) for row in block.rows)
    return Table(block.span.shifted(by), block.columns, rows)


def _slice(layout: Layout, first: int, last: int) -> Layout:
    """Blocks first..last (exclusive) as a layout of their own."""
    start = layout.blocks[first].span.start
    end = layout.blocks[last].span.start if last < len(layout.blocks) else len(layout.text)
    blocks = tuple(_shift(b, -start) for b in layout.blocks[first:last])
    findings = tuple(
        Finding(f.rule, f.message, f.span.shifted(-start)) if f.span else f
        for f in layout.findings
        if f.span is None or (start <= f.span.start and f.span.end <= end)
    )
    return Layout(layout.text[start:end], blocks, layout.origin[start:end], findings)
