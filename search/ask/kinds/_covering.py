"""Which sentences say every telling word of a question (句子是否说全所问)? For what no kind of question looks for.

A word is told by the sentence itself, or by what stands over it: the title, the headings, the rest of its passage. The
words beside the question word have to be the sentence's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.late_patterns import late
from kg.model import Span
from search.ask.acts import widened
from search.ask.facts import Head
from search.ask.kind import Ask
from search.ask.kinds._prose import short_names
from search.ask.saying import to_another
from search.ask.stock_asked import asks_stock, tells_stock
from search.ask.tense import DONE, tense, wrong_side, year_ahead
from search.ask.wanted import CLASSES, Wanted
from search.fit import Need, Topic
from search.tokens import fold

__all__ = ["Covering", "Matter", "covering", "matter_of", "met", "unsaid"]

_MET: Final = 0.88
_HINTED: Final = 0.8
"""How well a word has to be met to count as said: by itself or a verb for the same act; and around the sentence, where
another label of its concept does as well."""
_LOOKED_AT: Final = 24
#: Words of asking, words that papers say of everything, and what is done with all things: these tell nothing.
_LIGHT: Final = frozenset(
    "工作 开展 推进 加强 活动 项目 情况 方面 问题 相关 做好 进行 组织 实施 推动 任务 内容 规定 要求 写明 写 提出 提到 明确 安排 计划 打算 准备 目标 "
    "应当 应该 必须 需要 可以 能够 给予 予以 得到 标准 限制 有没有 具体 一共 总共 全部 合计 至少 最少 最多 不少于 不低于 不超过 不得 超过 低于 少于 达到 最高 最低 "
    "最晚 最迟 之前 以前 开始 结束 截止 时间 期限 时候 日期 地点 地方 金额 数量 人数 家数 大概 左右 以上 以下 属于 叫做 名称 名字 有关 今年 去年 年度 明年 全年 文件 通知 方案 意见 台账 办法 清单 要点 总结 "
    "每人 每个 每家 每名 每次 每场 每期 每年 每户 每月 每班 每周 每天 每季度 分别 各自 按照 根据 通过 进来 出来 起来 下来 上来 才能 才行 多大 多高 想要 建设 新建 建成 举办 开办 开设 设立 设置 覆盖 涉及 惠及 吸引 受众 "
    "保持 力争 确保 省里 市里 县里 区里 意见里 目前 现在 一次 一下 主要 保证 统一 点名 列出 指出 说的 讲的 具备 符合 满足 名额 席位 人选 材料里 请问 到底 实际 参评 参选".split()
)
#: 第三名, 二等奖, 满6个月, 首批: has to stand in the sentence as asked.
_ORDINAL: Final = late(
    r"第[一二三四五六七八九十\d]+[名届批次期轮位]?|[特一二三四五]等奖|[首末]批|提名奖|\d+(?:\.\d+)?[㐀-鿿%]"
)
_BRAND: Final = late(r"“([^”\n]{2,20})”")
_STOP: Final = "。！？；;"
_NEXT_LINE: Final = late(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．]|[①-⑩]|[㐀-鿿][㐀-鿿 　]{1,8}[:：]|附件)"
)
#: A line that is nothing but a heading: 二、推荐对象.
_HEADING: Final = late(r"(?:^|\n)\s*[（(]?[一二三四五六七八九十]{1,3}[）)、][^\n。，；]{2,24}$")
_LONGEST: Final = 400
_BESIDE: Final = 6
"""Signs between the question word and the word next to it."""
#: 每个补多少, 评几名: the verb of one sign before the question word.
_ACT: Final = late(
    r"(?<![培宣颁分申选资救扶捐配举创筹征收新评推招聘发组兴重改扩])(?P<act>[补奖发评招聘选配捐赠筹办建开派送推减免投拨交花])(?:出去?|给|上|到|了|过|成|完)*(?:助|贴|励)?$"
)
_SAME_ACT: Final = (
    "补奖助",
    "发送赠派配捐",
    "评选",
    "招聘录选",
    "拨投安",
    "办开举",
    "交报送填",
    "花经资支投",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """The telling words of a question, and those of them that stand next to the question word."""

    topic: Topic
    telling: tuple[Need, ...]
    near: tuple[Need, ...]
    act: str
    """The verb of one sign before the question word (补, 评, 发) and others for the same act; "" for none."""
    level: str
    """县里拿出多少: whose it is; the clause has to say it. "" for none."""
    each: bool
    """每个补多少: the amount for one is asked for."""
    period: str
    """一周推几篇: how often; the sentence has to say 每周. "" for none."""
    exact: tuple[str, ...]
    """Ordinals and figures, people: they have to be there as they are asked."""

    @property
    def weight(self) -> float:
        return sum(n.weight for n in self.telling) + NAME * len(self.topic.must)

    def said(self, folded: str) -> float:
        """The share of the telling words and names, by weight, that a folded text says; 1 where there are none."""
        got = sum(n.weight for n in self.telling if met(n, folded))
        got += NAME * sum(m in folded for m in self.topic.must)
        return got / self.weight if self.weight else 1.0


def met(need: Need, folded: str, least: float = _MET) -> bool:
    """Does a folded text say the word, or both its halves: 劳模体检 is 劳模健康体检?"""
    if need.met(folded) >= least:
        return True
    word = need.word
    return len(word) >= 2 * _PAIR and any(
        word[:cut] in folded and word[cut:] in folded for cut in range(_PAIR, len(word) - 1)
    )


NAME: Final = 3.0
"""What a name weighs: as a word that few passages have."""


@dataclass(frozen=True, slots=True)
class Covering:
    """A sentence that tells all, its words without white space and where in the text each of their signs stands."""

    head: Head
    locator: str
    passage: str
    words: str
    at: tuple[int, ...]
    matter: Matter
    """The matter without the names that the paper's own title has."""
    tense: float

    @property
    def own(self) -> float:
        """What share of the telling words, by weight, it says itself."""
        return self.matter.said(fold(self.words))

    def span(self, start: int, end: int) -> Span:
        """Where words[start:end] stand in the document's text."""
        return Span(self.at[start], self.at[end - 1] + 1)


