"""Which measures does a passage describe, named or not (文中的举措)?

A measure is an initiative with a name (“江畔驿站”, 安康杯), or what a sentence describes without giving it one
(为职工子女开办暑期托管班): other places often do the same thing without a brand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Span
from kg.thesaurus import Thesaurus
from kg.views.passages import PassageRecord
from search.similar.concepts import specific
from search.similar.lexicon import kinds_in, not_names
from search.tokens import fold

__all__ = ["Measure", "Named", "at", "bare", "measures", "written_out"]

_QUOTED: Final = re.compile(r"[“「『\"]([^“”「」『』\"\n，。；]{2,20})[”」』\"]")
_AFTER: Final = re.compile(r"[”」』\"]?[^，。；、：:！？（(“”「」『』\"\n\d]{0,10}")
_SENTENCE: Final = re.compile(r"[^。！？；;\n]+[。！？；;]?")
_ITEM: Final = re.compile(r"[^、和及与]+")
_CLAUSE: Final = re.compile(r"[^，,：:。！？；;\n]+")
_RESPONSIBLE: Final = re.compile(
    r"[（(【]?(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门|处室|领导|人|科室)?[:：][^）)】。]*[）)】]?"
    r"|[（(][^（）()，。]{2,24}(?:负责|牵头|配合|落实|承办)[）)]"
)
_NUMBER: Final = re.compile(
    r"^\s*(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、．.]|\d{1,3}(?=\s)|[①-⑳])\s*"
)
_NEXT: Final = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、．.]|[一二三四五六七八九十]是)"
)
_VERB: Final = re.compile(
    r"^(?:继续|持续|深入|扎实|积极|大力|全面|不断|进一步|认真|广泛|着力|切实|稳步|有序|深化|组织|开展|推进|推动|实施|推行|举办|"
    r"开办|办好|建设|建好|建成|打造|做好|抓好|加强|强化|落实|完善|健全|探索|启动|新建|用好|推广|设立|培育|开设)+"
)
_INTRODUCES: Final = re.compile(
    r"(?:开展|实施|推广|建设|新建|建成|建好|打造|举办|办好|设立|开设|开办|组织|推进|推行|创建|培育|成立|启动|命名|评选|开通|推出|建立)[^，,]{0,4}$"
)
_IN_PASSING: Final = re.compile(r"(?:在|依托|利用|借助|通过|与|将|把|对|从|等|、)[“「『]?$")
_DEFINES: Final = re.compile(r"是指|[为向].{2,16}提供|面向|旨在|用于")
_CITED: Final = re.compile(r"《[^》]*》|[（(][^（）()]*〔[^（）()]*号[）)]|[^，。]{2,6}〔\d{4}〕\s?\d+\s?号")
_BEFORE: Final = 12
_BRACKETED: Final = re.compile(r"\s*[【［\[]([^【】［］\[\]\n]{2,16})[】］\]][:：]?")
"""A heading in the line: 【工夜学堂】利用晚上开设公益课程."""
_COUNTED: Final = re.compile(
    r"[\dXx×]\s*(?:余|多)?[百千万亿]*(?:余|多)?(?:人次|场次|[个家处所座间名人位场次期批件起宗册户篇条对支份套辆台门种类元％%])"
)
_FIGURES: Final = re.compile(r"(?:约|达|近|超过?)?[\dXx×]+(?:\.\d+)?(?:余|多)?(?:万|亿)?[一-鿿]{0,2}$")
_MASKED: Final = re.compile(r"[XxＸ×*＊○□某].{0,4}")
_SHORT: Final = 32
"""Signs: a shorter sentence is a heading, whose measure the next sentences describe."""
_BODY: Final = 160
_LEAST: Final = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the graph knows: where it stands, and of what it is said."""

    span: Span
    subject: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure and what is said of it. `span` holds the name, or the words that stand for one, in the document's text.

    `naming` is the name with what follows it up to the next mark; `clause`, `sentence` hold it; `body` goes on from
    there to the next measure, `heading` stands above. `telling`: how much it looks like the place that introduces it.
    """

    name: str
    passage: PassageRecord
    span: Span
    subject: str
    named: bool
    naming: str
    clause: str
    sentence: str
    body: str
    heading: str
    telling: float = 0.0


# What a campaign, place or club without quotation marks ends in, and what goes on after its name:
# 哺乳关爱间|覆盖市直机关, 绿豆汤行动|给烈日下的工人送去…, 公益剪发日|每月15日….
_THINGS: Final = (
    "加油站 服务站 驿站 岗亭 小站 港湾 小屋 之家 小家 暖心岗 服务点 休息点 托育点 托管点 看护点 歇脚亭 阅读角 书吧 书屋 书房 工作室 咨询室 减压室 关爱间 关爱室 "
    "母婴室 休息室 工作站 体检车 服务车 直通车 热线 专线 学堂 课堂 讲堂 夜校 学院 学校 夏令营 冬令营 训练营 托管班 辅导班 兴趣班 提升班 派对 沙龙 相亲会 联谊会 "
    "交友会 恳谈会 座谈会 宣讲会 招聘会 运动会 音乐会 大赛 竞赛 比赛 挑战赛 邀请赛 擂台赛 对抗赛 擂台 比武 大比武 大讲堂 行动 工程 计划 专区 小程序 食堂 餐厅 小饭桌 "
    "公寓 夜市 市集 集市 超市 杂货铺 慰问日 接待日 服务日 体验日 开放日 活动日 理发日 剪发日 消费季 服务季 读书月 活动月 宣传周 艺术节 文化节 宣讲团 服务队 志愿队 "
    "律师团 讲师团 互助金 帮扶金 基金 随手拍 大礼包"
).split()
_THING: Final = re.compile(
    rf"((?!在|把|将|为|对|向|由|与|给|从|以|利用|依托|通过|联合|配合|按照|根据)[^，,。；;：:、“”《》（）()\d\s]{{0,14}}(?:{'|'.join(sorted(_THINGS, key=len, reverse=True))}))"
    r"(?=\d|[一两三四五六七八九十]+[个家处所间场期批]|[，,。；;：:（(]|$|开[设办班展]|建[成设]|覆盖|配[备齐]|走访|[给为让向在把将]|组织|举办|面向|每|全年|累计|共|"
    r"进|解决|提供|惠及|服务|正式|投入|上线|已|顺利|圆满|成功|持续|正在|吸引|邀请|设在|落户|挂牌|启[动用]|新[增建]|实现|入驻|开进|接[待听]|试点|制度)"
)
_LEAST_NAME: Final = 4


def written_out(words: str) -> str:
    """Words without numbering, responsible units and the titles of papers they rest on."""
    return _CITED.sub("", _RESPONSIBLE.sub("", _NUMBER.sub("", words))).strip()


def bare(name: str) -> str:
    """A name without the verbs before it: 办好职工夜校 → 职工夜校."""
    return _VERB.sub("", name) or name


def measures(
    text: str, passage: PassageRecord, known: Sequence[Named], thesaurus: Thesaurus
) -> list[Measure]:
    """The measures of a passage in the order of the text; `text` is the document's."""
    sentences = list(_sentences(text, passage))
    names = _names(text, sentences, known)
    out = []
    described = False
    for number, sentence in enumerate(sentences):
        here = [n for n in names if sentence.start <= n.span.start < sentence.end]
        out += [_measure(text, passage, sentences, number, names, n.span, n.subject) for n in here]
        if here:
            out += _beside(text, passage, sentences, number, names, here, thesaurus)
            described = _heads(sentence, text)
        elif described:
            described = False
        elif len(written_out(sentence.of(text))) >= _LEAST:
            span, name = _unnamed(text, passage, sentence, thesaurus)
            out.append(_measure(text, passage, sentences, number, names, span, "", name))
    return out


