"""哪些任务要在某时之前完成? The tasks of a scope by their deadline."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, missing
from search.ask.facts import TaskFacts
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import row_facts
from search.ask.kinds._tasks import MOST, in_order, shown, told

_DATE = r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|初|中旬|份)?|年底|年末|上半年)(?:之前|以前|前|内)?"
PATTERNS = (
    Pattern.of(
        "due-what",
        rf"{_DATE}[，,]?(?:都|要|须|应|必须|需要|得)*(?:完成|做完|办完|搞完|完|到期|办结|建成)(?:的)?(?:有|是)?(?:些)?(?:哪些|哪几项|什么|几项|多少项|任务|$)",
        "云州台账里9月底前要完成什么？",
    ),
    Pattern.of(
        "which-due",
        rf"(?:哪些|哪几|什么|几)(?:项|个|条)?(?:任务|工作|事项)?(?:要|须|应|必须|需要|得)?(?:在|是)?(?:的)?(?:完成)?(?:期限|时限)?(?:是|在|为)?{_DATE}",
        "云州哪些任务要在2031年9月底前完成？",
    ),
    Pattern.of(
        "due-terse", rf"{_DATE}\s*(?:完成|到期)(?:的)?(?:\s*任务)?(?=$|[？?])", "云州台账 9月底前完成 任务"
    ),
)
_PARTS = late(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月(?P<day>\d{1,2}日|底|末|初|中旬)?|(?P<end>年底|年末)|(?P<half>上半年))"
)
_LAST_DAY = 31


def answer(ask: Ask) -> Answer | None:
    asked = [d for m in _PARTS.finditer(ask.asked) if (d := _date(m)) is not None]
    if not asked:
        return None
    year, month, day = asked[0]
    stated = ask.facts.stated(ask.scope.documents, "gh:deadline")
    if not stated:
        return None
    units = {i for d in ask.question.departments for i in d.iris}
    found: dict[str, tuple[TaskFacts, Span]] = {}
    for task, fact in ask.facts.of_rows(f for _, f in stated if _falls(f.object, year, month, day)):
        if not units or any(f.object in units for f in task.units):
            found.setdefault(task.id, (task, fact.span))
    if not found:
        return missing(KIND.name, "所问范围的文件里没有完成时限是这一天的任务。")
    tasks = in_order([t for t, _ in found.values()])
    return Answer(
        KIND.name,
        f"完成时限是{_shown(asked[0])}的有{len(tasks)}项：{told(tasks)}。",
        {"tasks": shown(ask, tasks)},
        tuple(ask.of_task(t, s) for t in tasks[:MOST] for s in (found[t.id][1], t.span)),
        row_facts([t.id for t in tasks[:MOST]], "gh:deadline"),
        basis="aggregate",
    )


def _falls(written: str, year: int, month: int, day: int) -> bool:
    """Is a written deadline that day? Where one of the two says no year, that of the other holds."""
    found = _PARTS.search(written)
    date = _date(found) if found else None
    return date is not None and date[1:] == (month, day) and (not year or not date[0] or date[0] == year)


def _date(found: re.Match[str]) -> tuple[int, int, int] | None:
    """(year or 0, month, day); the end of a month is its 31st."""
    year = int(found["year"] or 0)
    if found["end"]:
        return year, 12, _LAST_DAY
    if found["half"]:
        return year, 6, _LAST_DAY
    if not found["month"]:
        return None
    day = found["day"] or "底"
    return (
        year,
        int(found["month"]),
        {"底": _LAST_DAY, "末": _LAST_DAY, "初": 1, "中旬": 15}.get(day) or int(day[:-1]),
    )


def _shown(date: tuple[int, int, int]) -> str:
    year, month, day = date
    return f"{f'{year}年' if year else ''}{month}月{'底' if day == _LAST_DAY else f'{day}日'}前"


KIND = Kind("tasks_due", PATTERNS, answer)