def matter_of(ask: Ask, wanted: Wanted) -> Matter:
    """The words of the question that an answer has to speak of."""
    text = ask.question.text
    act = _ACT.search(text[: wanted.span.start])
    asking = text[act.start() if act else wanted.span.start : wanted.span.end]
    topic = ask.topic(asking, departments=False)
    short = tuple(
        n for n in (*short_names(ask), *_named_after_place(ask)) if not any(n in m for m in topic.must)
    )
    if wanted.noun or short:
        noun = "" if wanted.noun in CLASSES else wanted.noun
        topic = widened(ask.hybrid.topic(f"{topic.text} {noun}", (*topic.must, *short)))
    named = "".join(topic.must)
    telling = tuple(n for n in topic.needs if _tells(n.word) and n.word not in named)
    telling = tuple(_with_suffix(n, topic.text) for n in telling)
    rest = text[wanted.span.end :]
    near = _last(fold(text[: wanted.span.start]), telling)
    near += () if _ONLY_THEN.match(rest) else _first(fold(rest), telling)
    near += tuple(n for n in telling if n.word in wanted.noun)
    exact = [fold(m.group()) for m in _ORDINAL.finditer(_bare(ask, wanted))]
    exact += [fold(ask.known.entities.name(iri)) for iri in ask.question.people]
    return Matter(
        topic,
        telling,
        tuple(dict.fromkeys(near)),
        next((row for row in _SAME_ACT if act["act"] in row), act["act"]) if act else "",
        level[1] if (level := _LOWER.search(text)) else "",
        re.search(r"[每各](?!项|类|种|级)", text) is not None,
        period[1] if (period := _PERIOD.search(text)) else "",
        tuple(dict.fromkeys(exact)),
    )