def at(text: str, passage: PassageRecord, words: str, known: Sequence[Named]) -> list[Measure]:
    """What is said of these folded words where they stand in a passage and name no measure."""
    sentences = list(_sentences(text, passage))
    names = _names(text, sentences, known)
    out = []
    for number, sentence in enumerate(sentences):
        if words in fold(sentence.of(text)):
            inside = _spans(_CLAUSE, text, sentence)
            span = next((c for c in inside if words in fold(c.of(text))), sentence)
            out.append(_measure(text, passage, sentences, number, names, span, "", words))
    return out


def _sentences(text: str, passage: PassageRecord) -> Iterator[Span]:
    """Those that say something besides who is responsible: （保障部负责）."""
    place = passage.start
    for piece in passage.text.split("\n"):
        start = text.find(piece, place)
        if start < 0 or not piece.strip():
            continue
        place = start + len(piece)
        for match in _SENTENCE.finditer(text, start, place):
            if len(match.group().strip()) > 2 and not _RESPONSIBLE.fullmatch(match.group().strip()):
                yield Span(match.start(), match.end())


def _names(text: str, sentences: Sequence[Span], known: Sequence[Named]) -> list[Named]:
    """Those the graph knows, and what else stands in quotation marks as a name would."""
    found: dict[Span, Named] = {}
    for one in known:
        if any(s.start <= one.span.start < s.end for s in sentences):
            found.setdefault(one.span, one)
    for sentence in sentences:
        headed = _headed(text, sentence, found)
        if headed is not None:
            found[headed] = Named(headed, "")
        for match in _QUOTED.finditer(text, sentence.start, sentence.end):
            span = Span(match.start(1), match.end(1))
            if (
                (headed is not None and not _INTRODUCES.search(text[sentence.start : match.start()]))
                or fold(match[1]) in not_names()
                or _MASKED.fullmatch(match[1])
                or any(o.start < span.end and span.start < o.end for o in found)
            ):
                continue
            found[span] = Named(span, "")
    return sorted(found.values(), key=lambda n: n.span)


