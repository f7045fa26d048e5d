"""多少、几家、不低于百分之几? A figure that the documents set or report for a thing."""

from __future__ import annotations

import re

from kg.model import Genre, Span
from search.ask.answer import Answer, missing
from search.ask.facts import Head
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import passage_texts
from search.ask.sentences import clauses, sentences
from search.fit import Topic
from search.tokens import fold

_UNIT = r"(?:万元|亿元|万人|元|家|个|名|人|场次|场|次|期|项|件|条|户|所|处|支|套|篇|份|台|座|对|批|部|天|小时|课时|人次|万|%|百分点|钱)"
PATTERNS = (
    Pattern.of(
        "how-many",
        rf"(?:计划|打算|要|准备|应|需要)?(?:达到|占|是|有)?(?:不(?:低|少)于|至少|最少|超过)?(?:多少|几)(?P<unit>{_UNIT})?",
        "云州计划新建多少家职工书屋？",
    ),
    Pattern.of(
        "share",
        r"(?:的)?(?:比例|占比|比率|覆盖率|建会率|签订率|参赛率|目标值|目标数|指标|数量|金额)(?:是|为|要|应|达到|不低于)*(?:多少|几|什么)?",
        "一线职工占比是多少？",
    ),
)
FIGURE = re.compile(
    rf"(?:不少于|不低于|至少|不超过|超过|达到|达|力争|控制在)?(?:\d+(?:\.\d+)?|百分之[一二三四五六七八九十百]+|[一二三四五六七八九十两]+(?={_UNIT}))(?:\s*[-—~～至到]\s*\d+(?:\.\d+)?)?\s*(?:余|多)?(?P<unit>{_UNIT})(?:以上|左右|以内|以下)?"
)
_MONEY = re.compile(
    r"(?:奖金|资金|经费|补助|补贴|费用|奖励金|慰问金|工资)(?:是|为|有|要|共|一共)?多少(?!个|家|人|名|次|场|户|项)|多少钱|花(?:了|费)?多少|多少(?:资金|经费|投资)|几个?钱|预算是?多少|金额"
)
#: 有多少职工: how many there are of a kind. Only a statement of the stock answers it, not a figure of some activity.
_STOCK_ASKED = re.compile(
    r"^(?:全市|全省|全县|全区|市|省|县|区|我市|有|共|总共|一共)*(?:困难职工|女职工|产业工人|职工|员工|工人|农民工|会员|工会会员|工会|基层工会|县|区|县区|企业|单位|人口|人|户)?$"
)
_STOCK = re.compile(
    r"现有|共有|拥有|辖|总数|总人数|在档|建档立卡|在册|已建|全(?:市|省|县|区)[\u3400-\u9fff]{0,6}(?:职工|会员|工会|企业)\d"
)
#: A summary's last part speaks of the next year: 2025年工作打算, 下一步.
_AHEAD = re.compile(
    r"(?:(20\d\d)年(?:度)?)?[\u3400-\u9fff]{0,6}(?:计划|打算|思路|安排|设想|重点任务|主要任务)|下一步|下步|明年|下年度|今后"
)
_LEAST = 0.6
# How these ends of figures are not figures of the thing: years, ordinals, item numbers.
_NOT_BEFORE = re.compile(r"[第〔\[（(]$")


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(
        "计划",
        "要求",
        "打算",
        "至少",
        "不少于",
        "不低于",
        "不能低于",
        "不能少于",
        "不得低于",
        "不得少于",
        "低于",
        "少于",
        "新建",
        "一共",
        "总共",
        "达到",
        "定的",
        "台账",
        departments=False,
    )
    if topic.empty:
        return None
    unit = _unit(ask)
    noun = _noun(ask)
    unit = "人" if noun in _PEOPLE else unit
    stock = _STOCK_ASKED.match(re.sub(r"\s", "", topic.text)) is not None
    best: tuple[float, Head, str, str, Span, Span] | None = None
    for ranked in ask.passages(topic, 30):
        passage = ranked.passage
        head = ask.facts.heads[passage.document]
        text = ask.facts.text(passage.document)
        whole = topic.fit(fold(f"{passage.section} {passage.title} {passage.text}"))
        if whole < _LEAST or _of_another_year(ask, head, passage.start):
            continue
        goals = _indicator_spans(ask, passage.document)
        for sentence in sentences(text, passage.start, passage.end):
            near = topic.fit(fold(sentence.of(text)))
            if near < 0.4:
                continue
            for part in clauses(text, sentence):
                own = topic.fit(fold(part.of(text)))
                if noun and noun not in part.of(text):
                    continue
                if stock and not _STOCK.search(part.of(text)):
                    continue
                for found in FIGURE.finditer(text, part.start, part.end):
                    if _NOT_BEFORE.search(text[max(0, found.start() - 1) : found.start()]) or not _fits(
                        unit, found
                    ):
                        continue
                    span = Span(found.start(), found.end())
                    score = 0.35 * whole + 0.35 * near + 0.3 * own
                    score += 0.06 if any(g.holds(span) or span.holds(g) for g in goals) else 0.0
                    score += 0.05 if unit and found["unit"] == unit else 0.0
                    score += _tense(ask.question.text, head.genre)
                    if best is None or score > best[0] + 1e-9:
                        best = (score, head, passage.locator, passage.id, sentence, span)
    if best is None or best[0] < _LEAST:
        return missing(KIND.name, f"文件里没有写明“{topic.text}”的数字。")
    _, head, locator, passage_id, sentence, span = best
    value = re.sub(r"\s+", "", span.of(ask.facts.text(head.id)))
    value = re.sub(r"^(?:达到|达|力争|控制在)", "", value)
    evidence = (ask.evidence(head, locator, span), ask.evidence(head, locator, sentence))
    return Answer(
        KIND.name,
        f"{locator or head.cite}写的是{value}。",
        {"value": value},
        evidence,
        passage_texts([passage_id]),
    )