def _named_after_place(ask: Ask) -> list[str]:
    """Names in quotation marks that begin with the place asked about: “云州好小哥” is no 好小哥 of 云州."""
    text = ask.question.text
    out = []
    places = (p.rstrip("省市县区") for p in (*ask.known.cities, *ask.known.provinces, *ask.known.counties))
    for place in dict.fromkeys(p for p in places if len(p) > 1 and p in text):
        for at in (m.end() for m in re.finditer(re.escape(place), text)):
            runs = (
                place + text[at : at + k] for k in range(_LONGEST_NAME, _PAIR - 1, -1) if at + k <= len(text)
            )
            name = next((run for run in runs if ask.known.is_quoted(run)), "")
            out += [fold(name)] if name else []
    return out


_LONGEST_NAME: Final = 8
"""Signs of a name after its place."""


def _with_suffix(need: Need, text: str) -> Need:
    """安全带 is no 安全绳: the sign that makes another thing of a word belongs to it."""
    at = text.find(need.word) + len(need.word)
    longer = text[at : at + 1]
    return (
        replace(need, word=need.word + longer, others=())
        if longer and longer in _SUFFIXES and need.word in text
        else need
    )


_SUFFIXES: Final = "带绳帽服衣鞋包机证卡券册报刊片费款杯馆屋室楼店厂队角"


def _tells(word: str) -> bool:
    return (
        len(word) > 1
        and word not in _LIGHT
        and not _EVERYDAY.fullmatch(word)
        and not _ORDINAL.fullmatch(word)
    )


#: 评上, 拿到, 送出去, 要交, 率要, 每间, 一个月: everyday turns, of which papers write others.
_EVERYDAY: Final = late(
    r"[评选获拿得办发建做报交搞开弄送捐领考配排定放写招收给][上到了过好完出成下给进]|[㐀-鿿](?:出去|出来|上去|上来|下去|下来|过去|过来|进去|进来|回来|起来)"
    r"|[要能可得该][交报领拿给发送填写带办评建设补奖招缴去筹聘选培开]|[㐀-鿿][要该需将在了到]|[每各][㐀-鿿]|一个?[月年天周次季]"
)
#: 满几年才能推荐: what follows is what it is for, and stands elsewhere.
_ONLY_THEN: Final = late(r"(?:以上|以内|以后|之后)?(?:才|方)(?:能|可|行|算)")


_ALL_YEAR: Final = late(r"全年|年内|年度|每两年")
_PERIOD: Final = late(r"(?:一个?|每一?个?)(年|季|月|周|天|日|星期)")
_LOWER: Final = late(r"(县|区|乡|镇|街道|村|社区)(?:里|级|本级)")
_PAIR: Final = 2


def _bare(ask: Ask, wanted: Wanted) -> str:
    """The question without what only names its scope, and without what asks."""
    text = ask.question.text
    text = f"{text[: wanted.span.start]} {text[wanted.span.end :]}"
    for piece in sorted((p for p in ask.question.strip if len(p) > 1), key=len, reverse=True):
        text = text.replace(piece, " ")
    return re.sub(r"《[^》]*》|(?:19|20)\d\d年", " ", text)


def _last(folded: str, telling: tuple[Need, ...]) -> tuple[Need, ...]:
    there = [(folded.rfind(n.word) + len(n.word), n.word, n) for n in telling if n.word in folded]
    return (max(there)[2],) if there and len(folded) - max(there)[0] <= _BESIDE else ()


def _first(folded: str, telling: tuple[Need, ...]) -> tuple[Need, ...]:
    there = [(folded.find(n.word), n.word, n) for n in telling if n.word in folded]
    return (min(there)[2],) if there and min(there)[0] <= _BESIDE else ()