def _headed(text: str, sentence: Span, found: Collection[Span]) -> Span | None:
    """What stands in brackets before the sentence, unless a name in it says what the heading is of."""
    head = _BRACKETED.match(text, sentence.start, sentence.end)
    if head is None or fold(head[1]) in not_names():
        return None
    others = [m for m in _QUOTED.finditer(text, head.end(), sentence.end)]
    if any(_INTRODUCES.search(text[head.end() : m.start()]) for m in others):
        return None
    if any(head.end() <= span.start < sentence.end for span in found) or _thing(sentence.of(text)):
        return None
    return Span(head.start(1), head.end(1))


def _measure(
    text: str,
    passage: PassageRecord,
    sentences: Sequence[Span],
    number: int,
    names: Sequence[Named],
    span: Span,
    subject: str,
    name: str | None = None,
) -> Measure:
    sentence = sentences[number]
    after = _AFTER.match(text, span.end)
    naming = text[span.start : max(span.end, min(after.end(), sentence.end) if after else span.end)]
    if name is not None:
        naming = name
    spoken = list(_spans(_CLAUSE, text, sentence))
    around = next((c for c in spoken if c.start <= span.start < c.end), span)
    listed = sum(around.start <= n.span.start < around.end for n in names) > 1
    if listed:
        around = next((i for i in _spans(_ITEM, text, around) if i.start <= span.start < i.end), span)
        if sum(around.start <= n.span.start < around.end for n in names) > 1:  # “甲”“乙”“丙”等活动
            after_it = [n.span.start for n in names if n.span.start >= span.end]
            around = Span(span.start, min((*after_it, around.end)))
    clause = Span(around.start, max(around.end, span.end)).of(text) if name is None else around.of(text)
    own = [c for c in spoken if c == around or not any(c.start <= n.span.start < c.end for n in names)]
    said = "，".join(written_out(c.of(text)) for c in own) if around in spoken else clause
    heading_like = _heads(sentence, text) and text[sentence.end - 1] not in "；;"
    body: list[str] = []
    for later in sentences[number + 1 :] if heading_like else ():
        if (
            sum(map(len, body)) + (later.end - later.start) > _BODY
            or _NEXT.match(later.of(text))
            or any(later.start <= n.span.start < later.end for n in names)
        ):
            break
        body.append(written_out(later.of(text)))
    shown = _whole("".join(span.of(text).split())) if name is None else name
    heading = passage.title if passage.title and passage.title not in passage.text[:60] else ""
    return Measure(
        shown,
        passage,
        span,
        subject,
        name is None,
        naming,
        written_out(clause),
        written_out(said),
        "".join(body),
        heading or passage.section,
        _telling(
            text[max(sentence.start, span.start - _BEFORE) : span.start], naming[len(shown) :], bool(body)
        )
        + (0.5 if passage.kind == "task" else 0.0)
        + (1.0 if _DEFINES.search(said) else 0.0)
        - (0.75 if listed else 0.0),
    )


