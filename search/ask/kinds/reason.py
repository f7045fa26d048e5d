"""为什么、什么原因? The clause of a sentence about the matter that gives a reason."""

from __future__ import annotations

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._prose import quoted, saying

PATTERNS = (
    Pattern.of(
        "why",
        r"(?:是)?(?:为什么|为何|因为什么|怎么会|咋|凭什么|何以)(?:会|还|要|都|一直|至今)?|(?:的)?(?:主要|具体)?(?:原因|缘故|缘由)(?:主要)?(?:是|有|在|为|何在)?(?:什么|哪些|哪里|啥)?(?=$|[？?])|(?:是)?(?:什么|啥|哪些|何种)(?:主要)?原因|怎么(?=没有?|未|不|还没)",
        "云州为什么没有完成入会目标？",
    ),
)
#: How sentences of summaries and plans give a reason: 主要原因是…, 因…, 由于…, 受…影响.
CUE = late(
    r"(?:主要|具体)?原因(?:是|在于|为|有)|由于|(?<![㐀-鿿])(?:主要)?因(?!此|而|地|素)|因[^，。；]{2,24}(?:暂缓|推迟|延期|取消|调整|未|没|不|停)|受[^，。；]{2,24}(?:影响|制约|限制)|鉴于|之所以"
)
_REASON = late(
    r"(?:主要|具体)?原因(?:是|在于|为|有)(?P<a>[^。；]{2,80})|由于(?P<b>[^，。；]{2,60})|(?P<c>受[^，。；]{2,24}(?:影响|制约|限制))|(?P<d>因(?!此|而|地|素)[^，。；]{2,40}?)(?=，|；|。|$|暂缓|推迟|延期|取消|未能|没有|未)|鉴于(?P<e>[^，。；]{2,60})"
)
_NOISE = (
    "没有", "没能", "未能", "不能", "完成", "目标", "任务", "工作", "去年", "计划", "实现", "达到", "达标", "怎么", "建成", "落实", "办成", "做成", "举办", "建设", "推迟", "取消", "有",
)  # fmt: skip


def answer(ask: Ask) -> Answer | None:
    topic = ask.topic(*_NOISE)
    if topic.empty:
        return None
    for said in saying(ask, topic, CUE):
        text = ask.facts.text(said.head.id)
        if found := _REASON.search(text, said.span.start, said.span.end):
            name = next(n for n, v in found.groupdict().items() if v)
            return quoted(ask, KIND.name, said, (Span(found.start(name), found.end(name)),))
    return missing(KIND.name, f"文件里没有写明“{topic.text or listed(topic.must)}”的原因。")


KIND = Kind("reason", PATTERNS, answer, final=True)
