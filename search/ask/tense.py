"""Does a paper plan or report, and what does the question ask for (计划还是实绩)? A plan does not say what was done."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Genre
from search.ask.facts import Head
from search.ask.kind import Ask

__all__ = ["ACTUAL", "DONE", "of_another_year", "tense", "wrong_side", "year_ahead"]

#: A summary's last part speaks of the next year: 2025年工作打算, 下一步.
_AHEAD = late(
    r"(?:(20\d\d)年(?:度)?)?[\u3400-\u9fff]{0,6}(?:计划|打算|思路|安排|设想|重点任务|主要任务)|下一步|下步|明年|下年度|今后"
)
DONE = late(
    r"实际|总结里?|(?<!除)(?<!为)(?<![^认评选鉴](?=定))(?![排划列设])[㐀-鿿]了(?:多少|几)|(?:讨|追|收|筹|帮)[回到]|(?:去年|上年)|(?:建成|完成|发展|新建|举办|发放|覆盖|帮助|开展|办结|吸收|筹集|组建|培训)了|最后|结果|年底(?:建成|完成)"
)
_PLANNED = late(
    r"计划|打算|目标|要求|(?<!需)(?<!主)(?<!重)要(?!求|点)|准备|将|应|提出|至少|不少于|不低于|规定|标准|原定|预计|(?<![认评选鉴])定(?:了|的是)(?:多少|几)"
)


def year_ahead(ask: Ask, head: Head, offset: int) -> int:
    """The year that this part of a summary plans (2032年工作打算); 0 where it reports."""
    if head.genre != Genre.SUMMARY.value:
        return 0
    ahead = _AHEAD.search(ask.facts.document(head.id).headings_at(offset))
    if ahead is None:
        return 0
    return int(ahead[1]) if ahead[1] else (head.year or 0) + 1


def of_another_year(ask: Ask, head: Head, ahead: int) -> bool:
    """The passage is of another year than the question, or plans where it asks what was done."""
    years = ask.question.years
    if years:
        return (ahead or head.year) not in years
    return bool(ahead) and (
        DONE.search(ask.question.text) is not None or not _PLANNED.search(ask.question.text)
    )


ACTUAL = late(
    r"实际|最后|结果|总结|(?:建成|完成|发展|新建)了|(?<![为除排划列设])(?<![^认评选鉴]定)(?<!提出)(?<!要求)(?<!部署)(?<!明确)了(?:多少|几)"
)
_GOAL = late(r"计划|打算|预计|目标|(?<![认评选鉴])定(?:了|的是)(?:多少|几)")


def wrong_side(text: str, genre: str, ahead: int) -> bool:
    """A plan does not say what was done, nor a report what was planned."""
    report = genre == Genre.SUMMARY.value and not ahead
    if ACTUAL.search(text):
        return not report
    return report and _GOAL.search(text) is not None


def tense(text: str, genre: str, ahead: int) -> float:
    """What was done stands in summaries, what is to be done in plans and in the last part of summaries."""
    report = genre == Genre.SUMMARY.value and not ahead
    if _PLANNED.search(text) and not re.search(r"实际|最后|结果|总结", text):
        return -0.2 if report else 0.0 if ahead else 0.05
    if DONE.search(text):
        return 0.15 if report else -0.15
    return 0.0