_DONE = re.compile(
    r"实际|(?:建成|完成|发展|新建|举办|发放|覆盖|帮助|开展|办结|吸收|筹集|组建|培训)了|最后|结果|年底(?:建成|完成)"
)
_PLANNED = re.compile(r"计划|打算|目标|要求|要(?!求)|准备|将|应")


def _of_another_year(ask: Ask, head: Head, offset: int) -> bool:
    """The passage is a summary's outlook, and the question asks for the year that the summary reports on."""
    if head.genre != Genre.SUMMARY.value:
        return False
    ahead = _AHEAD.search(ask.facts.document(head.id).headings_at(offset))
    if ahead is None:
        return False
    year = int(ahead[1]) if ahead[1] else (head.year or 0) + 1
    if ask.question.years:
        return year not in ask.question.years
    return _DONE.search(ask.question.text) is not None


def _tense(text: str, genre: str) -> float:
    """What was done stands in summaries, what is to be done in plans."""
    report = genre == Genre.SUMMARY.value
    if _DONE.search(text):
        return 0.1 if report else -0.1
    if _PLANNED.search(text):
        return -0.1 if report else 0.05
    return 0.0


def _unit(ask: Ask) -> str:
    """The measure word that was asked for; 元 for money; "" where any will do."""
    if _MONEY.search(ask.question.text):
        return "元"
    if re.search(r"比例|占比|率|百分", ask.question.text):
        return "%"
    for pattern in PATTERNS[:1]:
        for found in pattern.regex.finditer(ask.question.text):
            if unit := found["unit"]:
                return "元" if unit == "钱" else unit
    return ""


_PEOPLE = frozenset(
    (
        "会员",
        "职工",
        "女职工",
        "工人",
        "骑手",
        "司机",
        "劳模",
        "困难职工",
        "农民工",
        "人员",
        "干部",
        "学生",
        "产业工人",
    )
)


def _noun(ask: Ask) -> str:
    """What is counted where no measure word says so: 多少会员."""
    found = re.search(rf"多少(?!{_UNIT})(?!的)([㐀-鿿]{{2,5}}?)(?=$|[？?，。的了])", ask.question.text)
    return found[1] if found else ""


def _fits(unit: str, found: re.Match[str]) -> bool:
    have = found["unit"]
    if not unit:
        return have not in ("天", "小时", "条", "项") or True
    if unit == "元":
        return have.endswith("元")
    if unit == "%":
        return have == "%" or found.group().startswith("百分之")
    people = ("人", "名", "万人", "万", "人次")
    if unit in people:
        return have in people
    if unit in ("家", "个", "所", "处"):
        return have in ("家", "个", "所", "处", "座")
    if unit in ("场", "次", "期", "场次"):
        return have in ("场", "次", "期", "场次")
    return have == unit or have.endswith(unit)


def _indicator_spans(ask: Ask, document: str) -> list[Span]:
    return [f.span for f in ask.facts.document(document).having("gh:hasIndicator")]


__all__ = ["KIND", "Topic"]
KIND = Kind("indicator", PATTERNS, answer)
