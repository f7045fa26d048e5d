"""Which numbered points of a document are tasks, and who answers for each?

Shared by the genres whose tasks are numbered points (工作要点, 实施方案, 意见). The level at which the text
names responsible units is the level of the tasks; without any, the lowest numbered point that carries text is
one. Sections that only frame the work (指导思想, 工作要求) have no tasks unless units are named there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.layout.model import Layout
from ingest.responsibility import Responsibility, find_responsibilities, merged
from kg.model import Quoted, Section, Span, Task, TaskRow, squeeze

FRAME = re.compile(
    r"^(?:指导思想|总体(?:要求|思路|目标|部署)|基本(?:原则|要求|思路)|工作(?:原则|思路|背景)|活动(?:主题|目的|宗旨)|目的意义|重要意义|"
    r"适用范围|术语|附则|总则|形势|前言)|(?:重要性|必要性|重要意义)$"
)
"""Sections that never hold tasks of their own (指导思想, 总体要求)."""

SUPPORT = re.compile(
    r"^(?:工作要求|有关要求|相关要求|活动要求|几点要求|组织(?:领导|保障|实施|机构|要求)|保障措施|保障机制|监督检查|经费保障|"
    r"(?:时间|进度|方法|实施|活动|推进)(?:安排|步骤|时间|地点)|实施步骤|其他事项|注意事项|联系方式|奖励办法|评选办法|参加(?:对象|范围)|"
    r"参赛(?:对象|范围|办法)|活动(?:对象|范围)|奖项设置|报名方式|(?:切实)?加强组织(?:领导|实施|保障))"
)
"""Sections that say how the work is run, not what it is."""

DUTY = re.compile(
    r"(?:主要|重点|工作|目标|具体|年度)?任务(?:分工|分解|清单|目标|措施|安排|及分工)?$|工作(?:目标|措施|内容|重点|举措)|"
    r"(?:主要|重点|具体)(?:措施|工作|举措|内容|目标)|(?:行动|活动|实施|建设|整治)(?:内容|任务|措施|目标)|职责分工|责任分工|主要工作"
)
"""Headings under which a plan's clauses stand (主要任务, 任务分工, 工作措施)."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the walk knows: the text, and every statement of responsibility, by place."""

    layout: Layout
    found: tuple[Responsibility, ...]
    starts: tuple[int, ...]
    tables: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Responsibility, ...]:
        inside = self.found[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return tuple(r for r in inside if r.span.end <= end)


def point_tasks(layout: Layout, sections: Sequence[Section], *, plan: bool) -> tuple[Task, ...]:
    """The tasks among the numbered points of `sections`, in order.

    `plan`: where headings like 主要任务 are there, only the points under those count (a point with
    responsible units counts anywhere); without such headings all but the framing sections do. Where units are named at all, a
    section that names none (目标任务, 阶段安排) says what is wanted, not who does it: it has no tasks.
    """
    everything = [s for top in sections for s in top.walk()]
    found = tuple(r for s in everything for r in _own(layout, s))
    scope = _Scope(
        layout, found, tuple(r.span.start for r in found), tuple(t.span.start for t in layout.tables())
    )
    named = plan and any(DUTY.search(s.title) for s in sections)
    out: list[Task] = []
    for section in sections:
        framing = FRAME.search(section.title) or (plan and SUPPORT.search(section.title))
        assigned = not found or bool(scope.within(section.span.start, section.body.end))
        open_to_all = not framing and assigned and (not named or DUTY.search(section.title) is not None)
        out += _tasks(scope, section, (), open_to_all)
    return tuple(out)


def _own(layout: Layout, section: Section) -> tuple[Responsibility, ...]:
    """The statements in a section's own words, before its first child."""
    stop = section.children[0].span.start if section.children else section.body.end
    return find_responsibilities(layout.text, Span(section.span.start, max(section.span.start, stop)))


def _tasks(scope: _Scope, section: Section, path: tuple[str, ...], wanted: bool) -> list[Task]:
    children = section.children
    below = path + ((section.title,) if section.title else ())
    if not children:
        own = scope.within(section.span.start, section.body.end)
        if not own and not wanted:
            return []
        task = _task(scope, section, path, own)
        return [task] if task else []
    intro = scope.within(section.span.start, children[0].span.start)
    inner = scope.within(children[0].span.start, section.body.end)
    closing = _closing(scope, section, inner)
    if intro and not inner and section.level == 1 and _shared(scope, section, intro):
        return [t for child in children if (t := _task(scope, child, below, intro)) is not None]
    if intro or closing:
        task = _task(scope, section, path, intro or closing)
        return [task] if task else []
    if wanted and not inner and children[0].level >= 4 and _carries(scope.layout.text, section):
        task = _task(scope, section, path, ())
        return [task] if task else []
    out: list[Task] = []
    for child in children:
        framing = FRAME.search(child.title) is not None
        out += _tasks(scope, child, below, wanted and not framing)
    return out


def _shared(scope: _Scope, section: Section, said: tuple[Responsibility, ...]) -> bool:
    """一、加强服务（牵头单位：A） over several points: the units of the heading answer for each of them."""
    text = scope.layout.text
    line = text.find("\n", section.span.start)
    numbered = all(child.number and not child.children for child in section.children)
    return (
        numbered
        and len(section.children) >= 2
        and said[-1].span.end <= line
        and not text[said[-1].span.end : line].strip(" 。　")
    )


def _closing(
    scope: _Scope, section: Section, inner: tuple[Responsibility, ...]
) -> tuple[Responsibility, ...]:
    """Statements on lines of their own below several children that have none: they are the parent's."""
    if len(section.children) < 2 or not inner:
        return ()
    last = section.children[-1]
    if last.children or any(r.span.start < last.span.start for r in inner):
        return ()
    text = scope.layout.text
    alone = all(text[r.span.start - 1] == "\n" for r in inner)
    ends = not text[inner[-1].span.end : section.body.end].strip(" \t　。\n")
    return inner if alone and ends else ()


def _carries(text: str, section: Section) -> bool:
    """The point says something itself before its enumeration."""
    return (
        len(squeeze(text[section.span.end : section.children[0].span.start])) >= 20
        or len(section.title) >= 30
    )


def _task(
    scope: _Scope, section: Section, path: tuple[str, ...], said: tuple[Responsibility, ...]
) -> Task | None:
    """A section as a task: its wording less number, heading and statements of responsibility."""
    text = scope.layout.text
    end = _body_end(scope, section)
    start, title, title_span = _split_heading(text, section, end, said)
    if title is None and title_span is not None and not said and _heads_table(scope, section):
        return None
    pieces: list[tuple[int, int]] = []
    at = start
    for item in said:
        if item.span.start >= at:
            pieces.append((at, item.span.start))
        at = max(at, item.span.end)
    pieces.append((at, end))
    resumed = [pieces[0], *((_after_marks(text, a, b), b) for a, b in pieces[1:])]
    if (
        len(resumed) > 1
        and "。" in text[slice(*resumed[0])]
        and _FURNITURE.fullmatch(text[slice(*resumed[-1])])
    ):
        resumed.pop()
    trimmed = [p for p in (_trim(text, a, b) for a, b in resumed) if p is not None]
    if not trimmed:
        if title is None or title_span is None:
            return None
        trimmed, title, start = [(title_span.start, title_span.end)], None, title_span.start
        title_span = None
    words = "".join(squeeze(text[a:b]) for a, b in trimmed)
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", words):
        return None
    everything = merged(said) if said else None
    row = TaskRow(
        units=everything.units if everything else (),
        deadline=(everything.deadline if everything else None) or _deadline(text, trimmed),
    )
    return Task(
        number=_number(section.number),
        text=words,
        span=Span(trimmed[0][0], trimmed[-1][1]),
        extent=Span(
            section.span.start,
            max(section.span.end, trimmed[-1][1], _trim_end(text, section.span.start, end)),
        ),
        section=path,
        title=title,
        title_span=title_span,
        rows=(row,),
    )


#: Short lines without a sentence, below one that has said who answers: 内部资料 注意保存, a text box, a caption.
_FURNITURE = re.compile(r"(?:[^。；;：:！!？?\n]{0,24}(?:\n|\Z))+")


def _heads_table(scope: _Scope, section: Section) -> bool:
    """三、任务分工 with nothing below it but a table: the rows are the tasks, not the heading."""
    k = bisect_left(scope.tables, section.span.end)
    below = k < len(scope.tables) and scope.tables[k] < section.body.end
    return below and bool(DUTY.search(section.title) or _CAPTION.fullmatch(section.title))


_TIME = re.compile(r"(?:完成时限|完成时间|办理时限|时限要求|时间节点)\s*[：:]\s*(?P<t>[^。；;\n）)】]{2,40})")


def _deadline(text: str, pieces: Sequence[tuple[int, int]]) -> Quoted | None:
    for a, b in pieces:
        if match := _TIME.search(text, a, b):
            return Quoted(squeeze(match["t"]), Span(match.start("t"), match.end("t")))
    return None


def _body_end(scope: _Scope, section: Section) -> int:
    """The end of the section's paragraphs: whom to call, a table below it, and the table's own title, are no part of its
    wording."""
    k = bisect_left(scope.tables, section.span.end)
    if k == len(scope.tables) or scope.tables[k] > section.body.end:
        called = _TO_CALL.search(scope.layout.text, section.span.end, section.body.end)
        return called.start() if called else section.body.end
    text, end = scope.layout.text, scope.tables[k]
    while (line := text.rfind("\n", 0, end - 1) + 1) > section.span.end and _CAPTION.fullmatch(
        text[line:end].strip()
    ):
        end = line
    return end


#: 联系人：…，联系电话：… on a line of its own below the last point.
_TO_CALL = re.compile(r"(?<=\n)\s*[（(]?(?:联\s*系\s*人|联系方式|联系电话|电子邮箱|咨询电话)\s*[：:]")

#: 表1 新建工会任务分解表, 单位：万元: lines between a point and the table below it.
_CAPTION = re.compile(
    r"(?:附?[表图][0-9一二三四五六七八九十]{1,2}[\s：:.、]*)?[^。；;！!]{2,38}(?:表|清单|名单|一览|安排|计划|台账)(?:[（(][^（）()]{1,20}[）)])?"
    r"|[（(]?(?:计量)?单位[：:][^。；;]{1,12}[）)]?"
)


def _split_heading(
    text: str, section: Section, end: int, said: Sequence[Responsibility]
) -> tuple[int, str | None, Span | None]:
    """Where the wording begins, and the heading where the point has one.

    A heading is short and text follows it, in its paragraph or below; else it is the wording itself.
    """
    title_start = _title_start(text, section)
    after = section.span.end
    while after < end and text[after] in " \t　。：:；;\n":
        after += 1
    rest = "".join(text[a:b] for a, b in _gaps(after, end, [r.span for r in said])).strip(" \t　。\n")
    short = len(section.title) <= 45
    whole = section.span.end >= end or text[section.span.end] in "\n。：: \t　；;" or section.span.end == end
    whole = whole or any(r.span.start == section.span.end for r in said)
    if short and whole and rest and section.title and title_start < section.span.end:
        return after, squeeze(text[title_start : section.span.end]), Span(title_start, section.span.end)
    return title_start, None, None if rest else Span(title_start, section.span.end)


def _gaps(start: int, end: int, cut: Sequence[Span]) -> Iterator[tuple[int, int]]:
    at = start
    for span in cut:
        if span.start >= at:
            yield at, span.start
        at = max(at, span.end)
    if at < end:
        yield at, end


def _title_start(text: str, section: Section) -> int:
    """Where the heading's words begin, after its number and blanks."""
    at = section.span.start
    if section.number:
        for char in section.number:
            found = text.find(char, at, section.span.end)
            if found < 0:
                break
            at = found + 1
    while at < section.span.end and text[at] in " \t　、.．，,）)﹒:：":
        at += 1
    return at


def _number(printed: str | None) -> str:
    return (printed or "").strip("（）()、.．").removeprefix("第")


def _after_marks(text: str, start: int, end: int) -> int:
    """Where the wording goes on after a bracket that was cut out of it: without the comma that followed."""
    while start < end and (text[start].isspace() or text[start] in "，,、；;。"):
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    end = _trim_end(text, start, end)
    words = text[start:end].strip("。；;，, \t　\n")
    return (start, end) if words else None


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