def _heads(sentence: Span, text: str) -> bool:
    """A short sentence, which the next ones describe; one that says how many has said what there was to say."""
    return sentence.end - sentence.start <= _SHORT and not _COUNTED.search(sentence.of(text))


def _telling(before: str, after: str, goes_on: bool) -> float:
    """新建“X”户外劳动者服务站点 introduces it, 在“X”张贴二维码 does not."""
    score = 1.0 if _INTRODUCES.search(before) else 0.0
    score -= 1.0 if _IN_PASSING.search(before) else 0.0
    score += 0.5 if len(after.strip("”")) >= 2 and not after.strip("”").startswith(("建设", "全部")) else 0.0
    return score + (0.5 if goes_on else 0.0)


def _whole(name: str) -> str:
    """A name without a quotation mark that lost its fellow."""
    return name if name.count("“") == name.count("”") else name.strip("“”").replace("“", "").replace("”", "")


def _spans(pattern: re.Pattern[str], text: str, inside: Span) -> Iterator[Span]:
    return (Span(m.start(), m.end()) for m in pattern.finditer(text, inside.start, inside.end))


def _beside(
    text: str,
    passage: PassageRecord,
    sentences: Sequence[Span],
    number: int,
    names: Sequence[Named],
    here: Sequence[Named],
    thesaurus: Thesaurus,
) -> Iterator[Measure]:
    """Measures without a name in the other clauses of a sentence that names one, where they are of another kind."""
    sentence = sentences[number]
    with_names = [
        m.group()
        for m in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if any(m.start() <= n.span.start < m.end() for n in here)
    ]
    spoken = {kind for clause in with_names for kind in kinds_in(fold(clause))}
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        clause = match.group()
        if clause in with_names or len(clause) < _LEAST or spoken & set(kinds_in(fold(clause))):
            continue
        label = _label(clause, thesaurus)
        if label is not None:
            span = Span(match.start() + label.start, match.start() + label.end)
            yield _measure(text, passage, sentences, number, names, span, "", label.of(clause))


def _unnamed(text: str, passage: PassageRecord, sentence: Span, thesaurus: Thesaurus) -> tuple[Span, str]:
    """The words that stand for a name: a label of the thesaurus, the task's title, else how the sentence begins."""
    words = sentence.of(text)
    clean = written_out(words)
    title = written_out(passage.title)
    if passage.kind == "task" and 4 <= len(title) <= 24 and title in words:
        return sentence, title
    thing = _thing(words)
    if thing is not None:
        return Span(sentence.start + thing.start, sentence.start + thing.end), thing.of(words)
    label = _label(words, thesaurus)
    if label is not None:
        return Span(sentence.start + label.start, sentence.start + label.end), label.of(words)
    first = _CLAUSE.match(clean)
    name = _VERB.sub("", first.group()) if first else clean
    name = _FIGURES.sub("", name) or clean
    return sentence, name[:24]


def _thing(words: str) -> Span | None:
    """A campaign or place with which the sentence begins, told by what its name ends in."""
    start = 0
    for opening in (_NUMBER, _BRACKETED, _VERB):
        if found := opening.match(words[start:]):
            start += found.end()
    found = _THING.match(words, start)
    if found is None or found.end() - start < _LEAST_NAME:
        return None
    return Span(start, found.end())


def _label(words: str, thesaurus: Thesaurus) -> Span | None:
    """The longest label of a concept narrow enough to stand for a measure."""
    for match in thesaurus.find(words):
        if match.span.end - match.span.start < 4:
            return None
        if any(specific(concept) for concept in match.concepts):
            return match.span
    return None
