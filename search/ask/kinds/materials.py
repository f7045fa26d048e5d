"""要报送哪些材料? What is to be handed in, from the sentence that says by whom and when (将…报市总工会)."""

from __future__ import annotations

from kg.late_patterns import late
from kg.model import Span
from search.ask.answer import Answer, listed, missing
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._dates_due import DATE
from search.ask.kinds._prose import quoted, saying

_HAND_IN = r"(?:报送|上报|提交|递交|提供|报|交|寄|附|准备|填报|填写|带)"
PATTERNS = (
    Pattern.of(
        "which-papers",
        rf"(?:都|需要|需|要|应|应当|得|须)*{_HAND_IN}(?:上来|上去|到市总|给市总)?(?:的)?(?:是)?(?:哪些|什么|哪几[样份种项])(?:申报|推荐|报名|相关|书面)?(?:材料|资料|表格|表|东西|文件|附件)(?=$|[？?，])|(?:申报|推荐|报名|报送|上报|评选)(?:的)?材料(?:都)?(?:有|是|包括|需要)(?:哪些|什么)(?=$|[？?])",
        "“云州工匠”推荐要报送哪些材料？",
    ),
)
CUE = late(
    r"(?:将|把|须|需|应|请|填写|提交|报送|提供)[^。；]{0,80}(?:《[^》\n]+》|表|材料|照片|名单|总结|方案|附件|复印件)"
)
_WHAT = late(
    r"(?:将|把)(?P<what>[^。；]{4,160}?)(?:一并|统一|分别)?(?:报送?|上报|提交|寄送?|送|发送|反馈)(?:至|到|给|市|省|县|区|我)|(?:填写|填报|提交|报送|提供|需报|须报)(?P<what2>(?:以下材料[：:])?[^。；]{4,160})"
)
_PIECE = late(r"(?:《[^》]*》|“[^”]*”|（[^）]*）|\([^)]*\)|[^、，,和及])+")
_DATED = late(DATE)
_NOISE = ("报送", "推荐", "上报", "申报", "材料", "要", "需要", "活动", "选树", "评选", "参加", "参评")


def answer(ask: Ask) -> Answer | None:
    dated = _DATED.search(ask.question.text)
    topic = ask.topic(*_NOISE, dated.group() if dated else "")
    if topic.empty and (
        dated or ask.question.quarters or not ask.scope.narrow
    ):  # 9月底前要交什么材料: results
        return None
    for said in saying(ask, topic, CUE):
        text = ask.facts.text(said.head.id)
        found = _WHAT.search(text, said.span.start, said.span.end)
        if found is None:
            continue
        name = "what" if found["what"] else "what2"
        items = tuple(
            Span(found.start(name) + m.start(), found.start(name) + m.end())
            for m in _PIECE.finditer(found[name])
            if len(m.group().strip()) > 1
        )
        if items:
            return quoted(ask, KIND.name, said, items)
    return missing(KIND.name, f"文件里没有写明“{topic.text or listed(topic.must)}”要报送哪些材料。")


KIND = Kind("materials", PATTERNS, answer)