def covering(ask: Ask, matter: Matter) -> Iterator[Covering]:
    """The sentences of the scope that say all of the matter."""
    seen: set[tuple[str, int]] = set()
    question = ask.question.text
    stock = asks_stock(ask, matter.topic)
    for ranked in ask.passages(matter.topic, _LOOKED_AT, more=ask.scope.outlook):
        passage = ranked.passage
        head = ask.facts.heads[passage.document]
        text = ask.facts.text(passage.document)
        title = fold("".join(head.names))
        above = title + fold(f"{passage.section} {passage.title}")
        whole = above + fold(text[passage.start : passage.end])
        if not all(m in whole for m in matter.topic.must):
            continue
        own_paper = any(m in title for m in matter.topic.must)
        # a task is about one thing; the sentences of a summary's paragraph are about many
        over = whole if passage.kind == "task" else above
        here = replace(
            matter, topic=replace(matter.topic, must=tuple(m for m in matter.topic.must if m not in title))
        )
        around = fold(text[:_PAPER]) if own_paper else whole
        if not all(met(n, whole, _HINTED) or met(n, around, _HINTED) for n in matter.telling):
            continue
        for words, at in sentences_over_lines(text, passage.start, passage.end):
            key = (head.id, at[0])
            if key in seen:
                continue
            seen.add(key)
            own = fold(words)
            if not _says_its_own(matter, words, own, over, own_paper) or to_another(question, words):
                continue
            if stock and not tells_stock(words):
                continue
            ahead = year_ahead(ask, head, at[0])
            years = ask.question.years
            if (years and (ahead or head.year) not in years) or wrong_side(question, head.genre, ahead):
                continue
            if ahead and DONE.search(question):
                continue
            worth = tense(question, head.genre, ahead)
            yield Covering(head, passage.locator, passage.id, words, tuple(at), here, worth)


_PAPER: Final = 6000
"""Signs of a paper about one thing that are read for words that only say of what the thing is."""


def _says_its_own(matter: Matter, words: str, own: str, over: str, own_paper: bool) -> bool:
    """Says the sentence what it has to say itself, or a name what stands over it, and nothing of another name?"""
    if not all(met(n, own) for n in matter.near) or not all(one in own for one in matter.exact):
        return False
    if matter.period and not _says_period(matter.period, own):
        return False
    if own_paper or all(m in own for m in matter.topic.must):
        return True
    if not all(m in own or m in over for m in matter.topic.must):
        return False
    brands = {fold(b) for b in _BRAND.findall(words)}
    return all(any(m in b or b in m for m in matter.topic.must) for b in brands)


def _says_period(period: str, own: str) -> bool:
    if re.search(rf"每(?:个|半)?{period}|{period}均", own):
        return True
    return period == "年" and _ALL_YEAR.search(own) is not None


def unsaid(matter: Matter, head: Head, words: str) -> list[str]:
    """The telling words that neither the words (of a passage with its headings) nor the paper's title say."""
    whole = fold("".join(head.names) + words)
    return [n.word for n in matter.telling if not met(n, whole, _HINTED)]


def sentences_over_lines(text: str, start: int, end: int) -> Iterator[tuple[str, list[int]]]:
    """(words, places) of sentences: lines of a letter are broken anywhere, those of a list where the next item begins."""
    at: list[int] = []
    for i in range(start, end):
        sign = text[i]
        if sign.isspace():
            if sign == "\n" and at and _ends_here(text, i, start, end):
                yield "".join(text[k] for k in at), at
                at = []
            continue
        at.append(i)
        if sign in _STOP or len(at) >= _LONGEST:
            yield "".join(text[k] for k in at), at
            at = []
    if at:
        yield "".join(text[k] for k in at), at


def _ends_here(text: str, line_end: int, start: int, end: int) -> bool:
    if _NEXT_LINE.match(text, line_end + 1, min(end, line_end + 24)):
        return True
    return _HEADING.search(text[max(start, line_end - 30) : line_end]) is not None
