"""设哪些比赛项目、配哪些设施? What a sentence lists before the noun that the question asks with: 船舶驾驶、网具修补2个项目."""

from __future__ import annotations

import re

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import quoted, saying

_NOUN = r"(?:项目|工种|赛项|奖项|功能|设施|设备|行业|课程|板块|栏目|窗口|议题|载体|形式|方式|渠道|途径|内容|环节|材料|平台|领域|场所|物品|用品|服务|区域|主题|措施|地方)"
_VERB = r"(?:组建|成立|建立|新建|培育|命名|打造|创建|评选|签订|举办)"
PATTERNS = (
    Pattern.of(
        "which-things",
        rf"(?:都|主要|要|应|应当|需要|须)?(?:新增|增加|增设|设|设置|设立|设有|配备|配置|包括|包含|有|提供|分为|采取|通过|开设|开展|涵盖|涉及|含|覆盖)(?:了|的)?(?:是)?(?:哪些|什么|哪几[个项类种]|哪[一二两三四五六七八九十\d]+[个项类种])(?P<kind>[㐀-鿿]{{0,4}}?)(?P<noun>{_NOUN})(?=$|[？?，])"
        rf"|{_VERB}(?:了|的)?(?:是)?哪(?:[两二三四五六七八九十几]|\d{{1,2}})[个家项种类](?P<noun3>[㐀-鿿]{{2,10}})(?=$|[？?，])"
        rf"|(?P<kind2>[㐀-鿿]{{0,4}}?)(?P<noun2>{_NOUN})(?:都|主要)?(?:有|是|包括|设了|为)(?:哪些|什么|哪几[个项类种])(?=$|[？?，])",
        "“港湾杯”设了哪些比赛项目？",
    ),
)
_ITEM = r"[^、，,。；;：:（）()\n]{1,20}"
_LEAD = late(
    r"^.*(?:联合|会同|推行|组建|成立|建立|新建|培育|命名|打造|创建|评选|签订|新增|增加|增设|设置|设立|设有|配备有?|配置|包括|包含|提供|分为|采取|通过|开设|开展|涵盖|涉及|覆盖|围绕|按照|举办|组织|上线|设|含|有|在|以|为|对|把|将)(?=[㐀-鿿A-Za-z“]{2,})"
)
_LEAST = 2


def answer(ask: Ask) -> Answer | None:
    asked = PATTERNS[0].regex.search(ask.question.text)
    if asked is None:
        return None
    noun = asked["noun"] or asked["noun2"] or asked["noun3"]
    run = re.compile(
        rf"(?P<all>{_ITEM}(?:、{_ITEM})+?(?:(?:和|及|以及){_ITEM})?)等?(?:\d+|[一二三四五六七八九十两]+)?余?(?:大|个|家|项|种|类|方面)*[㐀-鿿]{{0,4}}?{noun}"
    )
    topic = ask.topic(asked.group(), asked["kind"] or asked["kind2"] or "", "设", "有", "要")
    if topic.empty and ask.scope.narrow and asked["noun3"]:  # 组建了哪两个行业联合会: the noun says enough
        topic = ask.hybrid.topic(noun)
    if topic.empty:
        return None
    for said in saying(ask, topic, run):
        text = ask.facts.text(said.head.id)
        for found in run.finditer(text, said.span.start, said.span.end):
            items = items_in(text, Span(found.start("all"), found.end("all")))
            if len(items) >= _LEAST:
                return quoted(ask, KIND.name, said, items)
    return missing(KIND.name, f"没有找到列出“{topic.text or listed(topic.must)}”的{noun}的句子。")


def items_in(text: str, span: Span) -> tuple[Span, ...]:
    """The members, without what leads in before the first and the number after the last (网具修补3个)."""
    out: list[Span] = []
    for found in re.finditer(r"[^、＋+]+", span.of(text)):
        start, words = span.start + found.start(), found.group()
        if not out and (lead := _LEAD.match(words)):
            start, words = start + lead.end(), words[lead.end() :]
        words = re.sub(
            r"等?(?:\d+|[一二三四五六七八九十两]+)(?:余)?(?:大|个|家|项|种|类)?[㐀-鿿]{0,4}$|等$", "", words
        )
        pair = re.split(r"(?:以及|和|及)(?=[㐀-鿿]{2,})", words)
        if out and len(pair) == _PAIR and all(len(p) > 1 for p in pair):
            out.append(Span(start, start + len(pair[0])))
            start, words = start + len(words) - len(pair[1]), pair[1]
        out.append(Span(start, start + len(words.rstrip())))
    return tuple(s for s in (_unquoted(text, one) for one in out) if s.end > s.start)


def _unquoted(text: str, span: Span) -> Span:
    """“工会＋法院”五方机制 has the members 工会, 法院: without a mark whose other half is another member's."""
    words = span.of(text)
    start, end = span.start, span.end
    if words.count("“") > words.count("”"):
        start += words.rfind("“") + 1
    elif words.count("”") > words.count("“"):
        end = span.start + words.find("”")
    return Span(start, end)


_PAIR = 2
KIND = Kind("enumerated", PATTERNS, answer)
