"""别处有没有类似的项目? Named initiatives of a matter, or like one that is named."""

from __future__ import annotations

import re

from kg.late_patterns import late
from search.ask.answer import Answer, listed, missing
from search.ask.initiatives import near
from search.ask.kind import Ask, Kind, Pattern
from search.ask.kinds._queries import task_facts

PATTERNS = (
    Pattern.of(
        "like-this",
        r"(?:别的|其他|其它|别|外)?(?:城市|地方|地|市|处|单位)?(?:还)?(?:有没有|有哪些|有什么|有无|有)?(?:类似|相似|差不多|同样|一样|同类|像[^，。]{2,16}这样)(?:的)?(?:项目|活动|做法|品牌|举措|名称)?(?:吗|么)?",
        "别的城市有没有类似“港湾讲堂”的活动？",
    ),
    Pattern.of(
        "named-programmes",
        r"(?:哪些|什么|哪个|有没有)(?:总结|方案|文件|地方|城市|工会|单位)?(?:里|中)?(?:有|提到|开展了?|搞了?).{1,20}?(?:的)?(?:项目|活动|品牌|行动)",
        "哪些总结里有帮职工学技术的项目？",
    ),
    Pattern.of("what-called", r"(?:分别|各)?叫(?:什么|啥)(?:名字)?", "帮职工学技术的项目叫什么？"),
)


_SCORE, _NEAR_BEST = 0.3, 0.5
_LIKE = late(r"类似|相似|差不多|同样|一样|同类|像.{2,16}这样|这样的")


def answer(ask: Ask) -> Answer | None:
    text = ask.question.text
    if ask.question.quoted and _LIKE.search(text):
        return _like(ask, ask.question.quoted[0])
    if ask.question.initiatives and _LIKE.search(text):
        return _like(ask, ask.question.initiatives[0])
    if not re.search(r"项目|活动|品牌|行动|站点|小屋|驿站|竞赛|评选|类似", text):
        return None
    matter = ask.question.matter(
        "哪些",
        "总结里",
        "总结",
        "有",
        "项目",
        "活动",
        "叫什么",
        "叫啥",
        "分别",
        "类似的",
        "别的城市",
        "其他城市",
        "名称",
    )
    topic = ask.hybrid.topic(matter)
    if topic.empty:
        return None
    found = near(ask, topic, least=0.5)
    found = [n for n in found if n.score >= 0.85 * found[0].score]
    if not found:
        return missing(KIND.name, f"文件里没有找到“{matter}”的具名项目。")
    names = list(dict.fromkeys(n.shown for n in found))
    evidence = tuple(ask.evidence(n.head, n.passage.locator, n.span) for n in found)
    told = "；".join(f"{n.shown}（{n.passage.locator or n.head.cite}）" for n in found)
    return Answer(
        KIND.name,
        f"{told}。",
        {"set": names},
        evidence,
        task_facts([n.fact.subject for n in found], "gh:hasInitiative"),
        basis="aggregate",
    )


def _like(ask: Ask, name: str) -> Answer:
    from search.similar import Similar

    hits = Similar(ask.hybrid).find(name, 5)
    good = [h for h in hits if h.score >= max(_SCORE, _NEAR_BEST * hits[0].score)]
    if not good:
        return missing(KIND.name, f"没有找到与“{name}”类似的项目。")
    names = list(dict.fromkeys(h.name for h in good))
    evidence = tuple(
        ask.evidence(ask.facts.heads[h.passage.document], h.passage.locator, h.span) for h in good
    )
    return Answer(
        KIND.name,
        f"类似的有：{listed(names)}。",
        {"set": names},
        evidence,
        task_facts([h.subject for h in good], "gh:hasInitiative"),
        basis="aggregate",
    )


KIND = Kind("similar_initiative", PATTERNS, answer)
